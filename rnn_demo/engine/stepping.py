"""One step of many streams, or many steps of one, with weights in 8 bits: compiled code.

Every number of a stream is computed by the same operations in the same order, whoever shares the
step and however a text is cut into pieces: sums of products are sums of whole numbers, everything
else is element by element. The formulas are those of `rnn_demo.cells`.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.compiled import compiled
from rnn_demo.engine.dot_product import dot_block, kinds
from rnn_demo.engine.elementwise import Floats, hyperbolic_tangent, narrow_state, sigmoid
from rnn_demo.engine.narrow_network import ELMAN, GRU, LARGEST, LSTM, NarrowWeights

ROWS, STREAMS = 4, 4  # of a block: what fits the processor's registers
STATE_SCALE = np.float32(LARGEST)
# A number written in a call would compile the function once more for that very number.
NONE, ONE = cast(int, np.int64(0)), cast(int, np.int64(1))

_kind = kinds()[0]
_one = dot_block(1, 1, _kind)
_row = dot_block(1, STREAMS, _kind)
_block = dot_block(ROWS, STREAMS, _kind)


def padded(streams: int) -> int:
    """How many streams the arrays of a step must have room for."""
    return -(-streams // STREAMS) * STREAMS


@compiled
def copy(source: Floats, out: Floats) -> None:
    """Copy a row. Written out: an assignment compiles the wording of its errors as well."""
    for i in range(source.shape[0]):
        out[i] = source[i]


@compiled
def add_product(
    weights: NDArray[np.int8],
    scales: Floats,
    corrections: NDArray[np.int32],
    states: NDArray[np.uint8],
    count: int,
    first: int,
    last: int,
    out: Floats,
) -> None:
    """out[m, r] += scales[r] · (Σ_k weights[r, k] states[m, k] + corrections[r]), first ≤ r < last.

    Rows of `states` (padded(count), columns) and `out` beyond `count` are read and written too.
    """
    columns = np.int64(weights.shape[1])
    if count == 1:
        for r in range(first, last):
            (total,) = _one(weights[r:], states, columns)
            out[0, r] += scales[r] * np.float32(total + corrections[r])
        return
    whole = first + (last - first) // ROWS * ROWS
    for r in range(first, whole, ROWS):
        for m in range(0, count, STREAMS):
            totals = _block(weights[r:], states[m:], columns)
            for i in range(ROWS):
                for j in range(STREAMS):
                    total = totals[i * STREAMS + j] + corrections[r + i]
                    out[m + j, r + i] += scales[r + i] * np.float32(total)
    for r in range(whole, last):
        for m in range(0, count, STREAMS):
            totals = _row(weights[r:], states[m:], columns)
            for j in range(STREAMS):
                out[m + j, r] += scales[r] * np.float32(totals[j] + corrections[r])


@compiled
def recur(
    w: NarrowWeights,
    layer: int,
    slots: NDArray[np.int64],
    state: Floats,
    gates: Floats,
    narrow: NDArray[np.uint8],
    work: Floats,
) -> None:
    """One step of one layer: `gates` holds the input's part, `state` gets the new state.

    Shapes: slots (streams,), state (slots, layers, parts, hidden), gates (padded, rows),
    narrow (padded, columns), work (2, rows).
    """
    count, size = slots.shape[0], state.shape[3]
    weights = w.weights[2 * layer]
    scales, corrections = w.scales[2 * layer], w.corrections[2 * layer]
    for m in range(count):
        narrow_state(state[slots[m], layer, 0], STATE_SCALE, narrow[m])
    rows = gates.shape[1] if w.cell != GRU else 2 * size
    add_product(weights, scales, corrections, narrow, count, NONE, rows, gates)
    if w.cell == LSTM:
        for m in range(count):
            gate, h, c = gates[m], state[slots[m], layer, 0], state[slots[m], layer, 1]
            sigmoid(gate[: 2 * size], work)
            hyperbolic_tangent(gate[2 * size : 3 * size], work)
            sigmoid(gate[3 * size :], work)
            for i in range(size):
                c[i] = gate[size + i] * c[i] + gate[i] * gate[2 * size + i]
                h[i] = c[i]
            hyperbolic_tangent(h, work)
            for i in range(size):
                h[i] *= gate[3 * size + i]
    elif w.cell == GRU:
        for m in range(count):
            gate, h, reset = gates[m], state[slots[m], layer, 0], work[0, :size]
            sigmoid(gate[: 2 * size], work)
            for i in range(size):
                reset[i] = gate[size + i] * h[i]
            narrow_state(reset, STATE_SCALE, narrow[m])
        add_product(weights, scales, corrections, narrow, count, rows, gates.shape[1], gates)
        for m in range(count):
            gate, h = gates[m], state[slots[m], layer, 0]
            hyperbolic_tangent(gate[2 * size :], work)
            for i in range(size):
                h[i] += gate[i] * (gate[2 * size + i] - h[i])
    elif w.cell == ELMAN:
        for m in range(count):
            h = state[slots[m], layer, 0]
            hyperbolic_tangent(gates[m], work)
            for i in range(size):
                h[i] = gates[m, i]


@compiled
def head(
    w: NarrowWeights, count: int, totals: Floats, narrow: NDArray[np.uint8], out: Floats
) -> None:
    """Logits (padded, vocab) of the sums of all layers' states (padded, hidden)."""
    for m in range(count):
        narrow_state(totals[m], w.input_scales[-1], narrow[m])
        copy(w.head_bias, out[m])
    add_product(
        w.head_weights,
        w.head_scales,
        w.head_corrections,
        narrow,
        count,
        NONE,
        w.head_bias.shape[0],
        out,
    )


