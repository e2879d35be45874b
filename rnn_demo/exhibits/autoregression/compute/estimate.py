"""What least squares finds in a series, how sure it is, and how that grows with the data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.forecasting.autoregression import Autoregression, fit_autoregression, lagged

Numbers = NDArray[np.float64]
FIRST_COUNT = 30  # values that are used first
EACH = 10  # values for each number that is estimated, at least


@dataclass(frozen=True)
class CoefficientEstimate:
    """Least squares on one series.

    Attributes:
        model: the constant, φ̂ and σ̂².
        errors: standard errors of φ̂, the roots of the diagonal of σ̂² (XᵀX)⁻¹ with the columns
            of X about their means, (p,).
        rows: how many values were explained.
    """

    model: Autoregression
    errors: Numbers
    rows: int

    def distance(self, coefficients: Numbers) -> float:
        """How far φ̂ is from φ: standard errors of the coefficient that is farthest off."""
        return float(np.max(np.abs(self.model.coefficients - coefficients) / self.errors))


def estimated(values: Numbers, order: int) -> CoefficientEstimate | None:
    """Least squares; None for fewer than ten values for each of φ and the constant.

    Args:
        values: the series, (time,).
        order: p.
    """
    if len(values) < EACH * (order + 1):
        return None
    model = fit_autoregression(values, order)
    rows, _ = lagged(values, order)
    square = (rows - rows.mean(0)).T @ (rows - rows.mean(0))
    variances = np.diag(np.linalg.inv(square)) * model.variance
    return CoefficientEstimate(model, np.sqrt(variances), len(rows))


def counts_up_to(length: int) -> list[int]:
    """How many of the first values are used, twice as many each time, the last time all."""
    found = []
    count = FIRST_COUNT
    while count < length:
        found.append(count)
        count *= 2
    return [*found, length]


def errors_by_count(values: Numbers, coefficients: Numbers) -> tuple[list[int], Numbers]:
    """‖φ̂ − φ‖ of the first n values, for more and more of them: n, and the errors; nan for none."""
    counts = counts_up_to(len(values))
    found = []
    for count in counts:
        own = estimated(values[:count], len(coefficients))
        off = own.model.coefficients - coefficients if own else np.array([np.nan])
        found.append(float(np.linalg.norm(off)))
    return counts, np.array(found)
