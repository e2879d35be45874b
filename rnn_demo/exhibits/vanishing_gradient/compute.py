"""The vanishing-gradient simulator: one network, every quantity, each with its check."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, fields, replace
from functools import partial

import numpy as np

from rnn_demo.dynamics.bounds import Bounds, bounds
from rnn_demo.dynamics.cells import Array
from rnn_demo.dynamics.checks import (
    Check,
    checks_of,
    gradient_check,
    perturbation_check,
    rate_check,
)
from rnn_demo.dynamics.clipping import clip, turned
from rnn_demo.dynamics.exponents import growth_rates
from rnn_demo.dynamics.factors import factors, halves
from rnn_demo.dynamics.gradients import (
    GradientTerms,
    RoundingLoss,
    itemised,
    lost_in_float32,
    state_gradients,
)
from rnn_demo.dynamics.jacobians import Jacobians, Steps, at_once
from rnn_demo.dynamics.lengths import length
from rnn_demo.dynamics.mean_field import MeanField, mean_field
from rnn_demo.dynamics.orbits import DrivenNetwork, Orbit, follow, jacobians
from rnn_demo.dynamics.perturbation import perturbed_distances
from rnn_demo.dynamics.products import Spectrum, heat_map, spectrum
from rnn_demo.dynamics.ranks import dying_at_first
from rnn_demo.dynamics.weights import largest_singular_value, spectral_radius
from rnn_demo.engine.progress import finished
from rnn_demo.exhibits.vanishing_gradient.knobs import LOSS_NAMES, SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.network import build

MOST_LAGS = 25  # lags of the singular values on the page, for states of more than MANY numbers
MANY = 64
PERTURBATION = 1e-6


@dataclass(frozen=True)
class Followed:
    """What is known about a network whatever its loss is.

    Attributes:
        built: the network, with the input of the steps that were followed.
        steps: the steps that were followed: fewer than asked for if the state overflowed.
        overflowed: the step at which the state overflowed, None if it did not.
        orbit: the states and gates.
        jacobians: J_1 … J_T, found whenever they are asked for.
        spectrum: singular values of their products.
        bounds: what the largest singular value cannot exceed.
        directions: ∂L_t/∂s_t of each step's own loss, (time, state).
        by_state: ∂L/∂s_k for k = 0 … T, by the kind of loss, (time + 1, state) each.
        heat: log₁₀ ‖∂L_t/∂s_k‖, row t − 1, column k − 1; nan above the diagonal.
        exponents: the growth rates of all directions, in nats per step: the largest first, −inf
            for those that die, and last nan for those that float64 cannot tell.
        field: what random weights do on average; None if the theory does not cover the case.
        radius: the spectral radius of W (the candidate's W if there are gates).
        largest: its largest singular value.
        rate: the measured factor per step of ‖P‖²_F / state size, over the whole length.
        perturbed: ‖δs_t‖ for t = 0 … T after a disturbance of length 1e-6 at the start.
        perturbed_promised: the same, predicted from the Jacobians.
        checks: by picture: jacobians, spectrum, heat, bounds, twin, exponents.
    """

    built: DrivenNetwork
    steps: int
    overflowed: int | None
    orbit: Orbit
    jacobians: Jacobians
    spectrum: Spectrum
    bounds: Bounds
    directions: Array
    by_state: dict[str, Array]
    heat: Array
    exponents: Array
    field: MeanField | None
    radius: float
    largest: float
    rate: float
    perturbed: Array
    perturbed_promised: Array
    checks: dict[str, Check]


@dataclass(frozen=True)
class Simulation(Followed):
    """Everything that is known about one network's gradients.

    Attributes:
        knobs: what the simulation depends on.
        losses: ∂L/∂s_t of each step's own loss, zeros where there is none, (time, state).
        gradient: ∂L/∂W by step.
        lost: what happens to its terms in float32.
        used: ∂L/∂W as training would use it, truncated.
        clipped: the same, clipped.
        turned: how many degrees clipping has turned it.
        checks: those of `Followed`, and gradient.
    """

    knobs: SimulationKnobs
    losses: Array
    gradient: GradientTerms
    lost: RoundingLoss
    used: Array
    clipped: Array
    turned: float


def simulate(knobs: SimulationKnobs, all_lags: bool = False) -> Simulation:
    """Follow the network and measure everything.

    The loss of a step is a weighted sum of its h, L_t = v · h_t with |v| = 1, so that its gradient
    does not depend on where the state is.

    Args:
        knobs: what to simulate.
        all_lags: whether to find singular values at every lag of large states too.
    """
    return with_loss(finished(following(knobs, all_lags)), knobs)


def without_loss(knobs: SimulationKnobs) -> SimulationKnobs:
    """The knobs that `following` depends on; the others as usual."""
    usual = SimulationKnobs()
    return replace(
        knobs,
        loss=usual.loss,
        truncation=usual.truncation,
        clipping=usual.clipping,
        threshold=usual.threshold,
    )


def following(knobs: SimulationKnobs, all_lags: bool = False) -> Generator[float, None, Followed]:
    """Follow the network, and yield from time to time how much is done, from 0 to 1.

    Args:
        knobs: what to simulate.
        all_lags: whether to find singular values at every lag of large states too.
    """
    steps = _following(knobs, all_lags)
    while True:
        with np.errstate(all="ignore"):  # numbers that are not finite are shown as such
            try:
                done = next(steps)
            except StopIteration as end:
                found: Followed = end.value
                return found
        yield done


def _following(knobs: SimulationKnobs, all_lags: bool) -> Generator[float, None, Followed]:
    built = build(knobs)
    orbit = follow(*built)
    steps = finite_steps(orbit)
    overflowed = steps + 1 if steps < knobs.steps else None
    orbit = orbit.first(steps)
    built = built._replace(drive=built.drive[:steps])
    network, n = built.network, knobs.n
    kept = Jacobians(partial(jacobians, network), orbit)
    found = at_once(kept)
    size = network.state_size
    directions = np.zeros((steps, size))
    readout = np.random.default_rng([knobs.seed, 3]).standard_normal(n)
    directions[:, :n] = readout / np.linalg.norm(readout)
    yield 0.05
    exact = all_lags or size <= MANY
    structured = knobs.cell.startswith("lstm") and knobs.precision == "float64" and size > MANY
    parts = factors(network, *orbit[:3]) if structured else None
    values = spectrum(found, None if exact else MOST_LAGS)
    yield 0.3
    limits = bounds(network, orbit, found, exact, parts)
    yield 0.55
    heat = heat_map(found, directions)
    losses = [losses_of(kind, directions) for kind in LOSS_NAMES]
    by_state = state_gradients(found, np.stack(losses, 1))
    yield 0.7
    rates = growth_rates(
        found,
        parts and halves(parts, found),
        n if size > n else None,
        lambda: dying_at_first(network, orbit, found[0]),
    )
    yield 0.85
    start = np.random.default_rng([knobs.seed, 4]).standard_normal(size)
    start /= np.linalg.norm(start)
    promised = _promised(found, start)
    checks = checks_of(built, orbit, found, values, limits, heat, directions)
    checks["twin"] = perturbation_check(built, orbit, found, start, promised)
    checks["exponents"] = rate_check(found, rates, values)
    yield 0.95
    recurrent = network.weights[-1 if knobs.cell.startswith("gru") else 0].astype(np.float64)
    if knobs.cell.startswith("lstm"):
        recurrent = network.weights[-2].astype(np.float64)
    frobenius = 2 * values.log_norms[-1] + np.log(
        np.nansum(np.exp(2 * (values.log_values[-1] - values.log_norms[-1])))
    )
    return Followed(
        built=built,
        steps=steps,
        overflowed=overflowed,
        orbit=orbit,
        jacobians=kept,
        spectrum=values,
        bounds=limits,
        directions=directions,
        by_state={kind: by_state[:, at] for at, kind in enumerate(LOSS_NAMES)},
        heat=heat,
        exponents=-np.sort(-rates),
        field=_field(knobs),
        radius=spectral_radius(recurrent),
        largest=largest_singular_value(recurrent),
        rate=float(np.exp((frobenius - np.log(size)) / steps)),
        perturbed=perturbed_distances(network, built.drive, orbit, 0, start, PERTURBATION),
        perturbed_promised=PERTURBATION * promised,
        checks=checks,
    )


@np.errstate(all="ignore")
def with_loss(followed: Followed, knobs: SimulationKnobs) -> Simulation:
    """Add the gradient of a loss, as it is and as training would use it.

    Args:
        followed: the network, from `following` with the same knobs or `without_loss` of them.
        knobs: what is simulated.
    """
    losses = losses_of(knobs.loss, followed.directions)
    built, orbit, steps = followed.built, followed.orbit, followed.steps
    gradient = itemised(built.network, orbit, followed.by_state[knobs.loss])
    check = gradient_check(built, orbit, followed.jacobians, followed.bounds, losses, gradient)
    first = max(0, steps - knobs.truncation) if knobs.truncation else 0
    used = gradient.total if first == 0 else gradient.since(first)
    clipped = clip(used, knobs.clipping, knobs.threshold)
    return Simulation(
        **{
            one.name: getattr(followed, one.name)
            for one in fields(Followed)
            if one.name != "checks"
        },
        checks={**followed.checks, "gradient": check},
        knobs=knobs,
        losses=losses,
        gradient=gradient,
        lost=lost_in_float32(gradient),
        used=used,
        clipped=clipped,
        turned=turned(gradient.total, clipped),
    )


def losses_of(kind: str, directions: Array) -> Array:
    """∂L/∂s_t of each step's own loss, zeros where there is none.

    Args:
        kind: one of `LOSS_NAMES`.
        directions: what it is where there is one, (time, state).
    """
    losses = directions.copy()
    if kind == "last":
        losses[:-1] = 0
    return losses


def finite_steps(orbit: Orbit) -> int:
    """Steps before the first state that is not finite."""
    finite = np.isfinite(orbit.states).all(axis=1)
    return orbit.length if finite.all() else int(finite.argmin()) - 1


def _field(knobs: SimulationKnobs) -> MeanField | None:
    if knobs.cell != "elman" or knobs.weights != "gaussian" or knobs.matrix:
        return None
    return mean_field(knobs.activation, knobs.gain, knobs.input_noise)


def _promised(jacobians: Steps, start: Array) -> Array:
    moved = [start]
    for jacobian in jacobians:
        moved.append(jacobian @ moved[-1])
    return length(np.stack(moved))