@compiled
def project(
    w: NarrowWeights,
    layer: int,
    count: int,
    totals: Floats,
    narrow: NDArray[np.uint8],
    gates: Floats,
) -> None:
    """The input's part of a layer's gates, from the sums of the states of the layers below."""
    for m in range(count):
        narrow_state(totals[m], w.input_scales[layer], narrow[m])
        copy(w.biases[layer], gates[m])
    number, rows = 2 * layer - 1, gates.shape[1]
    add_product(
        w.weights[number], w.scales[number], w.corrections[number], narrow, count, NONE, rows, gates
    )


@compiled
def step(
    w: NarrowWeights,
    slots: NDArray[np.int64],
    ids: NDArray[np.int64],
    state: Floats,
    logits: Floats,
    gates: Floats,
    totals: Floats,
    narrow: NDArray[np.uint8],
    heads: Floats,
    work: Floats,
) -> None:
    """Read one character in each stream, all layers.

    Shapes: slots (streams,) which of the state's and logits' entries they are, ids (streams,),
    state (slots, layers, parts, hidden), logits (slots, vocab), gates (padded, rows), totals
    (padded, hidden), narrow (padded, columns), heads (padded, vocab), work (2, rows).
    """
    count = slots.shape[0]
    for layer in range(state.shape[1]):
        if layer == 0:
            for m in range(count):
                copy(w.table[ids[m]], gates[m])
        else:
            project(w, layer, count, totals, narrow, gates)
        recur(w, layer, slots, state, gates, narrow, work)
        for m in range(count):
            h = state[slots[m], layer, 0]
            for i in range(h.shape[0]):
                totals[m, i] = h[i] if layer == 0 else totals[m, i] + h[i]
    head(w, count, totals, narrow, heads)
    for m in range(count):
        copy(heads[m], logits[slots[m]])


@compiled
def read_piece(w: NarrowWeights, ids: NDArray[np.int64], state: Floats, logits: Floats) -> None:
    """Read a piece of one text, layer by layer; a layer's input products are taken all at once.

    Shapes: ids (time,), state (1, layers, parts, hidden), changed in place, logits (time, vocab)
    of each place or (1, vocab) of the last one.
    """
    time, size, rows = ids.shape[0], state.shape[3], w.table.shape[1]
    room = (time + 3) // 4 * 4
    gates = np.empty((room, rows), np.float32)
    totals = np.zeros((room, size), np.float32)
    narrow = np.zeros((room, w.weights.shape[2]), np.uint8)
    one = np.zeros((1, w.weights.shape[2]), np.uint8)
    work = np.empty((2, rows), np.float32)
    slot = np.zeros(1, np.int64)
    for layer in range(state.shape[1]):
        if layer == 0:
            for t in range(time):
                copy(w.table[ids[t]], gates[t])
        else:
            project(w, layer, time, totals, narrow, gates)
        for t in range(time):
            recur(w, layer, slot, state, gates[t : t + 1], one, work)
            h = state[0, layer, 0]
            for i in range(size):
                totals[t, i] = h[i] if layer == 0 else totals[t, i] + h[i]
    heads = np.empty((room, w.head_bias.shape[0]), np.float32)
    if logits.shape[0] == 1:
        head(w, ONE, totals[time - 1 : time], narrow, heads)
        copy(heads[0], logits[0])
    else:
        head(w, time, totals, narrow, heads)
        for t in range(time):
            copy(heads[t], logits[t])
