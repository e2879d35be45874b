"""What a step of the classifier does after its products, for one text: compiled code."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.compiled import compiled
from rnn_demo.engine.elementwise import Floats, hyperbolic_tangent, sigmoid

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


def blank(room: int, size: int) -> State:
    """The state before the first piece, with room for so many texts."""
    zeros = np.zeros((room, size), np.float32)
    return State(zeros, zeros.copy(), np.full_like(zeros, LOWEST), np.zeros(room))


@compiled
def advance(gates: Floats, h: Floats, c: Floats, largest: Floats) -> None:
    """One step of the LSTM of `rnn_demo.cells`, and the largest h so far.

    Args:
        gates: W_x x + W_h h + b, (4 * hidden,): input, forget, candidate, output.
        h: before, which becomes the new one, (hidden,).
        c: C, as h.
        largest: as h.
    """
    size = h.shape[0]
    sigmoid(gates[: 2 * size])
    hyperbolic_tangent(gates[2 * size : 3 * size])
    sigmoid(gates[3 * size : 4 * size])
    for i in range(size):
        c[i] = gates[size + i] * c[i] + gates[i] * gates[2 * size + i]
        h[i] = c[i]
    hyperbolic_tangent(h)
    for i in range(size):
        h[i] *= gates[3 * size + i]
        largest[i] = max(largest[i], h[i])


@compiled
def pooled(head_weight: Floats, h: Floats, largest: Floats, mean: float, bias: float) -> float:
    """The logit of the last state, the mean's share and the maximum; head_weight (3, hidden)."""
    return dot(head_weight[0], h) + mean + dot(head_weight[2], largest) + bias


@compiled
def dot(a: Floats, b: Floats) -> float:
    """Σ a_i b_i in float64, always in the same order: four running sums, then their sum."""
    total = np.zeros(4)
    for i in range(0, a.shape[0] - 3, 4):
        for k in range(4):
            total[k] += np.float64(a[i + k]) * np.float64(b[i + k])
    for i in range(a.shape[0] // 4 * 4, a.shape[0]):
        total[0] += np.float64(a[i]) * np.float64(b[i])
    return float(total[0] + total[1] + (total[2] + total[3]))
