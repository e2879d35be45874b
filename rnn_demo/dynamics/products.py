"""Products of Jacobians: how far a disturbance reaches, over every lag at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rnn_demo.dynamics.cells import Array
from rnn_demo.dynamics.jacobians import BLOCK_BYTES, Steps
from rnn_demo.dynamics.largest import largest_singular_values
from rnn_demo.dynamics.lengths import length

NEAR, FAR = 1e-20, 1e20  # lengths between which nothing is divided by them
EPSILON = np.finfo(float).eps
UNSEEN = 1e-6  # below every digit that is shown
THIN = 4 * EPSILON  # of the largest singular value: what rounding has made unsure in any case
SPARE = 8  # directions more than there are larger values, so that none is missed
WORTH = 0.9  # of the directions: fewer are worth the change


class Spectrum(NamedTuple):
    """Singular values of P = J_T … J_{T−l+1}, as logarithms.

    Attributes:
        lags: l, from 1, (lags,).
        log_values: natural logarithms, largest first, (lags, values); −inf for an exact 0, nan
            where float64 cannot tell (below state · 2⁻⁵² of the largest).
        effective_rank: (Σ s²)² / Σ s⁴, (lags,): how many directions get through.
    """

    lags: Array
    log_values: Array
    effective_rank: Array

    @property
    def log_norms(self) -> Array:
        """The largest: log ‖P‖, (lags,)."""
        return self.log_values[:, 0]


def spread_lags(steps: int, most: int | None) -> Array:
    """At most so many lags, spread evenly, the first and the last among them; None for all."""
    return np.unique(np.linspace(1, steps, min(most or steps, steps)).round().astype(int))


def spectrum(jacobians: Steps, most: int | None = None) -> Spectrum:
    """Singular values of the products that end at the last step.

    The product is kept at length 1, and its length separately, so that it neither overflows nor
    underflows before its singular values do. Once rounding has made some of its directions unsure,
    only the others are kept: Qᵀ P has the singular values of P that are left.

    Args:
        jacobians: J_1 … J_T, (time, state, state).
        most: at how many lags, see `spread_lags`.
    """
    size, lags = jacobians.shape[-1], spread_lags(len(jacobians), most)
    values, logs = np.zeros((len(lags), size)), np.empty(len(lags))
    drawn = np.random.default_rng(0).standard_normal(size * size)
    gone = np.zeros(size, bool)  # directions that are not kept, though not exactly 0
    product, log, row = np.eye(size), 0.0, 0
    for lag, jacobian in enumerate(reversed(jacobians), 1):
        product = product @ jacobian
        if lag < lags[row] and lag % 4:
            continue
        product, log = _shortened(product, log)
        if lag < lags[row]:
            continue
        found = np.linalg.svd(product, compute_uv=False)
        values[row, : len(found)], logs[row] = found, log
        values[row, gone] = np.nan
        product = _thinned(product, found, drawn)
        gone[len(product) : len(found)] = found[len(product) :] > 0
        row += 1
    with np.errstate(divide="ignore", invalid="ignore"):
        log_values = np.log(values) + logs[:, None]
        trusted = values >= size * EPSILON * values[:, :1]
        log_values = np.where(trusted | (values == 0), log_values, np.nan)
        squares = np.nan_to_num(values) ** 2
        rank = squares.sum(1) ** 2 / (squares**2).sum(1)
    return Spectrum(lags, log_values, np.where(values[:, 0] > 0, rank, 0.0))


def product_norms(jacobians: Steps, most: int | None = None) -> tuple[Array, Array]:
    """Lags, and log ‖P‖ at each, (lags,): those of `spectrum` without all other singular values."""
    size, lags = jacobians.shape[-1], spread_lags(len(jacobians), most)
    product, log, found, row = np.eye(size), 0.0, np.empty(len(lags)), 0
    kept: list[Array] = []
    for lag, jacobian in enumerate(reversed(jacobians), 1):
        product = product @ jacobian
        if lag < lags[row] and lag % 4:
            continue
        product, log = _shortened(product, log)
        if lag < lags[row]:
            continue
        kept.append(product)
        found[row], row = log, row + 1
        if len(kept) * product.nbytes > BLOCK_BYTES or row == len(lags):
            with np.errstate(divide="ignore"):
                found[row - len(kept) : row] += np.log(largest_singular_values(np.stack(kept)))
            kept = []
    return lags, found


def cancelled(jacobians: Array, row: Array | None = None) -> float:
    """How much longer the parts of a product are than the product, in which rounding keeps theirs.

    Equation: max_t ‖J_T … J_{t+1}‖ ‖J_t … J_1‖ / ‖J_T … J_1‖, of Frobenius norms.

    Args:
        jacobians: J_1 … J_T.
        row: of length 1, which the product is multiplied by from the left; None for no row.
    """
    unit, sides = np.eye(jacobians.shape[-1]), []
    for some, start in (
        (jacobians, unit),
        (np.swapaxes(jacobians, -1, -2)[::-1], unit if row is None else row[:, None]),
    ):
        product, log, logs = start, 0.0, [0.0]
        for jacobian in some:
            product, log = _shortened(jacobian @ product, log)
            logs.append(log if product.any() else -np.inf)
        sides.append(np.array(logs))
    first, last = sides
    return float(np.exp(np.max(first + last[::-1]) - last[-1]))


def may_be_rounding(jacobians: Array, row: Array | None = None) -> float:
    """What part of a product may be rounding, up to 1, however often it is found the same.

    Rounding is below that of the parts that cancel, and below that of the product of all absolute
    values: so it is nothing where units stand apart, though one grows first and another later.

    Args:
        jacobians: J_1 … J_T.
        row: of length 1, which the product is multiplied by from the left; None for no row.
    """
    parts = cancelled(jacobians, row)
    if EPSILON * parts < UNSEEN:
        return 0.0
    logs = []
    for some, left in ((jacobians, row), (np.abs(jacobians), None if row is None else np.abs(row))):
        product, log = np.eye(jacobians.shape[-1]) if left is None else left[None], 0.0
        for jacobian in some[::-1]:
            product, log = _shortened(product @ jacobian, log)
        logs.append(log if product.any() else -np.inf)
    return float(min(1.0, EPSILON * min(parts, np.exp(logs[1] - logs[0]))))


def _shortened(product: Array, log: float) -> tuple[Array, float]:
    """The product, divided by its Frobenius length, and the length's logarithm added to `log`."""
    size_now = float(length(product.ravel()))
    if size_now > 0:
        product /= size_now
        log += float(np.log(size_now))
    return product, log


