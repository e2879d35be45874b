"""The gradient of the recurrent weights, itemised by the step at which they were used."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import Array, Network, gate_slopes, sigmoid, slope
from rnn_demo.dynamics.jacobians import Steps
from rnn_demo.dynamics.lengths import length
from rnn_demo.dynamics.orbits import Orbit


class GradientTerms(NamedTuple):
    """∂L/∂W as a sum over the steps k = 1 … T at which W was used.

    Attributes:
        errors: δ_k, the loss by the sums W h + …, (time, gates, n).
        inputs: what each gate's weights were multiplied with, (time, gates, n).
        total: Σ_k δ_k inputsᵀ, (gates, n, n).
    """

    errors: Array
    inputs: Array
    total: Array

    @property
    @np.errstate(over="ignore", invalid="ignore")
    def norms(self) -> Array:
        """‖δ_k inputsᵀ‖ of each step, (time,): rank one in each gate, so the lengths multiply."""
        return length(length(self.errors) * length(self.inputs))

    @property
    @np.errstate(over="ignore", invalid="ignore")
    def shares(self) -> Array:
        """Each step's part of the length of the total, (time,): they add up to ‖∂L/∂W‖."""
        whole = length(self.total.ravel())
        if not whole > 0:
            return np.zeros(len(self.errors))
        direction = self.total / whole
        moved = np.moveaxis(self.inputs, 0, 1) @ np.swapaxes(direction, 1, 2)  # (gates, time, n)
        return np.asarray(np.vecdot(np.moveaxis(self.errors, 0, 1), moved).sum(0))

    def since(self, first: int) -> Array:
        """The gradient truncated to the steps from `first` on, counted from 0."""
        return _summed(self.errors[first:], self.inputs[first:])


def _summed(errors: Array, inputs: Array) -> Array:
    """Σ_k δ_k inputsᵀ, (gates, n, n)."""
    return np.asarray(np.moveaxis(errors, 0, -1) @ np.moveaxis(inputs, 0, 1))


def state_gradients(jacobians: Steps, directions: Array) -> Array:
    """∂L/∂s_k for k = 0 … T, (time + 1, ..., state), L = Σ_t L_t.

    Args:
        jacobians: J_1 … J_T.
        directions: ∂L_t/∂s_t of the step's own loss, (time, ..., state), of one loss or of some at
            once; zeros where there is none.
    """
    found = np.zeros((len(jacobians) + 1, *directions.shape[1:]))
    steps = range(len(jacobians) - 1, -1, -1)
    for t, jacobian in zip(steps, reversed(jacobians), strict=True):
        found[t + 1] += directions[t]
        found[t] = found[t + 1] @ jacobian
    return found


def itemised(network: Network, orbit: Orbit, by_state: Array) -> GradientTerms:
    """Itemise ∂L/∂W.

    Args:
        network: whose weights.
        orbit: its states and gates.
        by_state: ∂L/∂s_t for t = 0 … T from `state_gradients`.
    """
    n = network.hidden_size
    h = orbit.states[:-1, :n]
    by_h = by_state[1:, :n]
    gates = np.moveaxis(orbit.gates, 1, 0)
    slopes = np.moveaxis(gate_slopes(network, orbit.sums), 1, 0)
    inputs = [h] * len(gates)
    if network.cell == "elman":
        errors = [by_h * slopes[0]]
    elif network.cell.startswith("gru"):
        z, r, candidate = gates
        write = z if network.cell == "gru-slide" else sigmoid(-orbit.sums[:, 0])
        by_candidate = by_h * write * slopes[2]
        difference = candidate - h if network.cell == "gru-slide" else h - candidate
        if network.cell == "gru-slide":
            by_r = (by_candidate @ network.weights[2]) * h
            inputs = [h, h, r * h]
            last = by_candidate
        else:
            by_r = by_candidate * orbit.recurrent
            last = by_candidate * r
        errors = [by_h * difference * slopes[0], by_r * slopes[1], last]
    else:
        errors = _lstm_errors(network, orbit, gates, slopes, by_h, by_state[1:, n:])
    given, read = np.stack(errors, 1), np.stack(inputs, 1)
    return GradientTerms(given, read, _summed(given, read))


def _lstm_errors(
    network: Network, orbit: Orbit, gates: Array, slopes: Array, by_h: Array, by_c: Array
) -> list[Array]:
    n = network.hidden_size
    c_before, c = orbit.states[:-1, n:], orbit.states[1:, n:]
    o = gates[-1]
    # `by_c` is ∂L/∂c_t by way of c_{t+1} and the losses; more comes by way of h_t.
    at_c = by_c + by_h * o * slope("tanh", c)
    by_o = by_h * np.tanh(c) * slopes[-1]
    if network.cell == "lstm-1997":
        i, g, _ = gates
        return [at_c * g * slopes[0], at_c * i * slopes[1], by_o]
    i, _, g, _ = gates
    return [at_c * g * slopes[0], at_c * c_before * slopes[1], at_c * i * slopes[2], by_o]


class RoundingLoss(NamedTuple):
    """The terms that float32 loses.

    Attributes:
        underflow: steps whose term is 0 throughout though its float64 value is not, (time,) bool.
        swallowed: steps whose term changes no entry of the sum of all the others, (time,) bool:
            it is not 0, but adding it changes nothing.
    """

    underflow: NDArray[np.bool_]
    swallowed: NDArray[np.bool_]


def lost_in_float32(gradient: GradientTerms) -> RoundingLoss:
    """Add the terms of an itemised gradient in float32, and find those that make no difference.

    Rounding keeps the order of numbers, so a term's largest entry, max |δ_k| max |inputs|, is 0 in
    float32 if all are. What is below 2⁻²⁶ of every entry of a row of the sum is lost in it whatever
    its own are.
    """
    errors, inputs, total = gradient
    largest = np.abs(errors).max(-1) * np.abs(inputs).max(-1)  # of each gate, (time, gates)
    there = (largest.astype(np.float32) != 0).any(-1)
    underflow = (largest != 0).any(-1) & ~there
    swallowed = there & _same_in_float32(*_largest_rows(gradient, largest))
    # By row of W: far from where float32 itself has fewer digits, what is below 2⁻²⁶ is lost.
    least, reach = np.abs(total).min(-1), np.abs(errors) * np.abs(inputs).max(-1, keepdims=True)
    unsure = ~((least > 1e-30) & (reach < 2.0**-26 * least))
    for k in np.flatnonzero(swallowed & unsure.any((1, 2))):
        gates, rows = np.nonzero(unsure[k])
        terms = errors[k, gates, rows][:, None] * inputs[k, gates]
        swallowed[k] = _same_in_float32(total[gates, rows], terms).all()
    return RoundingLoss(underflow, swallowed)


def _largest_rows(gradient: GradientTerms, largest: Array) -> tuple[Array, Array]:
    """The rows of the sum and of each term in which the term's largest entry is, (time, n)."""
    errors, inputs, total = gradient
    steps, gates = np.arange(len(errors)), largest.argmax(-1)
    rows = np.abs(errors[steps, gates]).argmax(-1)
    return total[gates, rows], errors[steps, gates, rows][:, None] * inputs[steps, gates]


def _same_in_float32(sums: Array, terms: Array) -> NDArray[np.bool_]:
    """Whether rows of terms, added in float32 to what is left of the sums, change no entry."""
    others = (sums - terms).astype(np.float32)
    return np.asarray((others + terms.astype(np.float32) == others).all(-1))
