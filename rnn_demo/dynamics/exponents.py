"""Growth rates of all directions of state space: Lyapunov exponents over a finite time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import Array
from rnn_demo.dynamics.directions import TooFarApartError, rates_along, taken_apart
from rnn_demo.dynamics.factors import Halves
from rnn_demo.dynamics.jacobians import Steps
from rnn_demo.dynamics.lengths import length

HIDDEN = 29.0  # nats, 2⁻⁴²: what is shorter than its column by as much may be all rounding
SAME = 2e-4  # nats a step, less than half of the last digit shown


def lyapunov_exponents(jacobians: Steps) -> Array:
    """Growth rates of the directions of state space, largest first, in nats per step, (state,).

    Those that float64 cannot tell, NaN, come last.

    Source: Benettin et al. 1980; Vogt et al. 2022 for recurrent networks.
    """
    return -np.sort(-growth_rates(jacobians))


def growth_rates(
    jacobians: Steps,
    apart: Halves | None = None,
    hidden_size: int | None = None,
    dying: Callable[[], int] | None = None,
) -> Array:
    """Growth rates in the order of the directions: the first is that of e₁ = (1, 0, 0, …).

    Equation: λ_i = (1/T) Σ_t log R_t[i, i] with J_t Q_{t−1} = Q_t R_t and Q_0 = I, unit by unit:
    the state's numbers stand in the order h_1, c_1, h_2, c_2, …. So weights that let units stand
    apart, or change only those before them, leave zeros that no rounding touches. In exact
    arithmetic it does not matter after how many steps a product is taken apart; here it is before
    its directions lean on each other so much that rounding hides the shortest.

    From P = Q R follows P⁻ᵀ = Q R⁻ᵀ: read from the last direction to the first, the inverses have
    the rates −λ_n, −λ_{n−1}, …. Where inverses are known, they are asked for the last half, beside
    which the first need not be followed: apart, each half can be multiplied longer.

    Where rounding may have changed a rate, all are found once more, each row of every Jacobian
    disturbed by about `SHAKE` of itself, and all products by `JOLT`, with their longest rows first;
    or, if they have zeros that stay, by `JOLT` of the column where rows are mixed. What differs
    is not known.

    Args:
        jacobians: J_1 … J_T.
        apart: the same steps and their inverses, from `rnn_demo.dynamics.factors.halves`.
        hidden_size: n, if the state is h_t and c_t; None if it is h_t alone.
        dying: finds how many directions the first step makes 0; asked where some seem to be.

    Returns:
        (state,): −inf for a direction that dies, nan for one whose rate float64 cannot tell.
    """
    size, half = jacobians.shape[-1], jacobians.shape[-1] // 2
    start = np.eye(size)
    if apart is not None:
        hidden_size = half
        try:
            last, sure = rates_along(apart.backward, start[:, : half - 1 : -1])
            if sure:
                first, sure = rates_along(apart.forward, start[:, :half])
            if sure:
                return np.concatenate([first, -last[::-1]])
        except TooFarApartError:
            pass
    places = unit_by_unit(size, hidden_size or size)

    def steps() -> Iterator[Array]:
        return (one[places[:, None], places] if hidden_size else one for one in jacobians)

    there = np.ones(size, bool)
    if dying is not None:
        there = _independent(next(steps()), dying)
    rates, again = np.full((2, size), -np.inf)
    rates[there], sure = rates_along(steps(), start[:, there])
    if sure:
        return rates
    again[there], _ = rates_along(steps(), start[:, there], np.random.default_rng(0))
    with np.errstate(invalid="ignore"):
        known = (rates == again) | (np.abs(rates - again) < SAME)
    # Rows of zeros, as ReLU makes them, let nothing through: as many directions die.
    dead = size - min(int(np.count_nonzero(one.any(1))) for one in jacobians)
    if np.count_nonzero(~known | np.isneginf(rates)) <= dead:
        return np.where(known, rates, -np.inf)
    return np.where(known, rates, np.nan)


def largest_exponent(exponents: Array) -> float:
    """The first of exponents in descending order; nan if one is not known: it might be larger."""
    return float(np.nan if np.isnan(exponents).any() else exponents[0])


def _independent(columns: Array, dying: Callable[[], int]) -> NDArray[np.bool_]:
    """Which columns are no sums of those before them: all, unless it is certain how many are not.

    Those that are would leave a direction of mere rounding, in the way of those after it.
    """
    with np.errstate(all="ignore"):
        lengths = np.log(length(columns.T))
        if not (taken_apart(columns)[1] < lengths - HIDDEN).any():
            return np.ones(len(lengths), bool)
    known, there = np.zeros_like(columns), np.zeros(len(lengths), bool)
    for at, column in enumerate(columns.T):
        basis, left = known[:, :at], column
        for _ in range(2):
            left = left - basis @ (basis.T @ left)
        size = float(length(left))
        there[at] = size > np.exp(lengths[at] - HIDDEN)
        if there[at]:
            known[:, at] = left / size
    return there if np.count_nonzero(~there) == dying() else np.ones(len(there), bool)


def unit_by_unit(size: int, hidden_size: int) -> Array:
    """The places of the numbers h_1, c_1, h_2, c_2, … in a state; h_1, h_2, … if there is no c."""
    return np.arange(size).reshape(-1, hidden_size).T.ravel()
<<<<<<< HEAD
=======


def _rates(
    steps: Iterable[Step], q: Array, shaken: np.random.Generator | None = None
) -> tuple[Array, bool]:
    """Growth of directions Q that every step multiplies, and whether rounding cannot matter.

    It can where a direction is lost within one step, or where one outgrows another that stands
    before it: then what rounding mixes into that one grows with it.
    """
    size = q.shape[1]
    total, waiting, taken, sure = np.zeros(size), [], 0, True
    most, alive = 1, size  # directions that are not dead, the first ones
    outgrown, after = np.zeros((size, size)), np.triu(np.ones((size, size)), 1)
    for step in steps:
        if shaken is not None and isinstance(step, np.ndarray):
            step = (1 + SHAKE * shaken.standard_normal((len(step), 1))) * step
        waiting.append(step)
        taken += 1
        if len(waiting) < most:
            continue
        q, grown, alive, held = _through(waiting, q, alive, shaken)
        total += grown
        if len(q) > SMALL:
            most = _steps_ahead(grown[:alive] / len(waiting), len(waiting))
        waiting = []
        if sure := sure and held:
            sure = _follow(outgrown, after, grown) < OUTGROWN
    if waiting:
        _, grown, _, held = _through(waiting, q, alive, shaken)
        total += grown
        sure = sure and held and _follow(outgrown, after, grown) < OUTGROWN
    return np.asarray(total / taken), sure


def _follow(outgrown: Array, after: Array, grown: Array) -> float:
    """By how much a direction has outgrown one before it, over any steps that end now, at most."""
    there = np.isfinite(grown)
    known = np.where(there, grown, 0.0)
    np.maximum(outgrown, 0, out=outgrown)
    outgrown += known
    outgrown -= known[:, None]
    outgrown *= after
    if not there.all():
        outgrown[~there], outgrown[:, ~there] = 0, 0
    return float(outgrown.max())


def _through(
    steps: Sequence[Step], q: Array, alive: int, shaken: np.random.Generator | None
) -> tuple[Array, Array, int, bool]:
    """Where the directions Q go, how they grow, how many are not dead, and whether none is lost."""
    columns, left_over = _multiplied(steps, q)
    rows = np.arange(len(columns))
    if shaken is not None:
        jolts, mixed = JOLT * shaken.standard_normal(columns.shape), _mixed(columns != 0)
        if mixed.all():  # what short rows hold is kept where long ones come first
            columns = columns * (1 + jolts)
            rows = np.argsort(-np.abs(columns).max(1))
        else:
            columns = columns + jolts * np.where(mixed, length(columns.T), columns)
    lengths = length(columns.T)
    there = lengths > 0
    with np.errstate(divide="ignore"):
        longest = np.log(lengths.max())
    left, grown = np.zeros_like(columns), np.full(columns.shape[1], -np.inf)
    if there.all():
        left[rows], grown = taken_apart(columns[rows])
    else:  # what has died does not stand in the way of what has not
        left[:, there], grown[there] = taken_apart(columns[:, there])
    lowest = grown[:alive][there[:alive]].min(initial=np.inf)
    if longest - lowest < TOO_FAR or lowest == np.inf:
        return left, grown, alive, left_over
    if len(steps) == 1:
        (only,) = steps
        if isinstance(only, BackwardStep):
            raise _TooFarApartError
        # Rows of zeros, as ReLU makes them, let nothing through, in whichever direction.
        through = int(np.count_nonzero(only.any(1))) if isinstance(only, np.ndarray) else alive
        return left, grown, min(alive, through), False
    half = len(steps) // 2
    between, first, alive, one = _through(steps[:half], q, alive, shaken)
    left, last, alive, other = _through(steps[half:], between, alive, shaken)
    return left, first + last, alive, one and other


def _mixed(there: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where rounding reaches when columns are taken apart: as far as a reflection mixes rows.

    It changes a number there by a part of its column's length, however small the number is.

    Args:
        there: which numbers of the columns are not 0.
    """
    empty = ~np.asarray(there.any(1))
    there, mixed = there.copy(), np.zeros_like(there)
    for at in range(there.shape[1]):
        rows = at + np.flatnonzero(there[at:, at])
        if not len(rows) or rows[-1] == at:
            continue
        if rows[0] != at:
            rows = np.concatenate([[at], rows])
        filled = there[rows, at:].any(0)
        there[rows, at:] |= filled
        mixed[rows, at:] |= filled
        if filled.all() and np.delete(empty[at:], rows - at).all():
            break  # all that is there has been mixed
    return mixed


