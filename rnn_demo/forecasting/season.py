"""How long a season is, guessed from the correlation of a series with its own past."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
LONGEST_SEASON = 60
CLEAR = 0.3  # a correlation below it is no season
NEARLY = 0.9  # of the highest peak: the first one that is so high is taken


def autocorrelations(values: Numbers, most: int) -> Numbers:
    """Correlation of x_t with x_{t−k} for k = 0 … most, its straight line taken away, (most + 1,).

    Args:
        values: the series, (time,).
        most: the largest lag, smaller than the length.
    """
    at = np.arange(len(values)) - (len(values) - 1) / 2
    values = values - values[0]  # exact where values are close: a large mean costs no digits
    values = values / (float(np.abs(values).max()) or 1.0)
    rest = values - values.mean()
    rest = rest - at * (at @ rest) / max(float(at @ at), 1.0)
    power = float(rest @ rest)
    if power <= 1e-20 * float(values @ values):
        return np.zeros(most + 1)
    found = [float(rest[lag:] @ rest[: len(rest) - lag]) / power for lag in range(most + 1)]
    return np.array(found)


def guess_season(values: Numbers) -> int:
    """The length of a season, 0 if none is clear.

    It is the first lag whose correlation is a peak, clear, and nearly the highest of all peaks.

    Args:
        values: the first part of a series, so that no guess depends on what is forecast.
    """
    most = min(LONGEST_SEASON, len(values) // 3)
    if most < 3:
        return 0
    found = autocorrelations(values, most)
    bar = max(CLEAR, 2 / np.sqrt(len(values)))
    peaks = [
        lag
        for lag in range(2, most)
        if found[lag] > bar and found[lag] >= max(found[lag - 1], found[lag + 1])
    ]
    if not peaks:
        return 0
    highest = max(found[lag] for lag in peaks)
    return next(lag for lag in peaks if found[lag] >= NEARLY * highest)
