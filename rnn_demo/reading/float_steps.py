"""A pass over texts in full precision: compiled code."""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.compiled import compiled
from rnn_demo.engine.float_product import add_float_product
from rnn_demo.engine.lanes import LANES
from rnn_demo.reading.float_classifier import FloatClassifier
from rnn_demo.reading.pooling import State, advance, dot, pooled

# A number written in a call would compile the function once more for that very number.
NOWHERE, FIRST = cast(int, np.int64(0)), cast(int, np.int64(0))


@compiled
def read_float_texts(
    w: FloatClassifier,
    ids: NDArray[np.int64],
    lengths: NDArray[np.int64],
    begin: int,
    end: int,
    state: State,
    logits: NDArray[np.float64],
) -> None:
    """Read a stretch of texts side by side, as `narrow_steps.read_texts` does in 8 bits."""
    texts, size = ids.shape[0], w.head_weight.shape[1]
    hidden, cell, largest, sums = state.hidden, state.cell, state.largest, state.sums
    room = hidden.shape[0]
    width = (4 * size + LANES - 1) // LANES * LANES
    gates = np.zeros((room, width), np.float32)
    vectors = np.zeros((room, w.embedding.shape[1]), np.float32)
    count = texts
    for t in range(begin, end):
        while lengths[count - 1] <= t:
            count -= 1
        for m in range(count):
            for i in range(vectors.shape[1]):
                vectors[m, i] = w.embedding[ids[m, t], i]
            for i in range(4 * size):
                gates[m, i] = w.bias[i]
        add_float_product(w.from_input, FIRST, vectors, count, gates, NOWHERE)
        add_float_product(w.from_hidden, FIRST, hidden, count, gates, NOWHERE)
        for m in range(count):
            h, top = hidden[m], largest[m]
            advance(gates[m], h, cell[m], top)
            sums[m] += dot(w.head_weight[1], h)
            if lengths[m] == t + 1:
                logits[m] = pooled(w.head_weight, h, top, sums[m] / (t + 1), w.head_bias)
