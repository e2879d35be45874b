"""Directions of state space followed through the steps, and how much each of them grows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import Array
from rnn_demo.dynamics.factors import BackwardStep, HalfStep, moved
from rnn_demo.dynamics.lengths import length

SMALL = 16  # the products of smaller states are taken apart after every step
MOST_STEPS = 24  # of larger states at once
APART = 22.0  # nats that the lengths of two directions may part meanwhile, about
TOO_FAR = 25.0  # and at most: then rounding reaches a part of 1e-5 of the shorter
FAR = 230.0  # nats, 10¹⁰⁰: what all may grow or shrink
PANEL = 32  # columns
FAINT = 1e-11  # of the lengths that were multiplied: what is left may be mostly rounding
OUTGROWN = 14.0  # nats, 10⁶, by which one direction may outgrow another before it unseen
SHAKE = 2.0**-44  # of a row of a Jacobian: some hundred times what rounding changes
JOLT = 2.0**-50  # of a column that is to be taken apart: some times what rounding changes

Step = Array | HalfStep


class TooFarApartError(Exception):
    """One inverse parts directions so far that the shortest, which is asked for, loses digits."""


def rates_along(
    steps: Iterable[Step], q: Array, shaken: np.random.Generator | None = None
) -> tuple[Array, bool]:
    """Growth of directions Q that every step multiplies, and whether rounding cannot matter.

    It can where a direction is lost within one step, or where one outgrows another that stands
    before it: then what rounding mixes into that one grows with it.

    Args:
        steps: what multiplies Q one after the other: J_t, or the halves and inverses of them.
        q: the directions at first, (state, directions), orthonormal.
        shaken: from which every Jacobian is disturbed by `SHAKE`, and all products by `JOLT`.

    Returns:
        (directions,) in nats a step, −inf for one that dies.

    Raises:
        TooFarApartError: one inverse alone parts them by more than `TOO_FAR`.
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
            raise TooFarApartError
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
