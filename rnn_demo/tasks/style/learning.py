"""Learning to tell hands apart: the loss of a batch, for the training loop."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from rnn_demo.configuration.recipe import Recipe
from rnn_demo.data.emoji import Drawings, EmojiSet
from rnn_demo.networks.row_reader import RowReader
from rnn_demo.tasks.style.split import StyleSplit
from rnn_demo.training.checkpoint import Carried

AT_ONCE = 500  # pictures of the validation part
MOST_MOVED = 4  # pixels


@dataclass
class StyleTask:
    """Tell whose hand each drawing of the training part is by, after each of its rows.

    Attributes:
        network: what is trained, in place.
        emoji: the drawings.
        split: their parts.
        recipe: how.
        seed: of the order and the noise.
        narrow: precision of the matrix products.
        device: where to compute.
    """

    network: RowReader
    emoji: EmojiSet
    split: StyleSplit
    recipe: Recipe
    seed: int
    narrow: torch.dtype = torch.float32
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))

    @property
    def steps_per_epoch(self) -> int:
        """Batches in one pass over the training part."""
        return max(1, len(self.split.train) // self.recipe.batch_size)

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """Mean cross-entropy over the rows, nats; a hand that draws less counts for more.

        Every hand has the same weight in all, whoever drew how many.
        """
        size = self.recipe.batch_size
        epoch, place = divmod(step, self.steps_per_epoch)
        order = _order(self.seed, epoch, len(self.split.train))
        chosen = self.split.train[order[place * size : (place + 1) * size]]
        generator = torch.Generator().manual_seed((self.seed << 32) + step)
        torch.manual_seed((self.seed << 32) + step)  # dropout draws from torch's own generator
        pixels = moved(as_pixels(self.emoji.pixels[chosen]), generator)
        hand = torch.from_numpy(self.split.hand[chosen])
        logits = self._logits(pixels, self.recipe.dropout)
        counts = np.bincount(self.split.hand[self.split.train])
        weight = torch.from_numpy(len(self.split.train) / (len(counts) * counts)).float()
        target = hand.unsqueeze(1).expand(logits.shape[:2]).to(self.device)
        return functional.cross_entropy(
            logits.flatten(0, 1), target.flatten(), weight.to(self.device)
        ), {}

    def validate(self) -> float | None:
        """Cross-entropy after the last row of the validation part, nats a picture."""
        chosen = self.split.validation
        total = 0.0
        with torch.inference_mode():
            for begin in range(0, len(chosen), AT_ONCE):
                part = chosen[begin : begin + AT_ONCE]
                logits = self._logits(as_pixels(self.emoji.pixels[part]), 0.0)[:, -1]
                hand = torch.from_numpy(self.split.hand[part]).to(self.device)
                total += functional.cross_entropy(logits, hand, reduction="sum").item()
        return total / len(chosen)

    def _logits(self, pixels: Tensor, rate: float) -> Tensor:
        with torch.autocast(self.device.type, self.narrow, self.narrow != torch.float32):
            return self.network.read(pixels.to(self.device), rate).float()


def as_pixels(drawings: Drawings) -> Tensor:
    """Drawings (batch, side, side, 3) as the reader takes them (batch, 3, rows, side)."""
    return torch.from_numpy(drawings).permute(0, 3, 1, 2).float().div_(255)


def moved(pixels: Tensor, generator: torch.Generator) -> Tensor:
    """Pictures a few pixels aside, half of them mirrored; the hand is the same."""
    batch, _, rows, side = pixels.shape
    mirrored = torch.rand(batch, generator=generator) < 0.5
    pixels = torch.where(mirrored.view(-1, 1, 1, 1), pixels.flip(3), pixels)
    around = functional.pad(pixels, (MOST_MOVED,) * 4, value=1.0)
    by = torch.randint(2 * MOST_MOVED + 1, (2, batch), generator=generator)
    down = by[0].view(-1, 1) + torch.arange(rows)
    across = by[1].view(-1, 1) + torch.arange(side)
    which = torch.arange(batch).view(-1, 1, 1)
    found: Tensor = around.permute(0, 2, 3, 1)[which, down.unsqueeze(2), across.unsqueeze(1)]
    return found.permute(0, 3, 1, 2)


@lru_cache(maxsize=2)
def _order(seed: int, epoch: int, count: int) -> NDArray[np.int64]:
    return np.random.default_rng([seed, epoch]).permutation(count)
