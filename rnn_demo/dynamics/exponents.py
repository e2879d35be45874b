"""Growth rates of all directions of state space: Lyapunov exponents over a finite time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rnn_demo.dynamics.cells import Array
from rnn_demo.dynamics.jacobians import Steps

SMALL = 16  # the products of smaller states are taken apart after every step
MOST_STEPS = 16  # of larger states at once
APART = 24.0  # nats that the lengths of two directions may part meanwhile, about
TOO_FAR = 26.0  # and at most: then rounding reaches a part of 2e-5 of the shorter
FAR = 230.0  # nats, 10¹⁰⁰: what all may grow or shrink
PANEL = 32  # columns
TWICE = 20.0  # nats that a column is shorter than the first: then it is freed of others twice


def lyapunov_exponents(jacobians: Steps) -> Array:
    """Growth rates of the directions of state space, largest first, in nats per step.

    Source: Benettin et al. 1980; Vogt et al. 2022 for recurrent networks.
    """
    return np.sort(growth_rates(jacobians))[::-1]


def growth_rates(jacobians: Steps) -> Array:
    """Growth rates in the order of the directions: the first is that of e₁ = (1, 0, 0, …).

    Equation: λ_i = (1/T) Σ_t log R_t[i, i] with J_t Q_{t−1} = Q_t R_t and Q_0 = I. In exact
    arithmetic it does not matter after how many steps a product is taken apart; here it is before
    its directions lean on each other so much that rounding hides the shortest.
    """
    size = jacobians.shape[-1]
    q, total = np.eye(size), np.zeros(size)
    waiting: list[Array] = []
    most, alive = 1, size  # directions that are not dead, the first ones
    for t, jacobian in enumerate(jacobians, 1):
        waiting.append(jacobian)
        if len(waiting) < most and t < len(jacobians):
            continue
        q, grown, alive = _through(waiting, q, alive)
        total += grown
        if size > SMALL:
            most = _steps_ahead(grown[:alive] / len(waiting), len(waiting))
        waiting = []
    return np.asarray(total / len(jacobians))


def _through(steps: Sequence[Array], q: Array, alive: int) -> tuple[Array, Array, int]:
    """Where the directions Q go, how they grow, in nats, and how many are not dead then."""
    columns = q
    for jacobian in steps:
        columns = jacobian @ columns
    moved, grown = taken_apart(columns)
    if not alive or np.ptp(grown[:alive]) < TOO_FAR:
        return moved, grown, alive
    if len(steps) == 1:
        # Rows of zeros, as ReLU makes them, let nothing through, in whichever direction.
        return moved, grown, min(alive, int(np.count_nonzero(steps[0].any(1))))
    half = len(steps) // 2
    between, first, alive = _through(steps[:half], q, alive)
    moved, last, alive = _through(steps[half:], between, alive)
    return moved, first + last, alive


def _steps_ahead(rates: Array, taken: int) -> int:
    """How many steps to take at once, after so many at these rates."""
    if not len(rates):
        return MOST_STEPS
    fit = min(APART / max(np.ptp(rates), 1e-9), FAR / max(np.abs(rates).max(), 1e-9))
    return int(np.clip(fit, 1, min(taken + 1, MOST_STEPS)))


def taken_apart(columns: Array) -> tuple[Array, Array]:
    """Q of columns = Q R, and log |R[i, i]|.

    In panels, each freed of the directions of those before it: LAPACK's own way goes column by
    column where there are no more than 128. What freeing leaves of very short columns is freed
    again. Q may be short of orthogonal by 1e-7 all the same; but Q R is the same, and it is Q R
    that the next steps multiply.
    """
    size = columns.shape[1]
    panel = PANEL if size > 2 * PANEL else size
    q, grown = np.empty(columns.shape), np.empty(size)
    for at in range(0, size, panel):
        known, here = q[:, :at], slice(at, at + panel)
        own = columns[:, here]
        if at:
            own = own - known @ (known.T @ own)
        q[:, here], grown[here] = _by_reflections(own)
        if at and grown[here].min() < grown[0] - TWICE:
            own = q[:, here] - known @ (known.T @ q[:, here])
            q[:, here], again = _by_reflections(own)
            grown[here] += again
    return q, grown


def _by_reflections(columns: Array) -> tuple[Array, Array]:
    q, r = np.linalg.qr(columns)
    with np.errstate(divide="ignore"):
        return q, np.log(np.abs(np.diag(r)))
