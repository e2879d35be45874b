"""A pass over texts with weights in 8 bits: compiled code."""

from __future__ import annotations

from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.compiled import compiled
from rnn_demo.engine.elementwise import Floats, hyperbolic_tangent, narrow_state, sigmoid
from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.narrow_network import LARGEST
from rnn_demo.engine.stepping import STATE, STREAMS, add_product, copy
from rnn_demo.reading.narrow_weights import NarrowClassifier

STATE_SCALE = np.float32(LARGEST)
# A number written in a call would compile the function once more for that very number.
NOWHERE, FIRST = cast(int, np.int64(0)), cast(int, np.int64(0))
LOWEST = np.float32(-1)  # no state is lower


class State(NamedTuple):
    """Between two stretches of texts; the rows are rounded up to what a product takes.

    Attributes:
        hidden: h, (room, hidden).
        cell: C, same shape.
        largest: the largest h so far, unit by unit, same shape.
        sums: of w_mean · h so far, (room,).
    """

    hidden: NDArray[np.float32]
    cell: NDArray[np.float32]
    largest: NDArray[np.float32]
    sums: NDArray[np.float64]


def blank(texts: int, size: int) -> State:
    """The state before the first piece of so many texts."""
    room = -(-texts // STREAMS) * STREAMS
    zeros = np.zeros((room, size), np.float32)
    return State(zeros, zeros.copy(), np.full_like(zeros, LOWEST), np.zeros(room))


@compiled
def read_texts(
    w: NarrowClassifier,
    ids: NDArray[np.int64],
    lengths: NDArray[np.int64],
    begin: int,
    end: int,
    state: State,
    logits: NDArray[np.float64],
) -> None:
    """Read a stretch of texts side by side, the longest first; each drops out as it ends.

    Args:
        w: the classifier.
        ids: (texts, longest).
        lengths: (texts,).
        begin: the first piece of the stretch.
        end: one after its last piece, at most the longest length.
        state: after what came before; becomes that after the stretch.
        logits: (texts,); those of the texts that end in the stretch are written.
    """
    texts, size = ids.shape[0], w.head_weight.shape[1]
    hidden, cell, largest, sums = state.hidden, state.cell, state.largest, state.sums
    room = hidden.shape[0]
    width = (4 * size + LANES - 1) // LANES * LANES
    gates = np.zeros((room, width), np.float32)
    columns = w.from_hidden.weights.shape[1] * w.from_hidden.weights.shape[2] // LANES
    states = np.full((room, columns), np.uint8(128), STATE)
    vectors = np.full((room, w.vectors.shape[1]), np.uint8(128), STATE)
    work = np.empty((2, width), np.float32)
    count = texts
    for t in range(begin, end):
        while lengths[count - 1] <= t:
            count -= 1
        for m in range(count):
            for i in range(vectors.shape[1]):
                vectors[m, i] = w.vectors[ids[m, t], i]
            gates[m] = np.float32(0)
        add_product(w.from_input, FIRST, vectors, count, gates, NOWHERE)
        for m in range(count):
            scale = w.vector_scales[ids[m, t]]
            for i in range(4 * size):
                gates[m, i] = gates[m, i] * scale + w.bias[i]
            narrow_state(hidden[m], STATE_SCALE, states[m])
        add_product(w.from_hidden, FIRST, states, count, gates, NOWHERE)
        for m in range(count):
            gate, h, c, top = gates[m], hidden[m], cell[m], largest[m]
            sigmoid(gate[: 2 * size], work)
            hyperbolic_tangent(gate[2 * size : 3 * size], work)
            sigmoid(gate[3 * size : 4 * size], work)
            for i in range(size):
                c[i] = gate[size + i] * c[i] + gate[i] * gate[2 * size + i]
            copy(c, h)
            hyperbolic_tangent(h, work)
            for i in range(size):
                h[i] *= gate[3 * size + i]
                top[i] = max(top[i], h[i])
            sums[m] += _dot(w.head_weight[1], h)
            if lengths[m] == t + 1:
                logits[m] = (
                    _dot(w.head_weight[0], h)
                    + sums[m] / (t + 1)
                    + _dot(w.head_weight[2], top)
                    + w.head_bias
                )


@compiled
def _dot(a: Floats, b: Floats) -> float:
    """Σ a_i b_i in float64, always in the same order: four running sums, then their sum."""
    total = np.zeros(4)
    for i in range(0, a.shape[0] - 3, 4):
        for k in range(4):
            total[k] += np.float64(a[i + k]) * np.float64(b[i + k])
    for i in range(a.shape[0] // 4 * 4, a.shape[0]):
        total[0] += np.float64(a[i]) * np.float64(b[i])
    return float(total[0] + total[1] + (total[2] + total[3]))
