"""Autoregression: the next value as a constant and a weighted sum of the last p."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
ROUNDING = 16 * float(np.finfo(np.float64).eps)  # of a sum of products, relative to the values


@dataclass(frozen=True)
class Autoregression:
    """x_t = c + Σ_{i=1…p} φ_i x_{t−i} + ε_t, with ε_t of mean 0 and variance σ².

    Attributes:
        constant: c.
        coefficients: φ_1 … φ_p, (p,).
        variance: σ², in squared units of x.

    Example:
        >>> Autoregression(0.0, np.array([1.0, -0.5]), 1.0).weights(4).tolist()
        [1.0, 1.0, 0.5, 0.0]
    """

    constant: float
    coefficients: Numbers
    variance: float

    @property
    def order(self) -> int:
        """p, how many values it looks back."""
        return len(self.coefficients)

    @property
    def companion(self) -> Numbers:
        """The matrix F with (x_t … x_{t−p+1}) = F (x_{t−1} … x_{t−p}) + …, (p, p)."""
        matrix = np.eye(self.order, k=-1)
        matrix[:1] = self.coefficients
        return matrix

    @property
    def poles(self) -> NDArray[np.complex128]:
        """Eigenvalues of the companion matrix, the largest first, (p,).

        They are the roots of z^p − φ_1 z^{p−1} − … − φ_p.
        """
        found = np.linalg.eigvals(self.companion).astype(np.complex128)
        return found[np.argsort(-np.abs(found), kind="stable")]

    @property
    def stable(self) -> bool:
        """Whether all poles are inside the unit circle, so that a disturbance dies out."""
        return bool(np.all(np.abs(self.poles) < 1))

    @property
    def mean(self) -> float:
        """μ = c / (1 − Σφ), where a stable series settles; infinite for a pole at 1."""
        rest = 1 - float(self.coefficients.sum())
        return self.constant / rest if rest else float("inf")

    def weights(self, steps: int) -> Numbers:
        """The impulse response ψ_0 … ψ_{steps−1}: ψ_0 = 1, ψ_j = Σ_i φ_i ψ_{j−i}, (steps,)."""
        found = np.zeros(self.order + steps)
        found[self.order : self.order + 1] = 1.0
        for j in range(self.order + 1, len(found)):
            found[j] = self.coefficients @ found[j - self.order : j][::-1]
        return found[self.order :]

    def step_variances(self, steps: int) -> Numbers:
        """Variance of the error k steps ahead, σ² Σ_{j<k} ψ_j² for k = 1 … steps, (steps,)."""
        return np.asarray(self.variance * np.cumsum(self.weights(steps) ** 2))

    def forecasts(self, past: Numbers, steps: int) -> Numbers:
        """The next values, each from the last p known or forecast ones.

        Args:
            past: of one or more series, the latest value last, (…, p or more).
            steps: how many.

        Returns:
            (…, steps).
        """
        known = past[..., past.shape[-1] - self.order :]
        for _ in range(steps):
            latest = known[..., known.shape[-1] - self.order :]
            following = self.constant + latest @ self.coefficients[::-1]
            known = np.concatenate([known, following[..., None]], -1)
        return known[..., self.order :]


def lagged(values: Numbers, order: int, first: int | None = None) -> tuple[Numbers, Numbers]:
    """What a model of this order is fitted to.

    Args:
        values: the series, (time,).
        order: p.
        first: the first value that is explained; p if not given, and at least p.

    Returns:
        Rows (x_{t−1} … x_{t−p}), (rows, p), and x_t, (rows,).
    """
    first = order if first is None else first
    rows = np.lib.stride_tricks.sliding_window_view(values[first - order :], order + 1)
    return rows[:, :-1][:, ::-1], rows[:, -1]


def location_and_scale(values: Numbers) -> tuple[float, float]:
    """Mean and standard deviation; of values that are all the same, that value and 1."""
    rest = values - values[0]  # exact where values are close, so that a large mean costs no digits
    scale = float(rest.std())
    return float(values[0] + rest.mean()), scale or 1.0


def fit_autoregression(values: Numbers, order: int, first: int | None = None) -> Autoregression:
    """The model with the least squares of ε, as statsmodels' `AutoReg` finds it.

    σ² is the mean of ε² over the rows, the maximum of a normal likelihood. Where several models
    have the same least squares, it is the one with the smallest coefficients.

    It is found for z = (x − m) / s, with mean 0 and deviation 1: beside values of 10¹² a column of
    ones would be lost, and the unit of x would decide what is fitted. Then φ is the same for x,
    c = m (1 − Σφ) + s c_z and σ² = s² σ_z².

    Args:
        values: the series, (time,).
        order: p, 0 for the mean alone.
        first: the first value that is explained, see `lagged`.
    """
    shift, scale = location_and_scale(values)
    rows, targets = lagged((values - shift) / scale, order, first)
    design = np.column_stack([np.ones(len(targets)), rows])
    found = np.asarray(np.linalg.lstsq(design, targets, rcond=None)[0], np.float64)
    errors = targets - design @ found
    constant = shift * (1 - float(found[1:].sum())) + scale * float(found[0])
    return Autoregression(constant, found[1:], scale**2 * float(np.mean(errors**2)))


def bayesian_criterion(fit: Autoregression, rows: int) -> float:
    """BIC = n ln σ² + (p + 1) ln n up to a constant: a lower one is better.

    Args:
        fit: the model.
        rows: n, how many values it explains.

    Source: Schwarz, Estimating the Dimension of a Model, Annals of Statistics 6, 1978.
    """
    tiny = np.finfo(np.float64).tiny
    return float(rows * np.log(max(fit.variance, tiny)) + (fit.order + 1) * np.log(rows))


def choose_order(values: Numbers, most: int, also: Sequence[int] = ()) -> int:
    """The order with the lowest BIC, from 1 to `most` or among others; all explain the same values.

    Args:
        values: the series, (time,).
        most: the largest of the orders that are all tried.
        also: larger ones; every order is smaller than half of the values.
    """
    orders = [*range(1, most + 1), *also]
    first = max(orders)
    shift, scale = location_and_scale(values)
    # No order depends on the unit, nor on what is left of an exact fit, which is rounding.
    least = (ROUNDING * float(np.abs(values).max()) / scale) ** 2
    values = (values - shift) / scale
    rows = len(values) - first
    fits = [fit_autoregression(values, order, first) for order in orders]
    criteria = [
        bayesian_criterion(replace(fit, variance=max(fit.variance, least)), rows) for fit in fits
    ]
    best: int = orders[int(np.argmin(criteria))]
    return best


def simulate_autoregression(
    model: Autoregression, length: int, random: np.random.Generator, warm_up: int = 500
) -> Numbers:
    """A series drawn from the model with normal ε, its warm-up left out, (length,).

    Args:
        model: a stable one, or the values grow.
        length: of the series.
        random: what ε is drawn from.
        warm_up: values before the first one that is kept; they begin at 0.
    """
    shocks = np.sqrt(model.variance) * random.standard_normal(warm_up + length)
    found = np.zeros(model.order + warm_up + length)
    for t, shock in enumerate(shocks, model.order):
        latest = found[t - model.order : t][::-1]
        found[t] = model.constant + float(model.coefficients @ latest) + shock
    return found[model.order + warm_up :]
