"""One long text read at many places at the same time, at what it costs in one pass.

A recurrent network forgets. Each piece of the text is read from nothing, beside the others. Then
every seam is looked at: the piece is read again from the state in which the one before it ended,
until its characters cost what they cost before. In full precision they do so to some millionths of
a nat; in 8 bits never to the last digit, because rounding keeps two readings of one text apart for
ever, by some thousandths of a nat a character. The mean over a text is moved by less than a
ten-thousandth by that, and by four where a GRU hardly forgets. A network that forgets nothing is
read piece after piece in the end.

Source of the beginnings after a first reading: Lions, Maday, Turinici, Résolution d'EDP par un
schéma en temps « pararéel », 2001; its coarse solver is here what each unit keeps of its memory.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.float_network import FloatNetwork
from rnn_demo.engine.float_reading import read_floats_together
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
        drift: by which each number of their states may differ at its end.
    """

    pieces: int
    block: int
    shortest: int
    longest: int
    noise: float
    drift: float


NARROW = Manner(32, block=512, shortest=4096, longest=131_072, noise=0.02, drift=math.inf)
FULL = Manner(24, block=128, shortest=1024, longest=16_384, noise=3e-6, drift=1e-3)


class _Reading:
    """A piece of the text being read.

    Attributes:
        at, end: what is still to read is text[at:end].
        begun: the state in which the piece began, (layers, parts, hidden).
        state: that before text[at].
        kept: which share of its memory each unit has kept since then, same shape.
    """

    def __init__(self, start: int, end: int, begun: Array) -> None:
        self.at, self.end = start, end
        self.begun = self.state = begun
        self.kept = np.ones_like(begun)


@dataclass(frozen=True)
class _Text:
    """What is read, by what, and what is found."""

    network: NarrowNetwork | FloatNetwork
    manner: Manner
    ids: Ids
    costs: NDArray[np.float64]
    tell: Tell
    states: dict[int, Array]  # before the characters with these numbers, as they were last read


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
    text = _Text(network, manner, ids, np.zeros(count), tell, {})
    state = initial_state(network.full)[:, :, 0]
    stretch = manner.pieces * manner.longest
    for start in range(0, count, stretch):
        state = _stretch(text, start, min(count, start + stretch), state)
    return text.costs


def _stretch(text: _Text, start: int, end: int, state: Array) -> Array:
    """Read text[start:end] after `state`, write its costs; the state after it."""
    manner = text.manner
    text.states.clear()
    pieces = max(1, min(manner.pieces, (end - start) // manner.shortest))
    size = -(-(end - start) // (pieces * manner.block)) * manner.block
    starts = range(start, end, size)
    nothing = initial_state(text.network.full)[:, :, 0]
    readings = [
        _Reading(at, min(end, at + size), nothing if at > start else state) for at in starts
    ]
    going = readings
    while going:
        # The first block after a seam counts as read when the seam has been looked at.
        count = sum(_next(text, one) for one in going if one.at not in starts[1:])
        _one_block(text, going)
        text.tell(count)
        going = [one for one in going if one.at < one.end]
    doubtful = list(range(1, len(starts)))
    untold = {i: min(manner.block, readings[i].end - starts[i]) for i in doubtful}
    while doubtful:
        begun = _beginnings(readings)
        again = {i: _Reading(starts[i], readings[i].end, begun[i]) for i in doubtful}
        doubtful = []
        while again:
            agreed = _one_block(text, list(again.values()))
            for (i, one), same in zip(list(again.items()), agreed, strict=True):
                if one.at == one.end:
                    # What agreed nowhere ends in another state; what follows begins in that.
                    readings[i] = one
                    doubtful += [i + 1] if i + 1 < len(starts) else []
                if same or one.at == one.end:
                    del again[i]
                    text.tell(untold.pop(i, 0))
    return readings[-1].state


def _beginnings(readings: list[_Reading]) -> list[Array]:
    """Where each piece begins, if every piece but the first began elsewhere than it should have.

    Where a piece that began in s, and ended in e, should have begun in s + d, it should have ended
    in e + J d. Most of J is 0: what was is forgotten. The rest is nearly diagonal, units that keep
    their memory for thousands of characters, and that diagonal is the product of their gates.
    """
    begun = [readings[0].begun]
    for one in readings[:-1]:
        begun.append(one.state + one.kept * (begun[-1] - one.begun))
    return begun


def _next(text: _Text, one: _Reading) -> int:
    """Characters of the next block."""
    return min(text.manner.block, one.end - one.at)


def _one_block(text: _Text, readings: list[_Reading]) -> list[bool]:
    """Read the next block of each piece; whether it costs what it cost before."""
    agreed = [False] * len(readings)
    sizes = [_next(text, one) for one in readings]
    for size in set(sizes):  # only the last of a text may be shorter
        chosen = [i for i, own in enumerate(sizes) if own == size]
        places = [slice(readings[i].at, readings[i].at + size) for i in chosen]
        inputs = np.stack([text.ids[place] for place in places])
        targets = np.stack([text.ids[place.start + 1 : place.stop + 1] for place in places])
        states = np.stack([readings[i].state for i in chosen])
        kept = np.zeros_like(states)
        if isinstance(text.network, FloatNetwork):
            found, after, kept = read_floats_together(text.network, inputs, targets, states)
        else:
            found, after = read_together(text.network, inputs, targets, states)
        for row, (i, place) in enumerate(zip(chosen, places, strict=True)):
            one = readings[i]
            agreed[i] = _agreed(text, place, found[row], after[row])
            text.costs[place] = found[row]
            one.at, one.state, one.kept = place.stop, after[row], one.kept * kept[row]
    return agreed


def _agreed(text: _Text, place: slice, costs: NDArray[np.float64], state: Array) -> bool:
    """Whether a block costs what it cost before, and ends in the same state."""
    before, manner = text.states.get(place.stop), text.manner
    if manner.drift < math.inf:
        text.states[place.stop] = state
    if np.abs(text.costs[place] - costs).mean() > manner.noise:
        return False
    if manner.drift == math.inf:
        return True
    return before is not None and bool(np.abs(before - state).max() <= manner.drift)
