"""The orbit of a network through its states, and the Jacobian of each step in closed form."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rnn_demo.dynamics.cells import Array, Network, Step, gate_slopes, sigmoid, take_step
from rnn_demo.dynamics.factors import factors


class DrivenNetwork(NamedTuple):
    """A network with its input and first state.

    Attributes:
        network: the weights.
        drive: what the input adds to each pre-activation, (time, gates, n).
        start: s_0, (state,).
    """

    network: Network
    drive: Array
    start: Array


class Orbit(NamedTuple):
    """The states of a network, with pre-activations and gates.

    Attributes:
        states: s_0 … s_T, (time + 1, ..., state).
        sums: of each step, see `Step`, (time, ..., gates, n).
        gates: of each step, (time, ..., gates, n).
        recurrent: of each step, see `Step`.
    """

    states: Array
    sums: Array
    gates: Array
    recurrent: Array

    @property
    def length(self) -> int:
        """T, the number of steps."""
        return len(self.gates)

    def first(self, steps: int) -> Orbit:
        """The first steps alone."""
        return self.part(0, steps)

    def part(self, start: int, stop: int) -> Orbit:
        """The steps from `start` on, up to before `stop`, counted from 0."""
        return Orbit(self.states[start : stop + 1], *(part[start:stop] for part in self[1:]))


def follow(network: Network, drive: Array, start: Array) -> Orbit:
    """Take a step for each row of the drive.

    Args:
        network: whose states.
        drive: (time, ..., gates, n).
        start: s_0, (..., state).
    """
    steps: list[Step] = []
    state = start
    for row in drive:
        steps.append(take_step(network, row, state))
        state = steps[-1].state
    return Orbit(
        np.stack([start, *(step.state for step in steps)]),
        np.stack([step.sums for step in steps]),
        np.stack([step.gates for step in steps]),
        np.stack([step.recurrent for step in steps]),
    )


def jacobians(network: Network, orbit: Orbit) -> Array:
    """J_t = ∂s_t/∂s_{t−1} for every step at once, (time, ..., state, state).

    Equations, D(v) for the matrix with v on its diagonal and i′ = i(1−i), g′ = 1−g² and so on::

        elman      D(φ′(a)) W
        lstm       A = D(c f′) W_f + D(g i′) W_i + D(i g′) W_g,  B = D(o (1 − tanh² c_t)):
                   [[B A + D(tanh(c_t) o′) W_o,  B D(f)], [A, D(f)]]
        gru-slide  D(1−z) + D((h̃−h) z′) W_z + D(z h̃′) W [D(r) + D(h r′) W_r]
        gru-torch  D(z) + D((h−n) z′) W_z + D((1−z) n′) [D(r) W_n + D((W_n h + b_hn) r′) W_r]

    with h and c those before the step, where no index stands.
    """
    if network.cell.startswith("lstm"):
        return _of_lstm(network, orbit)
    n = network.hidden_size
    h = orbit.states[:-1, ..., :n]
    gates = np.moveaxis(orbit.gates, -2, 0)
    slopes = np.moveaxis(gate_slopes(network, orbit.sums), -2, 0)
    weights = np.moveaxis(network.weights, -3, 0)
    if network.cell == "elman":
        return _rows(slopes[0], weights[0])
    if network.cell == "gru-slide":
        (z, r, candidate), (z_slope, r_slope, candidate_slope) = gates, slopes
        w_z, w_r, w = weights
        inner = _diagonal(r) + _rows(h * r_slope, w_r)
        outer = _rows(z * candidate_slope, w) @ inner
        through_z = _rows((candidate - h) * z_slope, w_z)
        return np.asarray(_diagonal(sigmoid(-orbit.sums[..., 0, :])) + through_z + outer)
    (z, r, candidate), (z_slope, r_slope, candidate_slope) = gates, slopes
    w_z, w_r, w_n = weights
    inner = _rows(r, w_n) + _rows(orbit.recurrent * r_slope, w_r)
    outer = (sigmoid(-orbit.sums[..., 0, :]) * candidate_slope)[..., None] * inner
    through_z = _rows((h - candidate) * z_slope, w_z)
    return np.asarray(_diagonal(z) + through_z + outer)


def complex_step_jacobian(network: Network, drive: Array, state: Array) -> Array:
    """∂s_t/∂s_{t−1} of one step by the complex step: no formula of ours, no difference.

    Equation: ∂f/∂x = Im f(x + i h) / h, exact to rounding for h = 1e-20.

    Source: Squire and Trapp 1998.
    """
    tiny = 1e-20
    disturbed = state + 1j * tiny * np.eye(len(state))
    columns: Array = take_step(network, drive[None].astype(complex), disturbed).state.imag / tiny
    return columns.T


def _of_lstm(network: Network, orbit: Orbit) -> Array:
    n = network.hidden_size
    parts = factors(network, orbit.states, orbit.sums, orbit.gates)
    b, f, scales = parts.through, parts.forget, list(np.moveaxis(parts.scales, -2, 0))
    found = np.empty((*b.shape[:-1], 2 * n, 2 * n), b.dtype)
    found[..., n:] = 0
    _mix(scales, network.weights[..., :-1, :, :], found[..., n:, :n])
    scales = [*(b * scale for scale in scales), parts.output]
    _mix(scales, network.weights, found[..., :n, :n])
    places = np.arange(n)
    found[..., places, n + places] = b * f
    found[..., n + places, n + places] = f
    return found


def _mix(scales: list[Array], matrices: Array, found: Array) -> None:
    """Write Σ D(scale) · matrix into `found`, (time, ..., n, n).

    Row j of all steps is a product of matrices, (time, scales) by (scales, n): no sum of matrices
    that are written and read again.

    Args:
        scales: (time, ..., n) each.
        matrices: one for each of them, (..., scales, n, n).
        found: where the sum goes.
    """
    by_row = np.moveaxis(np.stack(scales, -1), 0, -2)  # (..., n, time, scales)
    np.matmul(by_row, np.moveaxis(matrices, -3, -2), out=np.moveaxis(found, 0, -2))


def _rows(scale: Array, matrix: Array) -> Array:
    """D(scale) · matrix."""
    return np.asarray(scale[..., None] * matrix)


def _diagonal(values: Array) -> Array:
    return np.asarray(values[..., None] * np.eye(values.shape[-1], dtype=values.dtype))
