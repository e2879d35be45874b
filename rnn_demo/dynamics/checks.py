"""Each picture's numbers, computed a second way: the residuals on their badges."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnn_demo.dynamics.bounds import Bounds
from rnn_demo.dynamics.cells import Array, take_step
from rnn_demo.dynamics.gradients import GradientTerms
from rnn_demo.dynamics.jacobians import Steps, in_blocks
from rnn_demo.dynamics.lengths import length
from rnn_demo.dynamics.orbits import DrivenNetwork, Orbit, follow
from rnn_demo.dynamics.products import UNSEEN, Spectrum, cancelled, may_be_rounding
from rnn_demo.words import sentence

WINDOW = 20  # steps that a check goes back, at most
GROWTH = 1e3  # beyond it, rounding that differs in one digit leads to another orbit
STEP = 1e-20  # of a complex step: its square is below all rounding, and it leaves room below
CLOSE = 1e-8  # of a sum whose parts may cancel; on every preset the residual is below 1e-10
FAINT, LOUD = 1e-200, 1e200  # squares between which nothing is divided by a length
HIDING = 20.0  # nats that a product must be shorter than its bound, at least, to be only rounding
TOGETHER = 8  # Jacobians that stay near the processor while three things are asked of them
TINY = 1e-250  # below it float64 begins to drop digits, and everything counts as 0


@dataclass(frozen=True)
class Check:
    """How far a number is from the same number computed another way.

    Attributes:
        residual: the largest difference, relative to the largest value; nan where the numbers
            exceed float64.
        bound: a larger residual means an error.
        against: what it was compared with.
    """

    residual: float
    bound: float
    against: str

    @property
    def holds(self) -> bool:
        """Whether the residual is within its bound (nan is not)."""
        return self.residual <= self.bound


def checks_of(
    built: DrivenNetwork,
    orbit: Orbit,
    found: Steps,
    values: Spectrum,
    limits: Bounds,
    heat: Array,
    directions: Array,
) -> dict[str, Check]:
    """Check each picture's numbers by complex steps, or by multiplying in another order.

    The checks use the last steps only: where disturbances grow, a different rounding leads to
    another orbit after some steps, and there would be nothing to compare.
    """
    exact = built.drive.dtype == np.float64
    steps = len(found)
    window = _quiet(limits.norms[:WINDOW])
    first = steps - window
    checks = {"jacobians": jacobian_check(built, orbit, found)}
    lag = int(values.lags[values.lags <= max(window, values.lags[0])][-1])
    product, *others = found[steps - lag :]
    for jacobian in others:
        product = jacobian @ product
    row = int(np.flatnonzero(values.lags == lag)[0])
    total = float(length(np.nan_to_num(np.exp(values.log_values[row]))))
    apart = _apart(total, float(length(product.ravel())))
    if HIDING < limits.norms[lag - 1] - values.log_norms[row] < np.inf:
        apart = max(apart, may_be_rounding(found[steps - lag :]))
    checks["spectrum"] = Check(
        apart,
        _bound(apart, 1e-12, lambda: cancelled(found[steps - lag :])),
        sentence(
            "the Frobenius norm of the product at lag {lag}, multiplied from the other end", lag=lag
        ),
    )
    checks["bounds"] = _order(values, limits)
    back = _back(found[first + 1 :], directions[-1])
    size = float(length(back))
    last = orbit.states[first + 1] + 1j * STEP * back / max(size, TINY)
    if window > 1:
        last = follow(built.network, built.drive[first + 1 :].astype(complex), last).states[-1]
    slope = float((last @ directions[-1]).imag / STEP)
    shown = float(10.0 ** heat[-1, first])
    apart = _apart(slope, shown)
    if window > 1 and shown > 0 and limits.norms[window - 2] - np.log(shown) > HIDING:
        apart = max(apart, may_be_rounding(found[first + 1 :], directions[-1]))
    checks["heat"] = Check(
        apart,
        CLOSE if exact else 1e-4,
        sentence(
            "the complex step of the last loss by the state {steps} steps before it",
            steps=window - 1,
        ),
    )
    return checks


def gradient_check(
    built: DrivenNetwork,
    orbit: Orbit,
    found: Steps,
    limits: Bounds,
    losses: Array,
    gradient: GradientTerms,
) -> Check:
    """∂L/∂W of the last steps against the complex step of the loss.

    The residual is relative to the longest of the parts: where they cancel, as those of a saturated
    unit that jumps to and fro do, their sum has the digits that the parts have in common.

    Args:
        built: the network with its input.
        orbit: its states.
        found: its Jacobians.
        limits: from `bounds`.
        losses: ∂L_t/∂s_t of each step's own loss, (time, state).
        gradient: from `itemised`.
    """
    exact = built.drive.dtype == np.float64
    window = _quiet(limits.norms[:WINDOW])
    first = orbit.length - window
    wide = orbit.states[first].astype(complex)
    weights = built.network.weights.astype(complex)
    part = gradient.since(first)
    size = float(length(part.ravel()))
    disturbed = built.network._replace(weights=weights + 1j * STEP * part / max(size, TINY))
    run = follow(disturbed, built.drive[first:].astype(complex), wide)
    slope = float(np.einsum("ti,ti->", run.states[1:], losses[first:]).imag / STEP)
    apart = _apart(slope, size, float(gradient.norms[first:].max()))
    return Check(
        apart,
        _bound(apart, CLOSE, lambda: cancelled(found[first:])) if exact else 1e-4,
        sentence(
            "the complex step of the loss by W, used in the last {window} steps", window=window
        ),
    )


def perturbation_check(
    built: DrivenNetwork, orbit: Orbit, found: Steps, direction: Array, promised: Array
) -> Check:
    """What the Jacobians predict for a disturbance of the start, against the complex step.

    Args:
        built: the network with its input.
        orbit: undisturbed.
        found: its Jacobians.
        direction: of the disturbance, of length 1.
        promised: ‖P direction‖ for t = 0 … T.
    """
    first = found[:WINDOW]
    norms = np.log(np.maximum(length(first.reshape(len(first), -1)), TINY))
    window = _quiet(np.cumsum(norms))
    start = orbit.states[0] + 1j * STEP * direction
    run = follow(built.network, built.drive[:window].astype(complex), start)
    moved = length(run.states.imag / STEP)
    apart = [_apart(float(a), float(b)) for a, b in zip(moved, promised, strict=False)]
    exact = built.drive.dtype == np.float64
    return Check(
        max(apart),
        CLOSE if exact else 1e-4,
        sentence("the complex step of the first {window} steps", window=window),
    )


def rate_check(found: Steps, rates: Array, values: Spectrum) -> Check:
    """The growth of the first direction, against that of e₁ followed alone.

    Args:
        found: Jacobians.
        rates: from `growth_rates`, nats a step.
        values: from `spectrum`.
    """
    moved, log = np.eye(found.shape[-1])[0], 0.0
    logs = np.zeros(len(found))  # of its length before each step
    for step, jacobian in enumerate(found):
        logs[step] = log
        moved = jacobian @ moved
        if not FAINT < moved @ moved < LOUD:
            size = float(length(moved))
            if not size > 0:
                log = -np.inf
                break
            moved, log = moved / size, log + float(np.log(size))
    else:
        log += float(np.log(length(moved)))
    alone, rate = log / len(found), float(rates[0])
    # Rates are compared as they are: 0 is an exponent like any other.
    apart = 0.0 if alone == rate else abs(alone - rate)

    @np.errstate(invalid="ignore", over="ignore")
    def longer() -> float:
        lags = np.arange(len(found), 0, -1)
        return float(np.exp(np.max(np.interp(lags, values.lags, values.log_norms) + logs) - log))

    return Check(
        apart,
        _bound(apart, 1e-10, longer),
        sentence("the first of them, followed alone (a difference, nats a step)"),
    )


def jacobian_check(built: DrivenNetwork, orbit: Orbit, found: Steps) -> Check:
    """The Jacobian of every step against a complex step along one direction, ±1 by chance.

    Of a difference between two matrices, such a direction hides nothing but by a miracle. The
    residual is relative to the largest entry of all Jacobians.
    """
    direction = np.random.default_rng(0).choice([-1.0, 1.0], found.shape[-1])
    apart, largest, at = 0.0, TINY, 0
    for block in in_blocks(found):
        steps = slice(at, at + len(block))
        disturbed = orbit.states[steps] + 1j * STEP * direction
        stepped = take_step(built.network, built.drive[steps], disturbed).state.imag / STEP
        for start in range(0, len(block), TOGETHER):
            few = slice(start, start + TOGETHER)
            some = block[few]
            apart = max(apart, float(np.abs(some @ direction - stepped[few]).max()))
            largest = max(largest, float(some.max()), -float(some.min()))
        at += len(block)
    return Check(
        apart / largest,
        1e-13 if built.drive.dtype == np.float64 else 1e-5,
        sentence("complex steps along one direction, at all of the {steps} steps", steps=at),
    )


def _quiet(norms: Array) -> int:
    """How many of the last steps multiply no rounding error by more than `GROWTH`.

    Args:
        norms: log Π ‖J_i‖ of the last steps, by lag.
    """
    sums = np.concatenate([[0.0], norms])
    rises = sums[1:] - np.minimum.accumulate(sums[:-1])
    loud = np.flatnonzero(~(rises <= np.log(GROWTH)))
    return max(1, int(loud[0]) if len(loud) else len(norms))


def _back(jacobians: Array, direction: Array) -> Array:
    for jacobian in jacobians[::-1]:
        direction = direction @ jacobian
    return direction


def _apart(one: float, other: float, part: float = 0.0) -> float:
    """The difference of two numbers, relative to the larger, or to a part of them that is longer.

    0 if all are below `TINY`.
    """
    largest = max(abs(one), abs(other), part)
    if not np.isfinite(largest):
        return float("nan")
    return abs(one - other) / largest if largest > TINY else 0.0


def _bound(residual: float, usual: float, longer: Callable[[], float]) -> float:
    """The bound as usual, or higher as parts are longer than what they leave of each other.

    Args:
        residual: what is bounded; where it is as usual, nothing more is asked.
        usual: the bound where nothing cancels.
        longer: finds by what factor the parts are longer.
    """
    if not residual > usual:
        return usual
    return max(usual, min(UNSEEN, usual * float(np.nan_to_num(longer()))))


def _order(values: Spectrum, limits: Bounds) -> Check:
    """The relative amount by which a bound is violated: 0 but for rounding."""
    chain = [values.log_norms, limits.norms[values.lags - 1]]
    for more in (limits.slopes, limits.worst):
        if more is not None:
            chain.append(more[values.lags - 1])
    excess = [
        np.where(np.isfinite(low), low - high, -np.inf) / values.lags
        for low, high in itertools.pairwise(chain)
    ]
    residual = max(0.0, float(np.expm1(np.max(excess))))
    return Check(residual, 1e-12, sentence("the order of the bounds, at every lag shown"))
