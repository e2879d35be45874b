"""Sound at another rate, with nothing of it folded: a windowed sinc between the samples."""

from __future__ import annotations

from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
CROSSINGS = 12  # zero crossings of the sinc on each side
BLOCK = 2048  # samples made at a time


def resampled(samples: Array, rate: int, wanted: int) -> NDArray[np.float32]:
    """A recording with `wanted` samples a second.

    Equation::

        y(n) = Σ_k x(k) c sinc(c (n r − k)) w((n r − k) c / 12)
        r = rate / wanted,   c = min(1, 1/r)

    with w the window of Hann, which passes what is below the lower of the two half rates.

    Args:
        samples: (samples,).
        rate: samples a second that it has.
        wanted: that it shall have.
    """
    sound = np.asarray(samples, np.float32)
    if rate == wanted or not len(sound):
        return sound
    common = gcd(rate, wanted)
    up, down = wanted // common, rate // common
    cut = min(1.0, wanted / rate)
    half = int(np.ceil(CROSSINGS / cut))
    taps = np.arange(-half + 1, half + 1)
    many = -(-len(sound) * up // down)
    away = ((np.arange(up) / up)[:, None] - taps) * cut  # of each place between two samples
    window = np.cos(np.pi / 2 * np.clip(away / CROSSINGS, -1, 1)) ** 2
    weights = (cut * np.sinc(away) * window).astype(np.float32)
    padded = np.pad(sound, (half, half + 1))
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * half)
    found = np.empty(many, np.float32)
    for begin in range(0, many, BLOCK):
        places = np.arange(begin, min(begin + BLOCK, many)) * down
        found[begin : begin + len(places)] = np.einsum(
            "ij,ij->i", windows[places // up + 1], weights[places % up]
        )
    return found
