"""The vanishing-gradient simulator: one network, every quantity, each with its check."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rnn_demo.dynamics.bounds import Bounds, bounds
from rnn_demo.dynamics.cells import Activation, Array, Cell
from rnn_demo.dynamics.checks import (
    Check,
    checks_of,
    jacobian_check,
    perturbation_check,
    rate_check,
)
from rnn_demo.dynamics.clipping import clip, turned
from rnn_demo.dynamics.gradients import (
    GradientTerms,
    RoundingLoss,
    itemised,
    lost_in_float32,
    state_gradients,
)
from rnn_demo.dynamics.lengths import length
from rnn_demo.dynamics.mean_field import MeanField, mean_field
from rnn_demo.dynamics.orbits import Orbit, follow, jacobians
from rnn_demo.dynamics.perturbation import perturbed_distances
from rnn_demo.dynamics.products import Spectrum, growth_rates, heat_map, spectrum
from rnn_demo.dynamics.weights import largest_singular_value, spectral_radius
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.network import build

MOST_LAGS = 25  # lags of the singular values on the page, for states of more than MANY numbers
MANY = 64
FEW_LAGS = 13  # lags of each cell's curve beside the others
BESIDE: tuple[Cell, ...] = ("elman", "lstm", "gru-slide")
PERTURBATION = 1e-6


@dataclass(frozen=True)
class Simulation:
    """Everything that is known about one network's gradients.

    Attributes:
        knobs: what the simulation depends on.
        steps: the steps that were followed: fewer than asked for if the state overflowed.
        overflowed: the step at which the state overflowed, None if it did not.
        orbit: the states and gates.
        jacobians: J_1 … J_T.
        spectrum: singular values of their products.
        bounds: what the largest singular value cannot exceed.
        heat: log₁₀ ‖∂L_t/∂s_k‖, row t − 1, column k − 1; nan above the diagonal.
        losses: ∂L/∂s_t of each step's own loss, (time, state).
        gradient: ∂L/∂W by step.
        lost: what happens to its terms in float32.
        exponents: the growth rates of all directions, in nats per step.
        field: what random weights do on average; None if the theory does not cover the case.
        radius: the spectral radius of W (the candidate's W if there are gates).
        largest: its largest singular value.
        rate: the measured factor per step of ‖P‖²_F / state size, over the whole length.
        perturbed: ‖δs_t‖ for t = 0 … T after a disturbance of length 1e-6 at the start.
        perturbed_promised: the same, predicted from the Jacobians.
        used: ∂L/∂W as training would use it, truncated.
        clipped: the same, clipped.
        turned: how many degrees clipping has turned it.
        checks: by picture: jacobians, spectrum, heat, gradient, bounds, twin, exponents.
    """

    knobs: SimulationKnobs
    steps: int
    overflowed: int | None
    orbit: Orbit
    jacobians: Array
    spectrum: Spectrum
    bounds: Bounds
    heat: Array
    losses: Array
    gradient: GradientTerms
    lost: RoundingLoss
    exponents: Array
    field: MeanField | None
    radius: float
    largest: float
    rate: float
    perturbed: Array
    perturbed_promised: Array
    used: Array
    clipped: Array
    turned: float
    checks: dict[str, Check]


def simulate(knobs: SimulationKnobs, all_lags: bool = False) -> Simulation:
    """Follow the network and measure everything.

    The loss of a step is a weighted sum of its h, L_t = v · h_t with |v| = 1, so that its gradient
    does not depend on where the state is.

    Args:
        knobs: what to simulate.
        all_lags: whether to find singular values at every lag of large states too.
    """
    with np.errstate(all="ignore"):  # numbers that are not finite are shown as such
        return _simulated(knobs, all_lags)


def _simulated(knobs: SimulationKnobs, all_lags: bool) -> Simulation:
    built = build(knobs)
    orbit = follow(*built)
    steps = _finite_steps(orbit)
    overflowed = steps + 1 if steps < knobs.steps else None
    orbit = orbit.first(steps)
    built = built._replace(drive=built.drive[:steps])
    network, n = built.network, knobs.n
    found = jacobians(network, orbit).astype(np.float64)
    size = network.state_size
    directions = np.zeros((steps, size))
    readout = np.random.default_rng([knobs.seed, 3]).standard_normal(n)
    directions[:, :n] = readout / np.linalg.norm(readout)
    losses = directions.copy()
    if knobs.loss == "last":
        losses[:-1] = 0
    by_state = state_gradients(found, losses)
    gradient = itemised(network, orbit, by_state)
    most = None if all_lags or size <= MANY else MOST_LAGS
    values = spectrum(found, most)
    start = np.random.default_rng([knobs.seed, 4]).standard_normal(size)
    start /= np.linalg.norm(start)
    perturbed = perturbed_distances(network, built.drive, orbit, 0, start, PERTURBATION)
    promised = _promised(found, start)
    first = max(0, steps - knobs.truncation) if knobs.truncation else 0
    used = gradient.total if first == 0 else gradient.since(first)
    clipped = clip(used, knobs.clipping, knobs.threshold)
    limits = bounds(network, orbit, found)
    heat = heat_map(found, directions)
    checks = checks_of(built, orbit, found, values, limits, heat, directions, losses, gradient)
    checks["twin"] = perturbation_check(built, orbit, found, start, promised)
    rates = growth_rates(found)
    checks["exponents"] = rate_check(found, rates)
    recurrent = network.weights[-1 if knobs.cell.startswith("gru") else 0].astype(np.float64)
    if knobs.cell.startswith("lstm"):
        recurrent = network.weights[-2].astype(np.float64)
    frobenius = 2 * values.log_norms[-1] + np.log(
        np.nansum(np.exp(2 * (values.log_values[-1] - values.log_norms[-1])))
    )
    return Simulation(
        knobs=knobs,
        steps=steps,
        overflowed=overflowed,
        orbit=orbit,
        jacobians=found,
        spectrum=values,
        bounds=limits,
        heat=heat,
        losses=losses,
        gradient=gradient,
        lost=lost_in_float32(gradient),
        exponents=np.sort(rates)[::-1],
        field=_field(knobs),
        radius=spectral_radius(recurrent),
        largest=largest_singular_value(recurrent),
        rate=float(np.exp((frobenius - np.log(size)) / steps)),
        perturbed=perturbed,
        perturbed_promised=PERTURBATION * promised,
        used=used,
        clipped=clipped,
        turned=turned(gradient.total, clipped),
        checks=checks,
    )


@dataclass(frozen=True)
class CellNorms:
    """How much of a disturbance gets through one cell.

    Attributes:
        cell: the name of the cell.
        lags: steps back.
        log_norms: log ‖P‖ at each lag.
        check: the check of the Jacobians of its first and last step.
    """

    cell: Cell
    lags: Array
    log_norms: Array
    check: Check


def beside(knobs: SimulationKnobs) -> tuple[CellNorms, ...]:
    """Three cells with weights of the same kind and gain, on input of the same seed."""
    activation: Activation = "tanh" if knobs.cell != "elman" else knobs.activation
    return tuple(
        norms_of(replace(knobs, cell=cell, activation=activation), FEW_LAGS) for cell in BESIDE
    )


def norms_of(knobs: SimulationKnobs, most: int | None = None) -> CellNorms:
    """One curve, and nothing else of a simulation.

    Args:
        knobs: what to simulate.
        most: the number of lags; None for as many as a whole simulation has.
    """
    built = build(knobs)
    many = built.network.state_size > MANY
    with np.errstate(all="ignore"):
        orbit = follow(*built)
        steps = _finite_steps(orbit)
        orbit = orbit.first(steps)
        found = jacobians(built.network, orbit)
        check = jacobian_check(built, orbit, found, sorted({0, steps - 1}))
        values = spectrum(found.astype(np.float64), most or (MOST_LAGS if many else None))
    return CellNorms(knobs.cell, values.lags, values.log_norms, check)


def _finite_steps(orbit: Orbit) -> int:
    """Steps before the first state that is not finite."""
    finite = np.isfinite(orbit.states).all(axis=1)
    return orbit.length if finite.all() else int(finite.argmin()) - 1


def _field(knobs: SimulationKnobs) -> MeanField | None:
    if knobs.cell != "elman" or knobs.weights != "gaussian" or knobs.matrix:
        return None
    return mean_field(knobs.activation, knobs.gain, knobs.input_noise)


def _promised(jacobians: Array, start: Array) -> Array:
    moved, lengths = start, [1.0]
    for jacobian in jacobians:
        moved = jacobian @ moved
        lengths.append(float(length(moved)))
    return np.array(lengths)
