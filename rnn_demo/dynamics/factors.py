"""The Jacobians of an LSTM as factors: diagonals for each step, and matrices for all of them.

With D(v) the matrix that has v on its diagonal and B = D(through)::

    J = [[I, B], [0, I]] [[D(output) W_o, 0], [Σ D(scale) W, D(forget)]]

so that a product of every J with a vector of its own is a product of two matrices, and Jᵀ has an
inverse in closed form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from rnn_demo.dynamics.cells import Array, Network, gate_slopes, slope

WELL = 1e7  # ‖W_o‖ ‖W_o⁻¹‖ up to which the inverse has nine digits
SMALLEST = 1e-200  # of the slopes that the inverse divides by


class JacobianFactors(NamedTuple):
    """What the Jacobians of some steps of an LSTM are made of.

    Attributes:
        weights: of all gates in the order of `GATES`, W_o last, (..., gates, n, n).
        scales: of the other gates by c_t, (time, ..., gates − 1, n).
        forget: f, (time, ..., n).
        through: ∂h_t/∂c_t = o (1 − tanh² c_t), (time, ..., n).
        output: tanh(c_t) o′, (time, ..., n).
    """

    weights: Array
    scales: Array
    forget: Array
    through: Array
    output: Array

    def part(self, start: int, stop: int) -> JacobianFactors:
        """Those of some of the steps."""
        return JacobianFactors(self.weights, *(one[start:stop] for one in self[1:]))

    def along(self, vectors: Array) -> Array:
        """J_t v_t of every step of one network, (time, state)."""
        n = self.weights.shape[-1]
        sums = vectors[:, :n] @ np.swapaxes(self.weights, -1, -2)  # (gates, time, n)
        by_c = self.forget * vectors[:, n:]
        for gate, own in enumerate(sums[:-1]):
            own *= self.scales[:, gate]
            by_c += own
        by_h = self.output * sums[-1]
        by_h += self.through * by_c
        return np.concatenate([by_h, by_c], -1)

    def back(self, vectors: Array) -> Array:
        """J_tᵀ v_t of every step of one network, (time, state)."""
        gates, n = self.weights.shape[0], self.weights.shape[-1]
        by_c = self.through * vectors[:, :n]
        by_c += vectors[:, n:]
        sums = np.empty((gates, len(vectors), n), vectors.dtype)
        for gate, own in enumerate(sums[:-1]):
            np.multiply(self.scales[:, gate], by_c, out=own)
        np.multiply(self.output, vectors[:, :n], out=sums[-1])
        by_h = (sums @ self.weights).sum(0)
        by_c *= self.forget
        return np.concatenate([by_h, by_c], -1)


def factors(network: Network, states: Array, sums: Array, gates: Array) -> JacobianFactors:
    """The factors of every step.

    Args:
        network: an LSTM, with or without a forget gate.
        states: s_0 … s_T, see `Orbit`.
        sums: of each step, (time, ..., gates, n).
        gates: of each step, (time, ..., gates, n).
    """
    n = network.hidden_size
    slopes = np.moveaxis(gate_slopes(network, sums), -2, 0)
    outputs = np.moveaxis(gates, -2, 0)
    c_before, c = states[:-1, ..., n:], states[1:, ..., n:]
    if network.cell == "lstm-1997":
        i, g, o = outputs
        f = np.ones_like(i)
        scales = [g * slopes[0], i * slopes[1]]
    else:
        i, f, g, o = outputs
        scales = [g * slopes[0], c_before * slopes[1], i * slopes[2]]
    through, output = o * slope("tanh", c), np.tanh(c) * slopes[-1]
    # Those of a gate stand next to each other.
    stacked = np.moveaxis(np.stack(scales), 0, -2)
    return JacobianFactors(network.weights, stacked, f, through, output)


class ForwardStep(NamedTuple):
    """J of one step, the last half of which is two diagonals."""

    upper: Array  # the first half, its rows for h
    lower: Array  # and its rows for c: Σ D(scale) W
    above: Array
    below: Array

    def moved(self, by_h: Array, by_c: Array) -> tuple[Array, Array]:
        """J of each of some vectors, which stand in rows, (some, n) their two halves."""
        h, c = by_h @ self.upper.T, by_h @ self.lower.T
        h += by_c * self.above
        c += by_c * self.below
        return h, c


class BackwardStep(NamedTuple):
    """J⁻ᵀ of one step."""

    inverse: Array  # W_o⁻¹
    lower: Array  # Σ D(scale) W
    by_forget: Array  # 1 / f
    through: Array
    by_output: Array  # 1 / (tanh(c) o′)

    def moved(self, by_h: Array, by_c: Array) -> tuple[Array, Array]:
        """J⁻ᵀ of each of some vectors, which stand in rows, (some, n) their two halves."""
        c = by_c * self.by_forget
        h = (by_h - c @ self.lower) @ self.inverse
        h *= self.by_output
        c -= h * self.through
        return h, c


HalfStep = ForwardStep | BackwardStep


class Halves(NamedTuple):
    """The steps of an LSTM for the first half of the directions, and inverses for the last."""

    forward: Iterable[ForwardStep]
    backward: Iterable[BackwardStep]


def halves(parts: JacobianFactors, jacobians: Iterable[Array]) -> Halves | None:
    """J and J⁻ᵀ of every step; None where rounding would leave too little of one of them.

    Args:
        parts: of the same steps of one network, in float64.
        jacobians: of the steps, whose first half is used as it is.
    """
    weights, n = parts.weights[-1], parts.weights.shape[-1]
    smallest = min(float(np.abs(one).min()) for one in (parts.forget, parts.output))
    if not smallest > SMALLEST:
        return None
    try:
        inverse = np.linalg.inv(weights)
    except np.linalg.LinAlgError:
        return None
    if not np.linalg.norm(inverse) * np.linalg.norm(weights) < WELL:
        return None
    above, below = parts.through * parts.forget, parts.forget
    forward = zip(jacobians, above, below, strict=True)
    backward = zip(jacobians, 1 / parts.forget, parts.through, 1 / parts.output, strict=True)
    return Halves(
        (ForwardStep(one[:n, :n], one[n:, :n], *rest) for one, *rest in forward),
        (BackwardStep(inverse, one[n:, :n], *rest) for one, *rest in backward),
    )


def moved(steps: Sequence[HalfStep], columns: Array) -> Array:
    """Columns, (state, some), after some steps; h_1, c_1, h_2, … stand one below the other."""
    by_h, by_c = columns[::2].T.copy(), columns[1::2].T.copy()
    for step in steps:
        by_h, by_c = step.moved(by_h, by_c)
    return np.stack([by_h, by_c], -1).reshape(len(by_h), -1).T
