"""A pass over texts with weights in 8 bits: compiled code."""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.compiled import compiled
from rnn_demo.engine.elementwise import narrow_state
from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.narrow_network import LARGEST
from rnn_demo.engine.products import add_product
from rnn_demo.reading.narrow_weights import NarrowClassifier
from rnn_demo.reading.pooling import State, advance, dot, pooled

STATE_SCALE = np.float32(LARGEST)
# A number written in a call would compile the function once more for that very number.
NOWHERE, FIRST = cast(int, np.int64(0)), cast(int, np.int64(0))


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
    states = np.full((room, columns), np.uint8(128), np.uint8)
    vectors = np.full((room, w.vectors.shape[1]), np.uint8(128), np.uint8)
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
            h, top = hidden[m], largest[m]
            advance(gates[m], h, cell[m], top)
            sums[m] += dot(w.head_weight[1], h)
            if lengths[m] == t + 1:
                logits[m] = pooled(w.head_weight, h, top, sums[m] / (t + 1), w.head_bias)
