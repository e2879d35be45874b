"""Growth rates of all directions of state space: Lyapunov exponents over a finite time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import numpy as np

from rnn_demo.dynamics.cells import Array
from rnn_demo.dynamics.factors import BackwardStep, HalfStep, Halves, moved
from rnn_demo.dynamics.jacobians import Steps

SMALL = 16  # the products of smaller states are taken apart after every step
MOST_STEPS = 24  # of larger states at once
APART = 22.0  # nats that the lengths of two directions may part meanwhile, about
TOO_FAR = 26.0  # and at most: then rounding reaches a part of 2e-5 of the shorter
FAR = 230.0  # nats, 10¹⁰⁰: what all may grow or shrink
PANEL = 32  # columns

Step = Array | HalfStep


class _TooFarApartError(Exception):
    """One inverse parts directions so far that the shortest, which is asked for, loses digits."""


def lyapunov_exponents(jacobians: Steps) -> Array:
    """Growth rates of the directions of state space, largest first, in nats per step.

    Source: Benettin et al. 1980; Vogt et al. 2022 for recurrent networks.
    """
    return np.sort(growth_rates(jacobians))[::-1]


def growth_rates(jacobians: Steps, apart: Halves | None = None) -> Array:
    """Growth rates in the order of the directions: the first is that of e₁ = (1, 0, 0, …).

    Equation: λ_i = (1/T) Σ_t log R_t[i, i] with J_t Q_{t−1} = Q_t R_t and Q_0 = I. In exact
    arithmetic it does not matter after how many steps a product is taken apart; here it is before
    its directions lean on each other so much that rounding hides the shortest.

    From P = Q R follows P⁻ᵀ = Q R⁻ᵀ: read from the last direction to the first, the inverses have
    the rates −λ_n, −λ_{n−1}, …. Where inverses are known, they are asked for the last half, beside
    which the first need not be followed: apart, each half can be multiplied longer.

    Args:
        jacobians: J_1 … J_T.
        apart: the same steps and their inverses, from `rnn_demo.dynamics.factors.halves`.
    """
    size, half = jacobians.shape[-1], jacobians.shape[-1] // 2
    if apart is not None:
        try:
            last = _rates(apart.backward, np.eye(size)[:, : half - 1 : -1])
        except _TooFarApartError:
            pass
        else:
            first = _rates(apart.forward, np.eye(size)[:, :half])
            return np.concatenate([first, -last[::-1]])
    return _rates(jacobians, np.eye(size))


def _rates(steps: Iterable[Step], q: Array) -> Array:
    """Growth of directions Q that every step multiplies, in the order of its columns."""
    total, waiting, taken = np.zeros(q.shape[1]), [], 0
    most, alive = 1, q.shape[1]  # directions that are not dead, the first ones
    for step in steps:
        waiting.append(step)
        taken += 1
        if len(waiting) < most:
            continue
        q, grown, alive = _through(waiting, q, alive)
        total += grown
        if len(q) > SMALL:
            most = _steps_ahead(grown[:alive] / len(waiting), len(waiting))
        waiting = []
    if waiting:
        total += _through(waiting, q, alive)[1]
    return np.asarray(total / taken)


def _through(steps: Sequence[Step], q: Array, alive: int) -> tuple[Array, Array, int]:
    """Where the directions Q go, how they grow, in nats, and how many are not dead then."""
    columns = _multiplied(steps, q)
    left, grown = taken_apart(columns)
    with np.errstate(all="ignore"):
        longest = 0.5 * np.log(np.einsum("ij,ij->j", columns, columns).max())
        near = not alive or longest - grown[:alive].min() < TOO_FAR
    if near:
        return left, grown, alive
    if len(steps) == 1:
        (only,) = steps
        if isinstance(only, BackwardStep):
            raise _TooFarApartError
        # Rows of zeros, as ReLU makes them, let nothing through, in whichever direction.
        through = int(np.count_nonzero(only.any(1))) if isinstance(only, np.ndarray) else alive
        return left, grown, min(alive, through)
    half = len(steps) // 2
    between, first, alive = _through(steps[:half], q, alive)
    left, last, alive = _through(steps[half:], between, alive)
    return left, first + last, alive


def _multiplied(steps: Sequence[Step], columns: Array) -> Array:
    if not isinstance(steps[0], np.ndarray):
        return moved(cast("Sequence[HalfStep]", steps), columns)
    for step in steps:
        columns = step @ columns
    return columns


def _steps_ahead(rates: Array, taken: int) -> int:
    """How many steps to take at once, after so many at these rates."""
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
    panel = PANEL if len(columns) > 2 * PANEL else size
    q, grown = np.empty_like(columns), np.empty(size)
    for at in range(0, size, panel):
        known, here = q[:, :at], slice(at, at + panel)
        own = columns[:, here]
        for _ in range(2 if at else 0):
            own = own - known @ (known.T @ own)
        q[:, here], r = np.linalg.qr(own)
        grown[here] = r.diagonal()
    with np.errstate(divide="ignore"):
        return q, np.log(np.abs(grown))
