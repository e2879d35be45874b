"""`narrow_steps.read_texts` in numpy: it judges until the machine code is there, and equally."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.narrow_network import LARGEST
from rnn_demo.engine.plain_gates import hyperbolic_tangent, narrow_state, sigmoid
from rnn_demo.engine.stand_in import whole_matrix
from rnn_demo.reading.narrow_weights import NarrowClassifier, Product

if TYPE_CHECKING:
    from rnn_demo.reading.pooling import State

Floats = NDArray[np.float32]


def read_texts(
    w: NarrowClassifier,
    ids: NDArray[np.int64],
    lengths: NDArray[np.int64],
    begin: int,
    end: int,
    state: State,
    logits: NDArray[np.float64],
) -> None:
    """See `rnn_demo.reading.narrow_steps.read_texts`."""
    rows = len(w.bias)
    from_input = whole_matrix(w.from_input.weights)[:, :rows]
    from_hidden = whole_matrix(w.from_hidden.weights)[:, :rows]
    for t in range(begin, end):
        count = int(np.count_nonzero(lengths > t))  # the longest come first
        pieces = ids[:count, t]
        vectors = w.vectors[pieces].astype(np.float32) - np.float32(128)
        gates = _product(w.from_input, from_input, vectors)
        gates = gates * w.vector_scales[pieces][:, None] + w.bias
        before = narrow_state(state.hidden[:count], np.float32(LARGEST))
        gates += _product(w.from_hidden, from_hidden, before)
        i, f, candidate, o = np.split(gates, 4, axis=1)
        c = sigmoid(f) * state.cell[:count] + sigmoid(i) * hyperbolic_tangent(candidate)
        h = hyperbolic_tangent(c) * sigmoid(o)
        state.cell[:count], state.hidden[:count] = c, h
        np.maximum(state.largest[:count], h, out=state.largest[:count])
        state.sums[:count] += _dots(h, w.head_weight[1])
        for m in np.flatnonzero(lengths[:count] == t + 1):
            own = slice(m, m + 1)
            last = _dots(h[own], w.head_weight[0]) + state.sums[own] / (t + 1)
            top = _dots(state.largest[own], w.head_weight[2])
            logits[own] = last + top + w.head_bias


def _product(product: Product, matrix: NDArray[np.floating], states: Floats) -> Floats:
    """Of each state in whole numbers (texts, columns); the matrix is (≥ columns, rows)."""
    sums = states.astype(matrix.dtype) @ matrix[: states.shape[1]]
    scaled: Floats = product.scales[: matrix.shape[1]] * sums.astype(np.float32)
    return scaled


def _dots(states: Floats, weight: Floats) -> NDArray[np.float64]:
    """Σ of each row's products in float64: four running sums, then their sum, as `narrow_steps`."""
    whole = states.shape[1] // 4 * 4
    products = states.astype(np.float64) * weight.astype(np.float64)
    fours = products[:, :whole].reshape(len(states), whole // 4, 4)
    total = np.add.accumulate(fours, axis=1)[:, -1]  # (texts, 4)
    for rest in products[:, whole:].T:
        total[:, 0] += rest
    dots: NDArray[np.float64] = total[:, 0] + total[:, 1] + (total[:, 2] + total[:, 3])
    return dots