def _thinned(product: Array, values: Array, drawn: Array) -> Array:
    """Fewer rows that have the same singular values but for those that rounding made unsure.

    What is left out is orthogonal to what is kept, and below σ_max · 2⁻⁴⁸: a singular value σ that
    can be trusted changes by less than a part of (σ_max 2⁻⁴⁸ / σ)² / 2.

    Source: Halko, Martinsson, Tropp 2011, algorithm 4.1.
    """
    wanted = int((values > THIN * values[0]).sum()) + SPARE
    if wanted > WORTH * len(product):
        return product
    some = drawn[: product.shape[1] * wanted].reshape(-1, wanted)
    return np.asarray(np.linalg.qr(product @ some)[0].T @ product)


def heat_map(jacobians: Steps, directions: Array, log: bool = True) -> Array:
    """How strongly the loss of each step depends on each state: M[t, k] = ‖∂L_t/∂s_k‖.

    Args:
        jacobians: J_1 … J_T, (time, state, state).
        directions: ∂L_t/∂s_t for t = 1 … T, (time, state).
        log: whether to return log₁₀ M.

    Returns:
        (time, time): row t − 1, column k − 1; nan where k > t: the future has no effect.
    """
    steps = len(jacobians)
    found, shrunk = np.full((steps, steps), np.nan), np.zeros((steps, steps))  # by k, t
    rows = np.array(directions, dtype=float)
    scales = np.zeros(steps)
    for k, jacobian in zip(range(steps - 1, -1, -1), reversed(jacobians), strict=True):
        live = rows[k:]
        shrunk[k, k:] = scales[k:]
        squares = np.vecdot(live, live)
        if squares.min() > NEAR**2 and squares.max() < FAR**2:
            found[k, k:] = np.sqrt(squares)
        else:  # lengths beyond float64 are kept separately
            found[k, k:] = lengths = length(live)
            far = (lengths > 0) & ((lengths < NEAR) | (lengths > FAR))
            shrink = np.where(far, lengths, 1.0)
            live /= shrink[:, None]
            scales[k:] += np.log10(shrink)
        rows[k:] = live @ jacobian
    with np.errstate(divide="ignore"):
        logs = np.ascontiguousarray((np.log10(found) + shrunk).T)
    return logs if log else np.asarray(10.0**logs)
