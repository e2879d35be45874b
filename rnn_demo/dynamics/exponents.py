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
LOOKS = 3  # in one of them a rate that is all rounding comes out the same once in a hundred times
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

    Where rounding may have changed a rate, all are found again, each row of every Jacobian
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
    # Rows of zeros, as ReLU makes them, let nothing through: as many directions die.
    dead = size - min(int(np.count_nonzero(one.any(1))) for one in jacobians)
    known = np.ones(size, bool)
    for seed in range(LOOKS):
        again[there], _ = rates_along(steps(), start[:, there], np.random.default_rng(seed))
        with np.errstate(invalid="ignore"):
            known &= (rates == again) | (np.abs(rates - again) < SAME)
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
