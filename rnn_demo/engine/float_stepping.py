"""One step of many streams in full precision: compiled code.

The formulas are those of `rnn_demo.cells`. Every number of a stream is computed by the same
operations in the same order, whichever streams share the step.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.coefficients import ONE, ZERO
from rnn_demo.engine.compiled import compiled
from rnn_demo.engine.elementwise import Floats, hyperbolic_tangent, sigmoid
from rnn_demo.engine.float_network import FloatWeights
from rnn_demo.engine.float_product import add_float_product
from rnn_demo.engine.narrow_network import ELMAN, GRU, LSTM

# A number written in a call would compile the function once more for that very number.
NOWHERE = cast(int, np.int64(0))
LEAST = np.float32(1e-12)  # shares below it are none: processors are slow with tiny numbers


@compiled
def float_step(
    w: FloatWeights,
    ids: NDArray[np.int64],
    state: Floats,
    gates: Floats,
    totals: Floats,
    heads: Floats,
    held: Floats,
) -> None:
    """Read one character in each stream, all layers; `heads` gets the logits of the next ones.

    `held` is multiplied by the share of its memory that each unit keeps: f in an LSTM, 1 - z in a
    GRU; nothing of an Elman unit's.

    Shapes: ids (streams,), state (layers, parts, padded, hidden), gates (padded, width), totals
    (padded, hidden), heads (padded, vocab in whole blocks), held (layers, padded, hidden).
    """
    count, size, layers = ids.shape[0], state.shape[3], state.shape[0]
    for layer in range(layers):
        for m in range(count):
            source = w.table[ids[m]] if layer == 0 else w.biases[layer]  # (rows,)
            for i in range(source.shape[0]):
                gates[m, i] = source[i]
        if layer > 0:
            add_float_product(w, 3 * layer, totals, count, gates, NOWHERE)  # (streams, rows)
        float_recur(w, layer, count, state, gates, held[layer])
        for m in range(count):
            h = state[layer, 0, m]  # (hidden,)
            for i in range(size):
                totals[m, i] = h[i] if layer == 0 else totals[m, i] + h[i]
    for m in range(count):
        for i in range(w.head_bias.shape[0]):
            heads[m, i] = w.head_bias[i]
    add_float_product(w, 3 * layers, totals, count, heads, NOWHERE)  # (streams, vocab)


@compiled
def float_recur(
    w: FloatWeights,
    layer: int,
    count: int,
    state: Floats,
    gates: Floats,
    held: Floats,
) -> None:
    """One step of one layer: `gates` has the input's part, `state` gets the new state."""
    size, hidden = state.shape[3], state[layer, 0]  # hidden (padded, hidden)
    add_float_product(w, 3 * layer + 1, hidden, count, gates, NOWHERE)  # (streams, rows)
    if w.cell == LSTM:
        for m in range(count):
            gate = gates[m]  # (4 * hidden,): input, forget, candidate, output
            h, c = hidden[m], state[layer, 1, m]  # (hidden,)
            sigmoid(gate[: 2 * size])
            hyperbolic_tangent(gate[2 * size : 3 * size])
            sigmoid(gate[3 * size : 4 * size])
            for i in range(size):
                c[i] = gate[size + i] * c[i] + gate[i] * gate[2 * size + i]
                h[i] = c[i]
                left = held[m, i] * gate[size + i]
                held[m, i] = left if left > LEAST else ZERO
            hyperbolic_tangent(h)
            for i in range(size):
                h[i] *= gate[3 * size + i]
    elif w.cell == GRU:
        for m in range(count):
            gate, h = gates[m], hidden[m]  # (3 * hidden,): update, reset, candidate
            sigmoid(gate[: 2 * size])
            # The state stands in the reset gate's place while what is left of it is multiplied.
            for i in range(size):
                kept = h[i]
                h[i] *= gate[size + i]
                gate[size + i] = kept
        add_float_product(w, 3 * layer + 2, hidden, count, gates, 2 * size)  # (streams, hidden)
        for m in range(count):
            gate, h = gates[m], hidden[m]
            hyperbolic_tangent(gate[2 * size : 3 * size])
            for i in range(size):
                h[i] = gate[size + i] + gate[i] * (gate[2 * size + i] - gate[size + i])
                left = held[m, i] * (ONE - gate[i])
                held[m, i] = left if left > LEAST else ZERO
    elif w.cell == ELMAN:
        for m in range(count):
            h = hidden[m]
            hyperbolic_tangent(gates[m, :size])
            for i in range(size):
                h[i] = gates[m, i]
                held[m, i] = ZERO
