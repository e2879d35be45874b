"""Pairs of weights whose products with a state may be too large for 16 bits.

A processor without a dot product of bytes multiplies twice as many of them at once if two
neighbouring products are added up in 16 bits. The numbers of a state are at most 255, so only where
two neighbouring weights have the same sign and are together above 128, one pair in sixty of a
trained network, can their sum be too large: `rnn_demo.engine.excess` adds what is beyond.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.lanes import LANES

LARGEST_STATE = 255
BOUNDS = (32767, 32768)  # of a positive and of a negative number of 16 bits
PAIRS = 2  # of neighbouring columns side by side, in the kinds of code that saturate


class LargePairs(NamedTuple):
    """Pairs of weights, block after block of sixteen rows.

    Attributes:
        starts: the first of each block, and the end, (blocks + 1,).
        pairs: half the number of its first column.
        places: its row in the block; 16 more if both weights are negative.
        sizes: both weights without their signs, (large pairs, 2).
        limits: how far its products may be beyond the bound.
    """

    starts: NDArray[np.int64]
    pairs: NDArray[np.uint16]
    places: NDArray[np.uint8]
    sizes: NDArray[np.uint8]
    limits: NDArray[np.uint16]


def large_pairs(weights: NDArray[np.int8], saturates: bool) -> LargePairs:
    """Those of weights (blocks, columns / 4, 64); none where the machine's sums do not saturate."""
    blocks = len(weights)
    whole = weights if saturates else weights[:0]
    # Opposite signs are never too much together, so the sum of both tells.
    together = whole[..., 0::2].astype(np.int16) + whole[..., 1::2]
    # In the order of the columns: neighbours then belong to different rows, mostly.
    block, group, place = np.nonzero(np.abs(together) > min(BOUNDS) // LARGEST_STATE)
    row, half = place // PAIRS, place % PAIRS
    sums = together[block, group, place]
    sizes = np.stack([whole[block, group, 2 * place + i] for i in (0, 1)], -1)
    bounds = np.where(sums > 0, *BOUNDS)
    found = LargePairs(
        np.searchsorted(block, np.arange(blocks + 1)).astype(np.int64),
        (group * PAIRS + half).astype(np.uint16),
        (row + LANES * (sums < 0)).astype(np.uint8),
        np.abs(sizes).astype(np.uint8),
        (LARGEST_STATE * np.abs(sums.astype(np.int32)) - bounds).astype(np.uint16),
    )
    for array in found:
        array.flags.writeable = False
    return found
