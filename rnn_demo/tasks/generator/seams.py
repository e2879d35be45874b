"""One long text read at many places at the same time, at what it costs in one pass.

A recurrent network forgets. Each piece of the text is read from nothing, beside the others. Then
every seam is looked at: the piece is read again from the state in which the one before it ended,
until its characters cost what they cost before. In full precision they do so to less than a
millionth of a nat; in 8 bits never to the last digit, because rounding keeps two readings of one
text apart for ever, by some thousandths of a nat a character, which does not move the mean over a
text. A network that forgets nothing is read piece after piece in the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.float_network import FloatNetwork
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.network import initial_state
from rnn_demo.engine.reading_together import read_together

Ids = NDArray[np.integer]
Array = NDArray[np.float32]
Tell = Callable[[int], object]


@dataclass(frozen=True)
class Manner:
    """How a text is cut.

    Attributes:
        pieces: at the same time: as many as one step takes at the least cost.
        block: characters after which two readings are compared.
        shortest: characters of a piece: shorter ones cost more to read again than they save.
        longest: of a piece, so that memory stays bounded; whole blocks.
        noise: nats a character, in the mean over a block, by which two readings may differ.
    """

    pieces: int
    block: int
    shortest: int
    longest: int
    noise: float


NARROW = Manner(pieces=32, block=512, shortest=4096, longest=131_072, noise=0.02)
FULL = Manner(pieces=48, block=128, shortest=512, longest=65_536, noise=1e-6)


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


@dataclass(frozen=True)
class _Text:
    """What is read, by what, and what is found."""

    network: NarrowNetwork | FloatNetwork
    manner: Manner
    ids: Ids
    costs: NDArray[np.float64]
    tell: Tell


def costs_of_one_pass(
    network: NarrowNetwork | FloatNetwork, ids: Ids, tell: Tell, manner: Manner | None = None
) -> NDArray[np.float64]:
    """-ln p of every character but the first, the state carried along from nothing.

    Args:
        network: in 8 bits, or in full precision.
        ids: the text, (characters,).
        tell: called now and then with how many more characters were predicted.
        manner: how the text is cut; that of the precision when None.

    Returns:
        (characters - 1,).
    """
    manner = manner or (NARROW if isinstance(network, NarrowNetwork) else FULL)
    count = max(0, len(ids) - 1)
    text = _Text(network, manner, ids, np.empty(count), tell)
    state = initial_state(network.full)[:, :, 0]
    stretch = manner.pieces * manner.longest
    for start in range(0, count, stretch):
        state = _stretch(text, start, min(count, start + stretch), state)
    return text.costs


def _stretch(text: _Text, start: int, end: int, state: Array) -> Array:
    """Read text[start:end] after `state`, write its costs; the state after it."""
    manner = text.manner
    pieces = max(1, min(manner.pieces, (end - start) // manner.shortest))
    size = -(-(end - start) // (pieces * manner.block)) * manner.block
    starts = range(start, end, size)
    nothing = initial_state(text.network.full)[:, :, 0]
    parts = [_Piece(at, min(end, at + size), nothing if at > start else state) for at in starts]
    going = parts
    while going:
        # The first block after a seam counts as read when the seam has been looked at.
        count = sum(_next(text, part) for part in going if part.start not in starts[1:])
        _one_block(text, going)
        text.tell(count)
        going = [part for part in going if part.start < part.end]
    doubtful = list(range(1, len(parts)))
    untold = {i: min(manner.block, parts[i].end - starts[i]) for i in doubtful}
    while doubtful:
        again = {i: _Piece(starts[i], parts[i].end, parts[i - 1].state) for i in doubtful}
        following = []
        while again:
            agreed = _one_block(text, list(again.values()))
            for (i, part), same in zip(list(again.items()), agreed, strict=True):
                if part.start == part.end:
                    # What agreed nowhere has ended in another state; what follows begins in it.
                    parts[i].state = part.state
                    following += [i + 1] if i + 1 < len(parts) else []
                if same or part.start == part.end:
                    del again[i]
                    text.tell(untold.pop(i, 0))
        doubtful = following
    return parts[-1].state


def _next(text: _Text, part: _Piece) -> int:
    """Characters of a piece's next block."""
    return min(text.manner.block, part.end - part.start)


def _one_block(text: _Text, parts: list[_Piece]) -> list[bool]:
    """Read the next block of each piece; whether it costs what it cost before."""
    agreed = [False] * len(parts)
    sizes = [_next(text, part) for part in parts]
    for size in set(sizes):  # only the last of a text may be shorter
        chosen = [i for i, own in enumerate(sizes) if own == size]
        places = [slice(parts[i].start, parts[i].start + size) for i in chosen]
        found, after = read_together(
            text.network,
            np.stack([text.ids[place] for place in places]),
            np.stack([text.ids[place.start + 1 : place.stop + 1] for place in places]),
            np.stack([parts[i].state for i in chosen]),
        )
        for i, place, own, state in zip(chosen, places, found, after, strict=True):
            agreed[i] = bool(np.abs(text.costs[place] - own).mean() <= text.manner.noise)
            text.costs[place] = own
            parts[i].start, parts[i].state = place.stop, state
    return agreed
