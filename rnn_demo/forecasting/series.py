"""A series to forecast, wherever it comes from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.forecasting.numerals import Decimal
from rnn_demo.words import Sentence


@dataclass(frozen=True)
class TimedSeries:
    """Values in the order of time, at even distances.

    Attributes:
        values: with the value before in each gap, (time,).
        known: where there was a value, (time,).
        labels: when each was, as it was written; empty where nothing says it.
        name: what the values are.
        season: the length of a season, as known or guessed; 0 for none.
        unit: how far apart the values are; `row` where nothing says it.
        columns: of the table from which it comes, those that hold numbers.
        notes: what was taken for granted, a sentence each.
        decimal: what was read as the decimal sign, where the table leaves it in doubt; else None.
    """

    values: NDArray[np.float64]
    known: NDArray[np.bool_]
    labels: tuple[str, ...]
    name: str
    season: int = 0
    unit: str = "row"
    columns: tuple[str, ...] = ()
    notes: tuple[Sentence, ...] = ()
    decimal: Decimal | None = None

    def label(self, place: int) -> str:
        """When a value was: as it was written, else its number, 1 for the first."""
        return (self.labels[place] if self.labels else "") or str(place + 1)
