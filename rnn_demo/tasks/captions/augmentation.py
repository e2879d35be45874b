"""Pictures changed as another hand would have drawn them, a whole batch at once.

Place, size, slant and a slow warp; thicker or thinner lines, blur or sharpness; tint, contrast and
shade; grey, where no word of the name is a colour; mirrored, where no word has a side.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from rnn_demo.data.emoji import EmojiName

_SIDED = re.compile(
    r"\b(left\w*|right\w*|facing|walking|running|kneeling|wheelchair|cane|o’clock|thirty|moon|"
    r"chart|clock|keycap|pointing|calendar|arrow|button|flag\w*|cards?|dice?|abacus)\b"
)
_SIDED_GROUPS = ("flags", "symbols")
_COLOURS = re.compile(
    r"\b(red|orange|yellow|green|blue|purple|brown|black|white|grey|gray|pink|blond|gold|silver|"
    r"skin|hair|\w+ medal|alien|traffic|heart)\b"
)
STILL = 0.15  # how much of a tint a picture is given whose name says a colour


@dataclass(frozen=True)
class Allowed:
    """What may be done to the pictures of a name.

    Attributes:
        mirror: no word of it has a side.
        colour: no word of it is a colour.
    """

    mirror: bool
    colour: bool


def allowed(name: EmojiName) -> Allowed:
    """What may be done to the drawings of a name without making it wrong."""
    sided = name.group in _SIDED_GROUPS or bool(_SIDED.search(name.name))
    coloured = name.group == "flags" or bool(name.tone) or bool(_COLOURS.search(name.name))
    return Allowed(not sided, not coloured)


def augmented(
    pixels: Tensor, mirror: Tensor, colour: Tensor, strength: float, generator: torch.Generator
) -> Tensor:
    """Changed pictures.

    Args:
        pixels: (batch, 3, side, side), from 0 to 1, white around.
        mirror: which may be mirrored (batch,).
        colour: which may lose their colours (batch,).
        strength: 0 for no change.
        generator: of the noise.
    """
    if not strength:
        return pixels
    noise = _Noise(len(pixels), strength, generator)
    ink = 1 - pixels  # so that what comes in from outside is white
    ink = functional.grid_sample(ink, _places(pixels, mirror, noise), align_corners=False)
    return _tinted(_redrawn(1 - ink, noise), colour, noise).clamp(0, 1)


class _Noise:
    """Random numbers, one a picture, ready to be spread over its pixels."""

    def __init__(self, batch: int, strength: float, generator: torch.Generator) -> None:
        self.batch, self.strength, self.generator = batch, strength, generator

    def within(self, most: float) -> Tensor:
        """Evenly from -most to most, times the strength (batch,)."""
        return (torch.rand(self.batch, generator=self.generator) * 2 - 1) * (most * self.strength)

    def coins(self, chance: float) -> Tensor:
        """True with a chance (batch,)."""
        return torch.rand(self.batch, generator=self.generator) < chance

    def normal(self, *shape: int) -> Tensor:
        """Standard normal (batch, *shape)."""
        return torch.randn(self.batch, *shape, generator=self.generator)


def _places(pixels: Tensor, mirror: Tensor, noise: _Noise) -> Tensor:
    """Where each pixel of the new pictures is taken from (batch, side, side, 2)."""
    size = torch.exp(noise.within(0.22))
    aspect = torch.exp(noise.within(0.1))
    angle, slant = noise.within(0.25), noise.within(0.12)
    side = torch.where(noise.coins(0.5) & mirror, -1.0, 1.0)
    cos, sin = torch.cos(angle), torch.sin(angle)
    across, down = size * aspect, size / aspect
    rows = torch.stack(
        [
            side * across * cos, across * (slant - sin), noise.within(0.16),
            side * down * sin, down * cos, noise.within(0.16),
        ],
        1,
    )  # fmt: skip
    grid = functional.affine_grid(rows.view(-1, 2, 3), list(pixels.shape), align_corners=False)
    warp = noise.normal(2, 4, 4) * (0.035 * noise.strength)
    slow = functional.interpolate(
        warp, list(pixels.shape[2:]), mode="bilinear", align_corners=False
    )
    return grid + slow.permute(0, 2, 3, 1)


def _redrawn(pixels: Tensor, noise: _Noise) -> Tensor:
    """Lines thicker or thinner, edges blurred or sharpened; each of a third of the pictures."""
    amount = (noise.within(0.9) * noise.coins(0.4)).view(-1, 1, 1, 1)
    around = functional.pad(pixels, (1, 1, 1, 1), value=1.0)
    lighter, darker = _among_nine(around, torch.maximum), _among_nine(around, torch.minimum)
    redrawn = pixels + amount.clamp(min=0) * (lighter - pixels)
    redrawn = redrawn + (-amount).clamp(min=0) * (darker - pixels)
    soft = functional.avg_pool2d(around, 3, 1)
    blur = ((noise.within(0.8) + 0.1) * noise.coins(0.4)).view(-1, 1, 1, 1)
    return redrawn + blur * (soft - pixels)


def _among_nine(around: Tensor, choose: Callable[[Tensor, Tensor], Tensor]) -> Tensor:
    """The greatest or least of each pixel and its eight neighbours."""
    rows = choose(choose(around[:, :, :-2], around[:, :, 1:-1]), around[:, :, 2:])
    return choose(choose(rows[..., :-2], rows[..., 1:-1]), rows[..., 2:])


def _tinted(pixels: Tensor, colour: Tensor, noise: _Noise) -> Tensor:
    """Other colours, contrast and shade; white stays white but for the shade."""
    free = torch.where(colour, 1.0, STILL)
    ink = 1 - pixels
    # A turn of the colours about grey, and more or less of them.
    mix = torch.eye(3) + noise.normal(3, 3) * (0.07 * noise.strength * free).view(-1, 1, 1)
    mix = mix * (1 / mix.sum(2, keepdim=True))  # grey stays grey
    keep = 1 + noise.within(0.3) * free
    keep = torch.where(noise.coins(0.08 * noise.strength) & colour, 0.0, keep).view(-1, 1, 1)
    mix = mix * keep + (1 - keep) / 3
    ink = torch.bmm(mix, ink.flatten(2)).view_as(ink)
    ink = ink * (1 + noise.within(0.25) * free).view(-1, 1, 1, 1)
    gamma = torch.exp(noise.within(0.25) * free).view(-1, 1, 1, 1)
    ink = ink.clamp(0.001, 1) ** gamma
    side = pixels.shape[2]
    ramp = torch.linspace(-1, 1, side)
    shade = noise.within(0.2).view(-1, 1, 1, 1) * ramp.view(1, 1, -1, 1)
    shade = shade + noise.within(0.2).view(-1, 1, 1, 1) * ramp.view(1, 1, 1, -1)
    return 1 - ink * (1 + shade * free.view(-1, 1, 1, 1))
