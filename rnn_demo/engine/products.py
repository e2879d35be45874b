"""Products of a network's matrices and the states of some streams: compiled code.

Whichever streams share a product, the numbers of each are the same; see
`rnn_demo.engine.dot_product`.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.compiled import compiled
from rnn_demo.engine.dot_product import product_block
from rnn_demo.engine.elementwise import Floats, Narrow
from rnn_demo.engine.excess import TOGETHER, complements, write_excess
from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.large_pairs import LargePairs
from rnn_demo.engine.product_kinds import kind_here, kinds

STREAMS = 4  # that share what is loaded of the weights
# How many blocks of rows fit the processor's registers beside them.
BLOCKS_OF_ONE, BLOCKS = kind_here().blocks_of_one, kind_here().blocks
SATURATES = kind_here().saturates

_kind = kinds()[0]
_one_stream = product_block(BLOCKS_OF_ONE, 1, _kind)
_one_stream_rest = product_block(1, 1, _kind)
_streams = product_block(BLOCKS, STREAMS, _kind)
_streams_rest = product_block(1, STREAMS, _kind)


def padded(streams: int) -> int:
    """How many streams the arrays of a step need room for: whole groups of `STREAMS`."""
    return -(-streams // STREAMS) * STREAMS


class Products(Protocol):
    """Matrices of whole numbers, one after the other; see `NarrowWeights`."""

    @property
    def starts(self) -> NDArray[np.int64]:
        """The first block of each, and the end."""

    @property
    def weights(self) -> NDArray[np.int8]:
        """Blocks of rows, (blocks, columns / group, 16 · group)."""

    @property
    def scales(self) -> Floats:
        """Of the rows, (16 blocks,)."""

    @property
    def corrections(self) -> NDArray[np.int32]:
        """Of the rows, (16 blocks,)."""

    @property
    def large(self) -> LargePairs:
        """Pairs of weights whose products this machine cannot add up at once."""


@compiled
def add_product(w: Products, number: int, states: Narrow, count: int, out: Floats, at: int) -> None:
    """Add a product of each state to a row of `out`, from column `at` on; see `NarrowWeights`.

    Rows of `states` (padded(count), columns) and `out` beyond `count` are read and written too.
    """
    if count == 1:
        _add_one(w, w.starts[number], w.starts[number + 1], states, out, at)
    elif SATURATES:
        _add_many_exceeding(w, number, states, count, out, at)
    else:
        _add_many(w, number, states, count, out, at)


@compiled
def _add_one(w: Products, block: int, last: int, states: Narrow, out: Floats, at: int) -> None:
    """The product of the first of the states with the rows of some blocks."""
    columns, excess = np.int64(states.shape[1]), np.empty((1, 1), np.int16)
    while block < last:
        rows = block * LANES
        weights, scales, corrections = w.weights[block:], w.scales[rows:], w.corrections[rows:]
        if block + BLOCKS_OF_ONE <= last:
            _one_stream(weights, states, scales, corrections, excess, out, columns, at)
            taken = BLOCKS_OF_ONE
        else:
            _one_stream_rest(weights, states, scales, corrections, excess, out, columns, at)
            taken = 1
        block += taken
        at += taken * LANES


@compiled
def _add_many(w: Products, number: int, states: Narrow, count: int, out: Floats, at: int) -> None:
    """The products of many states, where no sum is too large for an instruction."""
    columns, excess = np.int64(states.shape[1]), np.empty((1, 1), np.int16)
    block, last = w.starts[number], w.starts[number + 1]
    while block < last:
        rows = block * LANES
        weights, scales, corrections = w.weights[block:], w.scales[rows:], w.corrections[rows:]
        whole = block + BLOCKS <= last
        for m in range(0, count, STREAMS):
            if whole:
                _streams(weights, states[m:], scales, corrections, excess, out[m:], columns, at)
            else:
                _streams_rest(
                    weights, states[m:], scales, corrections, excess, out[m:], columns, at
                )
        taken = BLOCKS if whole else 1
        block += taken
        at += taken * LANES


@compiled
def _add_many_exceeding(
    w: Products, number: int, states: Narrow, count: int, out: Floats, at: int
) -> None:
    """The products of many states, and what was beyond the largest sum of an instruction."""
    columns, turned = np.int64(states.shape[1]), complements(states, count)
    excess, pairs = np.empty((TOGETHER, BLOCKS * LANES), np.int16), w.large
    block, last = w.starts[number], w.starts[number + 1]
    while block < last:
        rows = block * LANES
        weights, scales, corrections = w.weights[block:], w.scales[rows:], w.corrections[rows:]
        taken = BLOCKS if block + BLOCKS <= last else 1
        for first in range(0, count, TOGETHER):
            end, fits = min(first + TOGETHER, count), True
            for b in range(taken):
                fits &= write_excess(
                    turned[first // TOGETHER],
                    pairs.pairs,
                    pairs.places,
                    pairs.sizes,
                    pairs.limits,
                    pairs.starts[block + b],
                    pairs.starts[block + b + 1],
                    excess,
                    np.int64(b * LANES),
                )
            if not fits:  # rows of large weights only: exactly, one after the other
                for m in range(first, end):
                    _add_one(w, block, block + taken, states[m:], out[m:], at)
                continue
            for m in range(first, end, STREAMS):
                beyond = excess[m - first :]
                if taken == BLOCKS:
                    _streams(weights, states[m:], scales, corrections, beyond, out[m:], columns, at)
                else:
                    _streams_rest(
                        weights, states[m:], scales, corrections, beyond, out[m:], columns, at
                    )
        block += taken
        at += taken * LANES
