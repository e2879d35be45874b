"""Luck that a browser has, too: the same whole numbers from the same seed in Python and JavaScript.

chance.js is the same in JavaScript; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

WORD = 0xFFFFFFFF
ORDER, NOISE = 0, 1  # streams of one seed: the order of units, which pixels are turned over


def words(seed: int, stream: int) -> Iterator[int]:
    """Numbers from 0 to 2³² − 1 without end, by mulberry32 (Tommy Ettinger, public domain).

    Args:
        seed: from 0 to 2⁵³ − 1.
        stream: other numbers from the same seed.
    """
    low, high = seed & WORD, seed >> 32
    state = (low + high * 0x9E3779B1 + stream * 0x85EBCA6B) & WORD
    while True:
        state = (state + 0x6D2B79F5) & WORD
        mixed = ((state ^ state >> 15) * (state | 1)) & WORD
        mixed ^= (mixed + ((mixed ^ mixed >> 7) * (mixed | 61) & WORD)) & WORD
        yield mixed ^ mixed >> 14


def shuffled(count: int, luck: Iterator[int]) -> NDArray[np.int64]:
    """The numbers from 0 to `count` − 1 in an order by chance (Fisher and Yates), (count,)."""
    order = list(range(count))
    for last in range(count - 1, 0, -1):
        other = (next(luck) * (last + 1)) >> 32
        order[last], order[other] = order[other], order[last]
    return np.array(order)
