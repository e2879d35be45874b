"""Drawings of black and white pixels: as a text for a link, and at another size."""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.words import sentence

SMALLEST, LARGEST = 3, 32  # pixels of a side
MOST_OWN = 16  # patterns of one's own, so that an address of 8 KB holds them
Pixels = NDArray[np.int8]  # +1 for ink, −1 for paper, row by row from the upper left corner


class Bitmap(NamedTuple):
    """A drawing as it is kept in a link.

    Attributes:
        side: pixels of a side.
        bits: base64 of the pixels, row by row, eight a byte, 1 for ink.
    """

    side: int
    bits: str

    def pixels(self, side: int) -> Pixels:
        """The drawing on a canvas of some size, +1 for ink and −1 for paper, (side²,)."""
        raw = np.frombuffer(base64.urlsafe_b64decode(self.bits + "=" * (-len(self.bits) % 4)), "u1")
        own = np.unpackbits(raw)[: self.side**2].reshape(self.side, self.side)
        nearest = (2 * np.arange(side) + 1) * self.side // (2 * side)
        return (2 * own[np.ix_(nearest, nearest)].astype(np.int8) - 1).ravel()


def bitmap(pixels: Pixels) -> Bitmap:
    """The bitmap of a square canvas, (side²,)."""
    side = round(len(pixels) ** 0.5)
    packed = np.packbits(pixels > 0).tobytes()
    return Bitmap(side, base64.urlsafe_b64encode(packed).decode("ascii").rstrip("="))


def parse_bitmaps(text: str) -> tuple[Bitmap, ...]:
    """Drawings of a link: SIDE.BITS, separated by commas.

    Raises:
        ValueError: one is malformed, too large or too small, or there are too many of them.
    """
    parts = [part for part in text.split(",") if part]
    if len(parts) > MOST_OWN:
        raise ValueError(
            sentence("has {count} drawings; give at most {most}.", count=len(parts), most=MOST_OWN)
        )
    return tuple(map(_parse, parts))


def write_bitmaps(own: tuple[Bitmap, ...]) -> str:
    """The text that `parse_bitmaps` turns into the drawings."""
    return ",".join(f"{side}.{bits}" for side, bits in own)


def _parse(text: str) -> Bitmap:
    side, dot, bits = text.partition(".")
    if not dot or not side.isascii() or not side.isdigit() or len(side) > 2:
        raise ValueError(
            sentence("has {part!r}; write a drawing as SIDE.BITS, as in 3.VQA.", part=text[:40])
        )
    if not SMALLEST <= int(side) <= LARGEST:
        raise ValueError(
            sentence(
                "has a side of {side} pixels; give {low} to {high}.",
                side=int(side),
                low=SMALLEST,
                high=LARGEST,
            )
        )
    wanted = -(-(int(side) ** 2) // 8)
    try:
        raw = base64.b64decode(bits + "=" * (-len(bits) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != wanted:
        raise ValueError(
            sentence(
                "has pixels that cannot be read; {side} × {side} of them are {count} bytes in "
                "base64.",
                side=int(side),
                count=wanted,
            )
        )
    ink = np.unpackbits(np.frombuffer(raw, "u1"))[: int(side) ** 2]
    return bitmap(2 * ink.astype(np.int8) - 1)  # as this page itself writes it
