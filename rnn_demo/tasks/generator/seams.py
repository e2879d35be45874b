"""One long text read at many places at the same time, with weights in 8 bits.

A recurrent network forgets. Each piece of the text is begun from nothing some way before its start
and read beside the others. Then every seam is looked at: the piece is read again from the state in
which the one before it ended, until its characters cost what they cost before. They never do so to
the last digit, because rounding to 8 bits keeps two readings of one text apart for ever, by some
thousandths of a nat a character; the mean over a text is not moved by that. A network that forgets
nothing is read piece after piece in the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.network import initial_state
from rnn_demo.engine.reading_together import read_together

Ids = NDArray[np.integer]
Array = NDArray[np.float32]

PIECES = 32  # at the same time: as many as one step takes at the least cost
BLOCK = 512  # characters after which two readings are compared
WARM_UP = 1024  # characters before its start from which a piece is begun
SHORTEST = 4 * WARM_UP  # of a piece: shorter ones cost more to begin than they save
LONGEST = 256 * BLOCK  # of a piece, so that memory stays bounded
NOISE = 0.02  # nats a character, in the mean over a block, that rounding alone may do


@dataclass
class _Piece:
    """A part of the text.

    Attributes:
        start, end: the characters that are read, those of text[start:end].
        state: where the next block begins or the piece has ended, (layers, parts, hidden).
    """

    start: int
    end: int
    state: Array


def costs_of_one_pass(
    network: NarrowNetwork, ids: Ids, tell: Callable[[int], object]
) -> NDArray[np.float64]:
    """-ln p of every character but the first, the state carried along from nothing.

    Args:
        network: in 8 bits.
        ids: the text, (characters,).
        tell: called now and then with how many more characters were predicted.

    Returns:
        (characters - 1,).
    """
    count = max(0, len(ids) - 1)
    costs = np.empty(count)
    state = initial_state(network.full)[:, :, 0]
    for start in range(0, count, PIECES * LONGEST):
        end = min(count, start + PIECES * LONGEST)
        state = _stretch(network, ids, start, end, state, costs, tell)
    return costs


def _stretch(
    network: NarrowNetwork,
    ids: Ids,
    start: int,
    end: int,
    state: Array,
    costs: NDArray[np.float64],
    tell: Callable[[int], object],
) -> Array:
    """Read text[start:end] after `state`, write its costs; the state after it."""
    pieces = max(1, min(PIECES, (end - start) // SHORTEST))
    size = -(-(end - start) // (pieces * BLOCK)) * BLOCK
    starts = range(start, end, size)
    parts = [_Piece(at, min(end, at + size), state) for at in starts]
    if len(parts) > 1:
        warm = np.stack([ids[at - WARM_UP : at] for at in starts[1:]])
        nothing = np.stack([initial_state(network.full)[:, :, 0]] * len(warm))
        _, begun = read_together(network, warm, warm, nothing)
        for part, own in zip(parts[1:], begun, strict=True):
            part.state = own
    _read(network, ids, parts, costs, tell)
    doubtful = list(range(1, len(parts)))
    while doubtful:
        again = [_Piece(starts[i], parts[i].end, parts[i - 1].state) for i in doubtful]
        _read(network, ids, again, costs, None)
        # What agreed nowhere has ended in another state, and what follows begins in it.
        changed = [i for i, one in zip(doubtful, again, strict=True) if one.start == one.end]
        for i, one in zip(doubtful, again, strict=True):
            if i in changed:
                parts[i].state = one.state
        doubtful = [i + 1 for i in changed if i + 1 < len(parts)]
    return parts[-1].state


def _read(
    network: NarrowNetwork,
    ids: Ids,
    parts: list[_Piece],
    costs: NDArray[np.float64],
    tell: Callable[[int], object] | None,
) -> None:
    """Read pieces block by block; their states and starts move along.

    Where nobody is told, they are read again, each until it agrees with what was read before.
    """
    going = [part for part in parts if part.start < part.end]
    while going:
        sizes = [min(BLOCK, part.end - part.start) for part in going]
        agreed: list[bool] = []
        for size in sorted(set(sizes), reverse=True):  # only the last may be shorter
            some = [part for part, own in zip(going, sizes, strict=True) if own == size]
            agreed += _one_block(network, ids, some, size, costs)
        if tell:
            tell(sum(sizes))
        going = [
            part
            for part, same in zip(going, agreed, strict=True)
            if part.start < part.end and (tell or not same)
        ]


def _one_block(
    network: NarrowNetwork, ids: Ids, parts: list[_Piece], size: int, costs: NDArray[np.float64]
) -> list[bool]:
    """Read one block of each; whether it costs what it cost before."""
    inputs = np.stack([ids[part.start : part.start + size] for part in parts])
    targets = np.stack([ids[part.start + 1 : part.start + size + 1] for part in parts])
    found, after = read_together(network, inputs, targets, np.stack([one.state for one in parts]))
    agreed = []
    for part, own, state in zip(parts, found, after, strict=True):
        place = slice(part.start, part.start + size)
        agreed.append(bool(np.abs(costs[place] - own).mean() <= NOISE))
        costs[place] = own
        part.start, part.state = part.start + size, state
    return agreed
