"""Luck that a browser has, too: the same numbers from the same seed in Python and JavaScript.

rnn_demo/ui/js/chance.js is the same in JavaScript; tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

WORD = 0xFFFFFFFF
# Streams of one seed: the order of units, which pixels are turned over; weights, and points.
ORDER, NOISE, WEIGHTS, POINTS = 0, 1, 2, 3


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


def normals(seed: int, stream: int, count: int) -> NDArray[np.float64]:
    """Standard normal numbers, (count,), by the method of Box and Muller from `words`.

    Args:
        seed: from 0 to 2⁵³ − 1.
        stream: other numbers from the same seed.
        count: how many.
    """
    pairs = (count + 1) // 2
    drawn = _words(seed, stream, 2 * pairs).astype(np.float64) / 2**32
    radius = np.sqrt(-2 * np.log(drawn[::2] + 2.0**-33))  # the logarithm of 0 is nowhere taken
    angle = 2 * np.pi * drawn[1::2]
    both = np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1)
    found: NDArray[np.float64] = both.ravel()[:count]
    return found


def _words(seed: int, stream: int, count: int) -> NDArray[np.uint32]:
    """The first numbers of `words`, all at once: arithmetic of 32 bits, modulo 2³²."""
    low, high = seed & WORD, seed >> 32
    first = (low + high * 0x9E3779B1 + stream * 0x85EBCA6B) & WORD
    steps = np.arange(1, count + 1, dtype=np.uint32) * np.uint32(0x6D2B79F5)
    state = np.uint32(first) + steps
    mixed = (state ^ (state >> np.uint32(15))) * (state | np.uint32(1))
    mixed ^= mixed + (mixed ^ (mixed >> np.uint32(7))) * (mixed | np.uint32(61))
    found: NDArray[np.uint32] = mixed ^ (mixed >> np.uint32(14))
    return found
