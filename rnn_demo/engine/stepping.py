"""One step of many streams, or many steps of one, with weights in 8 bits: compiled code.

Every number of a stream is computed by the same operations in the same order, whichever streams
share the step and however a text is cut into pieces: sums of products are sums of whole numbers,
and everything else is element by element. The formulas are those of `rnn_demo.cells`.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.compiled import compiled
from rnn_demo.engine.elementwise import Floats, Narrow, hyperbolic_tangent, narrow_state, sigmoid
from rnn_demo.engine.holding import HeldUnits
from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.narrow_network import ELMAN, GRU, LARGEST, LSTM, NarrowWeights
from rnn_demo.engine.products import STREAMS, add_product

STATE_SCALE = np.float32(LARGEST)
# A number written in a call would compile the function once more for that very number.
NOWHERE, ONE = cast(int, np.int64(0)), cast(int, np.int64(1))


@compiled
def copy(source: Floats, out: Floats) -> None:
    """Copy a row. A slice assignment would compile its error messages as well."""
    for i in range(source.shape[0]):
        out[i] = source[i]


@compiled
def set_held(memory: Floats, values: Floats) -> None:
    """Set a layer's memory where `values` is not NaN; both (hidden,)."""
    for i in range(memory.shape[0]):
        if values[i] == values[i]:  # not NaN
            memory[i] = values[i]


@compiled
def recur(
    w: NarrowWeights,
    layer: int,
    slots: NDArray[np.int64],
    state: Floats,
    held: HeldUnits,
    gates: Floats,
    narrow: Narrow,
) -> None:
    """One step of one layer: `gates` has the input's part, `state` gets the new state.

    Shapes: slots (streams,), state (slots, layers, parts, hidden), gates (padded, width),
    narrow (padded, columns).
    """
    count, size = slots.shape[0], state.shape[3]  # streams, hidden
    for m in range(count):
        narrow_state(state[slots[m], layer, 0], STATE_SCALE, narrow[m])  # (hidden,) -> (columns,)
    add_product(w, 3 * layer + 1, narrow, count, gates, NOWHERE)  # (streams, rows)
    if w.cell == LSTM:
        for m in range(count):
            gate = gates[m]  # (4 * hidden,): input, forget, candidate, output
            h, c = state[slots[m], layer, 0], state[slots[m], layer, 1]  # (hidden,)
            sigmoid(gate[: 2 * size])
            hyperbolic_tangent(gate[2 * size : 3 * size])
            sigmoid(gate[3 * size : 4 * size])
            for i in range(size):
                c[i] = gate[size + i] * c[i] + gate[i] * gate[2 * size + i]
            if held.holding[slots[m]]:
                set_held(c, held.values[slots[m], layer])
            copy(c, h)
            hyperbolic_tangent(h)
            for i in range(size):
                h[i] *= gate[3 * size + i]
    elif w.cell == GRU:
        for m in range(count):
            gate, h = gates[m], state[slots[m], layer, 0]  # (3 * hidden,): update, reset, candidate
            reset = gate[size : 2 * size]
            sigmoid(gate[: 2 * size])
            for i in range(size):
                reset[i] *= h[i]
            narrow_state(reset, STATE_SCALE, narrow[m])
        add_product(w, 3 * layer + 2, narrow, count, gates, 2 * size)  # (streams, hidden)
        for m in range(count):
            gate, h = gates[m], state[slots[m], layer, 0]
            hyperbolic_tangent(gate[2 * size : 3 * size])
            for i in range(size):
                h[i] += gate[i] * (gate[2 * size + i] - h[i])
            if held.holding[slots[m]]:
                set_held(h, held.values[slots[m], layer])
    elif w.cell == ELMAN:
        for m in range(count):
            h = state[slots[m], layer, 0]  # (hidden,)
            hyperbolic_tangent(gates[m, :size])
            for i in range(size):
                h[i] = gates[m, i]
            if held.holding[slots[m]]:
                set_held(h, held.values[slots[m], layer])


