"""How far apart values are, where a person says it, and the season that goes with it."""

from __future__ import annotations

from dataclasses import replace

from rnn_demo.forecasting.series import TimedSeries
from rnn_demo.words import Sentence, sentence

# The values of a day, of a week of days, or of a year; 0 where no season is usual.
SEASONS: dict[str, int] = {
    "minute": 1440,
    "quarter hour": 96,
    "half hour": 48,
    "hour": 24,
    "day": 7,
    "working day": 5,
    "week": 52,
    "month": 12,
    "quarter": 4,
    "year": 0,
}
FREQUENCIES: dict[str, Sentence] = {
    "minute": sentence("a minute"),
    "quarter hour": sentence("a quarter of an hour"),
    "half hour": sentence("half an hour"),
    "hour": sentence("an hour"),
    "day": sentence("a day"),
    "working day": sentence("a working day"),
    "week": sentence("a week"),
    "month": sentence("a month"),
    "quarter": sentence("a quarter"),
    "year": sentence("a year"),
}


def with_frequency(series: TimedSeries, frequency: str) -> TimedSeries:
    """A series whose values are this far apart, whatever its dates say.

    Args:
        series: which.
        frequency: one of `FREQUENCIES`.
    """
    return replace(series, unit=frequency, season=SEASONS[frequency])
