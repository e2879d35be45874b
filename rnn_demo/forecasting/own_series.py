"""A visitor's own series: which column, in which order, and what to do where a value is missing."""

from __future__ import annotations

import io
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rnn_demo.forecasting.column_numbers import numbers_in
from rnn_demo.forecasting.columns import (
    column_asked,
    column_found,
    is_numeric,
    name_of,
)
from rnn_demo.forecasting.dated_rows import dated_rows
from rnn_demo.forecasting.frequency import with_frequency
from rnn_demo.forecasting.moments import Moments, shown_date
from rnn_demo.forecasting.numerals import Decimal
from rnn_demo.forecasting.plan import LONGEST, SeriesError, parts_of
from rnn_demo.forecasting.season import guess_season
from rnn_demo.forecasting.series import TimedSeries
from rnn_demo.forecasting.table import Table, reading_table
from rnn_demo.words import Sentence, sentence, sentences

MOST_MISSING = 0.3  # of a series that is forecast
NAMED = 12  # columns and rows that a sentence names


@dataclass(frozen=True)
class TableChoices:
    """What a person says of a table; None for what is to be found.

    Attributes:
        column: its name or number, 1 for the first.
        decimal: the decimal sign of the numbers.
        frequency: how far apart its rows are, one of `frequency.FREQUENCIES`.
    """

    column: str | None = None
    decimal: Decimal | None = None
    frequency: str | None = None


FOUND = TableChoices()


def reading_series(
    file: io.BufferedIOBase, size: int, choices: TableChoices = FOUND
) -> Generator[float, None, TimedSeries]:
    """Read a series from a table; yields how much is done.

    Args:
        file: the table's bytes.
        size: how many they are.
        choices: what is not to be found by itself.

    Raises:
        SeriesError: nothing in it can be forecast; the sentence says why and what would do.
    """
    table = yield from reading_table(file, size)
    if not table.rows:
        raise SeriesError(
            table.problems[0]
            if table.problems
            else sentence("The table has no row with a number: give one row for each value.")
        )
    if choices.decimal:
        table = replace(table, chosen=choices.decimal)
    found = series_of(table, choices.column)
    return with_frequency(found, choices.frequency) if choices.frequency else found


def series_of(table: Table, column: str | None = None) -> TimedSeries:
    """The series in a table; arguments and errors as for `reading_series`."""
    notes = [*table.notes, *table.problems[:NAMED]]
    if table.wider:
        notes.append(
            sentence(
                "The table has {count:,} columns: the first {most:,} are looked at.",
                count=table.width + table.wider,
                most=table.width,
            )
        )
    if len(table.problems) > max(NAMED, len(table.rows)):
        raise SeriesError(table.problems[0])
    numeric = [place for place in range(table.width) if is_numeric(table, place)]
    dates = dated_rows(table)
    place = (
        column_found(table, numeric, dates.place if dates else None)
        if column is None
        else column_asked(table, column, numeric)
    )
    columns = tuple(name_of(table, one) for one in numeric if dates is None or one != dates.place)
    numbers = numbers_in(table, place)
    values = numbers.values
    others = [name for name in columns if name != name_of(table, place)]
    if others and column is None:
        notes.append(
            sentence(
                "The column {name!r} was read; {others} could be, too: choose one by its name.",
                name=name_of(table, place),
                others=", ".join(map(repr, others[:NAMED])),
            )
        )
    notes += numbers.notes
    if table.left:
        notes.append(
            sentence(
                "The table has {count:,} rows: the latest {most:,} are used.",
                count=table.left + len(table.rows),
                most=min(LONGEST, len(table.rows)),
            )
        )
    labels, unit, usual = [str(table.first + row) for row in range(len(values))], "row", 0
    if dates and dates.place != place:
        notes += dates.notes
        values = [values[row] for row in dates.rows]
        labels = [table.rows[row][dates.place] for row in dates.rows]
        if dates.moments:
            unit, usual = dates.moments.unit, dates.moments.season
            labels = [shown_date(label, dates.moments.form) for label in labels]
            values, labels, more = _in_order(values, labels, dates.moments)
            notes += more
    series, known, some, filled = _without_gaps(values, labels)
    notes += filled
    parts = parts_of(len(series))
    if np.all(series == series[0]):
        raise SeriesError(
            sentence(
                "All {count} values are {value:g}: “as yesterday” is exactly right, and there is "
                "nothing to compare. Choose another column.",
                count=len(series),
                value=series[0],
            )
        )
    season = usual if 0 < usual <= parts.fitted // 2 else guess_season(series[: parts.fitted])
    return TimedSeries(
        series,
        known,
        tuple(some),
        name_of(table, place),
        season,
        unit,
        columns,
        tuple(notes),
        numbers.decimal,
    )