@compiled
def head(w: NarrowWeights, count: int, totals: Floats, narrow: Narrow, out: Floats) -> None:
    """Logits (padded, vocab) of the sums of all layers' states (padded, hidden)."""
    for m in range(count):
        narrow_state(totals[m], w.input_scales[-1], narrow[m])  # (hidden,) -> (columns,)
        copy(w.head_bias, out[m])  # (vocab,)
    add_product(w, w.starts.shape[0] - 2, narrow, count, out, NOWHERE)  # (streams, vocab)


@compiled
def project(
    w: NarrowWeights,
    layer: int,
    count: int,
    totals: Floats,
    narrow: Narrow,
    gates: Floats,
) -> None:
    """Write the input's part of a layer's gates, from the summed states of the layers below."""
    for m in range(count):
        narrow_state(totals[m], w.input_scales[layer], narrow[m])  # (hidden,) -> (columns,)
        copy(w.biases[layer], gates[m])  # (rows,)
    add_product(w, 3 * layer, narrow, count, gates, NOWHERE)  # (streams, rows)


@compiled
def step(
    w: NarrowWeights,
    slots: NDArray[np.int64],
    ids: NDArray[np.int64],
    state: Floats,
    held: HeldUnits,
    logits: Floats,
    gates: Floats,
    totals: Floats,
    narrow: Narrow,
    heads: Floats,
) -> None:
    """Read one character in each stream, all layers.

    Shapes: slots (streams,) which of the state's and logits' entries they are, ids (streams,),
    state (slots, layers, parts, hidden), logits (slots, vocab), gates (padded, width), totals
    (padded, hidden), narrow (padded, columns), heads (padded, vocab).
    """
    count = slots.shape[0]
    for layer in range(state.shape[1]):
        if layer == 0:
            for m in range(count):
                copy(w.table[ids[m]], gates[m])  # (rows,)
        else:
            project(w, layer, count, totals, narrow, gates)
        recur(w, layer, slots, state, held, gates, narrow)
        for m in range(count):
            h = state[slots[m], layer, 0]  # (hidden,)
            for i in range(h.shape[0]):
                totals[m, i] = h[i] if layer == 0 else totals[m, i] + h[i]
    head(w, count, totals, narrow, heads)  # (streams, vocab)
    for m in range(count):
        copy(heads[m, : w.head_bias.shape[0]], logits[slots[m]])


@compiled
def read_piece(
    w: NarrowWeights, ids: NDArray[np.int64], state: Floats, held: HeldUnits, logits: Floats
) -> None:
    """Read a piece of one text, layer by layer; a layer's input products are computed all at once.

    Shapes: ids (time,), state (1, layers, parts, hidden), changed in place, logits (time, vocab)
    of each place or (1, vocab) of the last one.
    """
    time, size = ids.shape[0], state.shape[3]
    room = (time + STREAMS - 1) // STREAMS * STREAMS
    gates = np.empty((room, w.width), np.float32)
    totals = np.zeros((room, size), np.float32)
    narrow = np.zeros((room, w.columns), np.uint8)
    one = np.zeros((1, w.columns), np.uint8)
    slot = np.zeros(1, np.int64)
    for layer in range(state.shape[1]):
        if layer == 0:
            for t in range(time):
                copy(w.table[ids[t]], gates[t])  # (rows,)
        else:
            project(w, layer, time, totals, narrow, gates)  # (time, rows)
        for t in range(time):
            recur(w, layer, slot, state, held, gates[t : t + 1], one)
            h = state[0, layer, 0]  # (hidden,)
            for i in range(size):
                totals[t, i] = h[i] if layer == 0 else totals[t, i] + h[i]
    heads = np.empty((room, (w.head_bias.shape[0] + LANES - 1) // LANES * LANES), np.float32)
    if logits.shape[0] == 1:
        head(w, ONE, totals[time - 1 : time], narrow, heads)
        copy(heads[0, : w.head_bias.shape[0]], logits[0])
    else:
        head(w, time, totals, narrow, heads)  # (time, vocab)
        for t in range(time):
            copy(heads[t, : w.head_bias.shape[0]], logits[t])
