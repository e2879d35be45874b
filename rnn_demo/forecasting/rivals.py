"""The forecasts that need no fit: as yesterday, as last season, the mean."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def as_yesterday(values: Numbers, first: int, steps: int) -> Numbers:
    """The latest value, for every step.

    Args:
        values: the series, (time,).
        first: the first origin: the last value that is known there.
        steps: how many values ahead.

    Returns:
        (time − first, steps).
    """
    return np.repeat(values[first:, None], steps, axis=1)


def as_last_season(values: Numbers, first: int, steps: int, season: int) -> Numbers:
    """The latest known value at the same place of the season; arguments as for `as_yesterday`.

    Args:
        values: the series, (time,).
        first: the first origin, season − 1 at least.
        steps: how many values ahead.
        season: its length.
    """
    ahead = np.arange(steps) % season  # beyond one season the same values come again
    origins = np.arange(first, len(values))[:, None]
    return np.asarray(values[origins - season + 1 + ahead])


def as_the_mean(values: Numbers, first: int, steps: int, fitted: int) -> Numbers:
    """The mean of the first values; arguments as for `as_yesterday`.

    Args:
        values: the series, (time,).
        first: the first origin.
        steps: how many values ahead.
        fitted: of how many values the mean is taken.
    """
    return np.full((len(values) - first, steps), values[:fitted].mean())
