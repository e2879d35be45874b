"""Drawings that are spoiled before the net sees them."""

from __future__ import annotations

from rnn_demo.dynamics.chance import NOISE, shuffled, words
from rnn_demo.knobs.bitmaps import Pixels

WIPED = ("no", "left", "right", "top", "bottom")


def spoiled(pixels: Pixels, noise: float, wiped: str, seed: int) -> Pixels:
    """A drawing with some pixels turned over, and then one half of it wiped out.

    Args:
        pixels: the drawing, (side²,).
        noise: share of the pixels that are turned over, rounded to whole pixels.
        wiped: the half that becomes paper, one of `WIPED`.
        seed: of the choice of pixels.
    """
    side = round(len(pixels) ** 0.5)
    found = pixels.copy()
    found[shuffled(len(pixels), words(seed, NOISE))[: int(noise * len(pixels) + 0.5)]] *= -1
    canvas, half = found.reshape(side, side), side // 2
    if wiped == "left":
        canvas[:, :half] = -1
    elif wiped == "right":
        canvas[:, side - half :] = -1
    elif wiped == "top":
        canvas[:half] = -1
    elif wiped == "bottom":
        canvas[side - half :] = -1
    return found
