"""Steps of streams: choose a character, record it, read it; compiled code."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.choosing import Doubles, choose_character
from rnn_demo.engine.compiled import compiled
from rnn_demo.engine.elementwise import Floats, Narrow
from rnn_demo.engine.holding import HeldUnits, nothing_held
from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.narrow_network import LSTM, NarrowWeights
from rnn_demo.engine.products import padded
from rnn_demo.engine.stepping import step


class StreamArrays(NamedTuple):
    """All streams of one network: one entry of each array a stream.

    Attributes:
        state: (slots, layers, parts, hidden).
        held: which units' memory is set after each step, and to what.
        logits: of the next character, (slots, vocab).
        temperature: (slots,), and so are top_k, top_p, min_p and the seed of the noise.
        top_k: see `rnn_demo.sampling.Knobs`.
        top_p: the same.
        min_p: the same.
        seed: the same.
        position: of the next character in its text.
        noted: how many characters in the arrays below have not been taken out yet.
        ids: (slots, room), the characters chosen.
        surprises: (slots, room), in nats.
        rival_ids: (slots, room, rivals), the likeliest characters.
        rival_probabilities: (slots, room, rivals).
    """

    state: Floats
    held: HeldUnits
    logits: Floats
    temperature: Doubles
    top_k: NDArray[np.int64]
    top_p: Doubles
    min_p: Doubles
    seed: NDArray[np.uint64]
    position: NDArray[np.int64]
    noted: NDArray[np.int64]
    ids: NDArray[np.int32]
    surprises: Floats
    rival_ids: NDArray[np.int32]
    rival_probabilities: Floats


class ScratchArrays(NamedTuple):
    """Arrays to work in; their contents mean nothing between two calls.

    Attributes:
        ids: (padded,), the characters chosen in this step.
        log_p: (vocab,).
        powers: (2, vocab).
        orders: (2, vocab).
        gates: (padded, width).
        totals: (padded, hidden), sums of the layers' states.
        narrow: (padded, columns), states as whole numbers.
        heads: (padded, vocab in whole blocks).
    """

    ids: NDArray[np.int64]
    log_p: Doubles
    powers: Floats
    orders: NDArray[np.int64]
    gates: Floats
    totals: Floats
    narrow: Narrow
    heads: Floats


def make_streams(w: NarrowWeights, slots: int, room: int, rivals: int) -> StreamArrays:
    """Empty streams."""
    vocab = len(w.table)
    layers, parts = len(w.biases), 2 if w.cell == LSTM else 1
    rivals = min(rivals, vocab)
    return StreamArrays(
        state=np.zeros((slots, layers, parts, w.hidden_size), np.float32),
        held=nothing_held(slots, layers, w.hidden_size),
        logits=np.zeros((slots, vocab), np.float32),
        temperature=np.ones(slots),
        top_k=np.zeros(slots, np.int64),
        top_p=np.ones(slots),
        min_p=np.zeros(slots),
        seed=np.zeros(slots, np.uint64),
        position=np.zeros(slots, np.int64),
        noted=np.zeros(slots, np.int64),
        ids=np.zeros((slots, room), np.int32),
        surprises=np.zeros((slots, room), np.float32),
        rival_ids=np.zeros((slots, room, rivals), np.int32),
        rival_probabilities=np.zeros((slots, room, rivals), np.float32),
    )


def make_scratch(w: NarrowWeights, streams: int) -> ScratchArrays:
    """Arrays to work in for so many streams at once."""
    vocab, room = len(w.table), padded(streams)
    return ScratchArrays(
        ids=np.zeros(room, np.int64),
        log_p=np.zeros(vocab),
        powers=np.zeros((2, vocab), np.float32),
        orders=np.zeros((2, vocab), np.int64),
        gates=np.zeros((room, w.width), np.float32),
        totals=np.zeros((room, w.hidden_size), np.float32),
        narrow=np.zeros((room, w.columns), np.uint8),
        heads=np.zeros((room, -(-vocab // LANES) * LANES), np.float32),
    )


@compiled
def advance(
    w: NarrowWeights, slots: NDArray[np.int64], steps: int, s: StreamArrays, scratch: ScratchArrays
) -> None:
    """Write `steps` characters in each of these slots; each must have room to record them."""
    for _ in range(steps):
        for m in range(slots.shape[0]):
            slot = slots[m]
            noted = s.noted[slot]
            chosen, surprise = choose_character(
                s.logits[slot],
                w.code_points,
                s.temperature[slot],
                s.top_k[slot],
                s.top_p[slot],
                s.min_p[slot],
                s.seed[slot],
                s.position[slot],
                s.rival_ids[slot, noted],
                s.rival_probabilities[slot, noted],
                scratch.log_p,
                scratch.powers,
                scratch.orders,
            )
            s.ids[slot, noted] = chosen
            s.surprises[slot, noted] = surprise
            s.noted[slot] = noted + 1
            s.position[slot] += 1
            scratch.ids[m] = chosen
        step(
            w,
            slots,
            scratch.ids,
            s.state,
            s.held,
            s.logits,
            scratch.gates,
            scratch.totals,
            scratch.narrow,
            scratch.heads,
        )