def _in_order(
    values: list[float], labels: list[str], moments: Moments
) -> tuple[list[float], list[str], list[Sentence]]:
    """The rows in the order of time, with a gap for each moment that has no row."""
    told: list[Sentence] = []
    order = np.argsort(moments.places, kind="stable")
    if not np.array_equal(order, np.arange(len(values))):
        turned = np.array_equal(order, np.arange(len(values))[::-1])
        told.append(
            sentence("The latest row came first, so the rows were turned round.")
            if turned
            else sentence("The rows were put into the order of their dates.")
        )
    if moments.unit == "row":
        return [values[at] for at in order], [labels[at] for at in order], told
    start = moments.places[order[0]]
    count = moments.places[order[-1]] - start + 1
    spread, named = [np.nan] * count, [""] * count
    for at in order:
        spread[moments.places[at] - start] = values[at]
        named[moments.places[at] - start] = labels[at]
    last = 0
    for place, name in enumerate(named):
        last = place if name else last
        named[place] = name or f"{named[last]} + {place - last}"  # so many steps after a date
    if count > len(values):
        told.append(_no_row(count - len(values), moments))
    return spread, named, told


def _no_row(count: int, moments: Moments) -> Sentence:
    if moments.step > 1:
        return sentences(
            "One row is lacking, as they come every {step} {unit}s: it counts as missing.",
            "{n:,} rows are lacking, as they come every {step} {unit}s: they count as missing.",
            n=count,
            step=moments.step,
            unit=sentence(moments.unit),
        )
    return sentences(
        "One {unit} has no row: it counts as missing.",
        "{n:,} {unit}s have no row: they count as missing.",
        n=count,
        unit=sentence(moments.unit),
    )


def _without_gaps(
    values: Sequence[float], labels: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.bool_], Sequence[str], list[Sentence]]:
    """The latest values from the first to the last known one, each gap with the value before it."""
    series = np.array(values)
    there = np.flatnonzero(~np.isnan(series))
    if not len(there):
        raise SeriesError(sentence("The column holds no number: choose another."))
    low, high = max(int(there[0]), int(there[-1]) + 1 - LONGEST), int(there[-1]) + 1
    known = ~np.isnan(series[low:high])
    low += int(np.argmax(known))
    known = ~np.isnan(series[low:high])
    last = np.maximum.accumulate(np.where(known, np.arange(high - low), 0))
    missing = int((~known).sum())
    if missing > MOST_MISSING * len(known):
        raise SeriesError(
            sentence(
                "{missing:,} of {count:,} values are missing, more than can be passed over: give a "
                "part of the series with fewer gaps.",
                missing=missing,
                count=len(known),
            )
        )
    told = []
    if missing:
        told.append(
            sentences(
                "One value is missing: the one before it stands in its place, and no forecast of "
                "it is counted.",
                "{n:,} values are missing: the one before each stands in its place, and no "
                "forecast of them is counted.",
                n=missing,
            )
        )
    return series[low:high][last], known, labels[low:high], told