def _multiplied(steps: Sequence[Step], columns: Array) -> tuple[Array, bool]:
    """The columns after some steps, and whether no step left of all of them only what cancels."""
    if not isinstance(steps[0], np.ndarray):
        return moved(cast("Sequence[HalfStep]", steps), columns), True
    there, size = True, np.vdot(columns, columns)
    for step in steps:
        columns, before = step @ columns, size
        size = np.vdot(columns, columns)
        there = there and not 0 < size < FAINT**2 * before * np.vdot(step, step)
    return columns, there


def _steps_ahead(rates: Array, taken: int) -> int:
    """How many steps to take at once, after so many at these rates."""
    rates = rates[np.isfinite(rates)]
    if not len(rates):
        return MOST_STEPS
    fit = min(APART / max(np.ptp(rates), 1e-9), FAR / max(np.abs(rates).max(), 1e-9))
    return int(np.clip(fit, 1, min(2 * taken, MOST_STEPS)))


def taken_apart(columns: Array) -> tuple[Array, Array]:
    """Q of columns = Q R, and log |R[i, i]|.

    In panels, each freed of the directions of those before it: LAPACK's own way goes column by
    column where there are no more than 128. What freeing leaves of short columns is freed again.
    Q may be short of orthogonal by 1e-7 all the same; but Q R is the same, and it is Q R
    that the next steps multiply.
    """
    size = columns.shape[1]
    panel = PANEL if len(columns) > 2 * PANEL else max(1, size)
    q, grown = np.empty_like(columns), np.empty(size)
    for at in range(0, size, panel):
        known, here = q[:, :at], slice(at, at + panel)
        own = columns[:, here]
        for _ in range(2 if at else 0):
            own = own - known @ (known.T @ own)
        # Rows that columns before these have used up come last: what stands apart is left apart.
        turned, r = np.linalg.qr(np.concatenate([own[at:], own[:at]]) if at else own)
        q[at:, here], q[:at, here] = turned[: len(q) - at], turned[len(q) - at :]
        grown[here] = r.diagonal()
    with np.errstate(divide="ignore"):
        return q, np.log(np.abs(grown))
>>>>>>> ac1773c (The second look at growth rates takes long rows first, or disturbs by column where zeros stay)
