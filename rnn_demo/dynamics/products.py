"""Products of Jacobians: how far a disturbance reaches, over every lag at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np

from rnn_demo.dynamics.cells import Array
from rnn_demo.dynamics.jacobians import BLOCK_BYTES, Steps
from rnn_demo.dynamics.lengths import length

SMALL = 16  # larger states are made orthogonal again after every fourth step only


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


def spectrum(jacobians: Steps, most: int | None = None) -> Spectrum:
    """Singular values of the products that end at the last step.

    The product is kept at length 1, and its length separately, so that it neither overflows nor
    underflows before its singular values do.

    Args:
        jacobians: J_1 … J_T, (time, state, state).
        most: at how many lags, spread evenly, the first and the last among them; None for all.
    """
    steps = len(jacobians)
    lags = np.unique(np.linspace(1, steps, min(most or steps, steps)).round().astype(int))
    size = jacobians.shape[-1]
    values, logs = np.empty((len(lags), size)), np.empty(len(lags))
    many, row = max(1, BLOCK_BYTES // (8 * size * size)), 0
    products = _products(jacobians, lags)
    while some := list(islice(products, many)):
        rows = slice(row, row + len(some))
        values[rows] = np.linalg.svd([scaled for scaled, _ in some], compute_uv=False)
        logs[rows] = [log for _, log in some]
        row += len(some)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_values = np.log(values) + logs[:, None]
        trusted = values >= size * np.finfo(float).eps * values[:, :1]
        log_values = np.where(trusted | (values == 0), log_values, np.nan)
        squares = values**2
        rank = squares.sum(1) ** 2 / (squares**2).sum(1)
    return Spectrum(lags, log_values, np.where(values[:, 0] > 0, rank, 0.0))


def _products(jacobians: Steps, lags: Array) -> Iterator[tuple[Array, float]]:
    """Products at the lags, divided by their Frobenius length, and the length's logarithm."""
    product, log = np.eye(jacobians.shape[-1]), 0.0
    wanted = set(lags.tolist())
    for lag, jacobian in enumerate(reversed(jacobians), 1):
        product = product @ jacobian
        size_now = float(length(product.ravel()))
        if size_now > 0:
            product /= size_now
            log += float(np.log(size_now))
        if lag in wanted:
            yield product.copy(), log


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
    found = np.full((steps, steps), np.nan)
    rows = np.array(directions, dtype=float)
    scales = np.zeros(steps)
    for k, jacobian in zip(range(steps - 1, -1, -1), reversed(jacobians), strict=True):
        lengths = length(rows[k:])
        with np.errstate(divide="ignore"):
            found[k:, k] = np.log10(lengths) + scales[k:]
        # Lengths beyond float64 are kept separately.
        far = (lengths > 0) & ((lengths < 1e-20) | (lengths > 1e20))
        if far.any():
            shrink = np.where(far, lengths, 1.0)
            rows[k:] /= shrink[:, None]
            scales[k:] += np.log10(shrink)
        rows[k:] = rows[k:] @ jacobian
    return found if log else 10.0**found


def lyapunov_exponents(jacobians: Steps) -> Array:
    """Growth rates of the directions of state space, largest first, in nats per step.

    Source: Benettin et al. 1980; Vogt et al. 2022 for recurrent networks.
    """
    return np.sort(growth_rates(jacobians))[::-1]


def growth_rates(jacobians: Steps) -> Array:
    """Growth rates in the order of the directions: the first is that of e₁ = (1, 0, 0, …).

    Equation: λ_i = (1/T) Σ_t log R_t[i, i] with J_t Q_{t−1} = Q_t R_t and Q_0 = I.
    """
    size = jacobians.shape[-1]
    q, total = np.eye(size), np.zeros(size)
    every = 4 if size > SMALL else 1
    for t, jacobian in enumerate(jacobians, 1):
        q = jacobian @ q
        if t % every == 0 or t == len(jacobians):
            q, r = np.linalg.qr(q)
            with np.errstate(divide="ignore"):
                total += np.log(np.abs(np.diag(r)))
    return np.asarray(total / len(jacobians))
