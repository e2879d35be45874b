"""The check of a least-squares fit: its errors have nothing of what explains the values."""

from __future__ import annotations

import numpy as np

from rnn_demo.dynamics.checks import Check
from rnn_demo.forecasting.autoregression import Autoregression, lagged
from rnn_demo.forecasting.comparison import ModelComparison
from rnn_demo.words import sentence

BOUND = 1e-9


def fit_check(found: ModelComparison, fit: Autoregression) -> Check:
    """The largest |cos| between the errors and a past value or the constant, which should be 0.

    Args:
        found: the comparison whose series was fitted.
        fit: the autoregression.
    """
    series = found.series.values[: found.parts.fitted]
    series = np.diff(series) if found.plan.changes else series
    # The origin does not matter to the fit, but a large mean would cost the check its digits.
    rows, targets = lagged(series, fit.order)
    errors = targets - fit.constant - rows @ fit.coefficients
    columns = np.column_stack([np.ones(len(targets)), rows])
    sizes = np.linalg.norm(columns, axis=0) * np.linalg.norm(targets - targets.mean())
    largest = float(np.max(np.abs(columns.T @ errors) / np.where(sizes > 0, sizes, 1.0)))
    return Check(
        largest,
        BOUND,
        sentence("0, the cosine of the errors with everything that they were fitted by"),
    )
