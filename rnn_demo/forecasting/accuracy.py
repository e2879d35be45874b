"""How good forecasts were on the test, and whether one model is better beyond chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.forecasting.plan import Parts
from rnn_demo.forecasting.walk_forward import WalkForward, step_errors

Numbers = NDArray[np.float64]
Known = NDArray[np.bool_]


@dataclass(frozen=True)
class Accuracy:
    """The errors of a model on the test, so many steps ahead.

    Attributes:
        errors: x − x̂ of each value that was known, in the order of time.
        mae: mean absolute error.
        rmse: root of the mean squared error.
        covered: share of the values inside the interval of 80 %.
    """

    errors: Numbers
    mae: float
    rmse: float
    covered: float


@dataclass(frozen=True)
class LossDifference:
    """By how much one model's squared errors are larger than another's.

    Attributes:
        mean: of the differences, in squared units of the series.
        error: its standard error, with the differences' own correlation in time.
    """

    mean: float
    error: float

    @property
    def beyond(self) -> float:
        """The mean in standard errors; 0 where the two never differ."""
        if self.error > 0:
            return self.mean / self.error
        return 0.0 if self.mean == 0 else float(np.copysign(np.inf, self.mean))


def accuracy_of(
    walk: WalkForward, values: Numbers, known: Known, parts: Parts, step: int
) -> Accuracy:
    """The errors of a model on the test.

    Args:
        walk: its forecasts.
        values: the series, (time,).
        known: where a value was not missing, (time,); others are no targets.
        parts: of the series.
        step: how many values ahead.
    """
    errors = step_errors(values, walk.forecasts, walk.first, step, parts.calibrated, parts.length)
    errors = errors[known[parts.calibrated + step - 1 :]]
    if not len(errors):
        return Accuracy(errors, np.nan, np.nan, np.nan)
    return Accuracy(
        errors,
        float(np.mean(np.abs(errors))),
        float(np.sqrt(np.mean(errors**2))),
        float(np.mean(np.abs(errors) <= walk.widths[step - 1])),
    )


def compare_losses(model: Accuracy, rival: Accuracy, step: int) -> LossDifference:
    """The rival's squared errors less the model's: above 0 if the model is better.

    The standard error is that of Newey and West, with Bartlett weights up to the lag
    k − 1 + ⌊4 (n/100)^(2/9)⌋: errors of overlapping forecasts are correlated.

    Args:
        model: its errors.
        rival: its errors on the same values.
        step: k, how many values ahead.

    Source: Diebold and Mariano, Comparing Predictive Accuracy, 1995; Newey and West, A Simple,
    Positive Semi-Definite … Covariance Matrix, 1987.
    """
    count = len(model.errors)
    if not count:
        return LossDifference(np.nan, np.nan)
    # In units of the largest error, as the variance has fourth powers of it.
    unit = float(max(np.abs(model.errors).max(), np.abs(rival.errors).max())) or 1.0
    gains = (rival.errors / unit) ** 2 - (model.errors / unit) ** 2
    lags = min(count - 1, step - 1 + int(4 * (count / 100) ** (2 / 9)))
    rest = gains - gains.mean()
    variance = float(rest @ rest)
    for lag in range(1, lags + 1):
        variance += 2 * (1 - lag / (lags + 1)) * float(rest[lag:] @ rest[:-lag])
    error = float(np.sqrt(max(variance, 0.0))) / count
    return LossDifference(unit**2 * float(gains.mean()), unit**2 * error)
