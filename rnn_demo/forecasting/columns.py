"""Which column of a table holds the series, and the numbers in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from rnn_demo.forecasting.numerals import decimal_sign, is_missing, number_of
from rnn_demo.forecasting.plan import SeriesError
from rnn_demo.forecasting.table import Table
from rnn_demo.words import sentence

NUMERIC = 0.5  # share of the cells that are numbers in a column of numbers
SAMPLED = 50  # rows at the beginning, at the end, and between them
NAMED = 12  # columns that a sentence names
SHOWN = 30  # characters of a cell that a sentence shows
CALENDAR = re.compile(
    r"year|month|day|week|date|time|hour|quarter|index|id|no|nr|row|#|unnamed.*|"
    r"год|месяц|день|дата|время|№|",
    re.IGNORECASE,
)


def name_of(table: Table, place: int) -> str:
    """What a column is called, as no other is: its name, or its number."""
    name = _short_name(table, place)
    if any(_short_name(table, before) == name for before in range(place)):
        return str(sentence("{name} (column {number})", name=name, number=place + 1))
    return name


def _short_name(table: Table, place: int) -> str:
    name = table.names[place] if place < len(table.names) else ""
    return name[:SHOWN] or str(place + 1)


def is_numeric(table: Table, place: int) -> bool:
    """Whether at least half of what stands in a column is numbers, judged by some of its rows."""
    rows = table.rows
    some = [*rows[:SAMPLED], *rows[SAMPLED :: max(1, len(rows) // SAMPLED)], *rows[-SAMPLED:]]
    cells = [row[place] for row in some if not is_missing(row[place])]
    decimal = table.chosen or decimal_sign(cells, table.decimal)[0]
    read = sum(number_of(cell, decimal) is not None for cell in cells)
    return read > 0 and read >= NUMERIC * len(cells)


def column_found(table: Table, numeric: Sequence[int], dates: int | None) -> int:
    """The first column of numbers that does not count or name the rows.

    Args:
        table: in which it is.
        numeric: the columns that hold numbers.
        dates: the place of the column of dates, if there is one.

    Raises:
        SeriesError: no column holds numbers.
    """
    free = [place for place in numeric if place != dates]
    own = [
        place
        for place in free
        if not (table.names and CALENDAR.fullmatch(table.names[place]))
        and not _counts(table, place)
    ]
    if own or free:
        return (own or free)[0]
    first = next((cell for row in table.rows for cell in row[-1:] if cell), "")
    raise SeriesError(
        sentence(
            "No column holds numbers; in line {line:,} there is {cell!r}: give a column with one "
            "number a row.",
            line=table.lines[0],
            cell=first[:SHOWN],
        )
    )


def _counts(table: Table, place: int) -> bool:
    """Whether a column counts the rows, or their seconds, in equal steps.

    A table of that column alone is a series all the same.
    """
    cells = table.column(place)
    if table.width == 1 or not all(cell.isascii() and cell.isdigit() for cell in cells):
        return False
    steps = np.diff([int(cell[:18]) for cell in cells])
    return bool(len(steps) and steps[0] and np.all(steps == steps[0]))


def column_asked(table: Table, column: str, numeric: Sequence[int]) -> int:
    """The column that was asked for by its name or number.

    Args:
        table: in which it is.
        column: its name or number, 1 for the first.
        numeric: the columns that hold numbers.

    Raises:
        SeriesError: it is not there, or holds no numbers.
    """
    names = [name_of(table, place) for place in range(table.width)]
    lower = [name.lower() for name in names]
    if column in names:
        place = names.index(column)
    elif column.lower() in lower:
        place = lower.index(column.lower())
    elif column.isascii() and column.isdigit() and 1 <= int(column[:9]) <= table.width:
        place = int(column) - 1
    else:
        raise SeriesError(
            sentence(
                "There is no column {column!r}; there are {names}: choose one of these, or give "
                "its number, 1 for the first.",
                column=column[:SHOWN],
                names=", ".join(map(repr, names[:NAMED])),
            )
        )
    if place not in numeric:
        bad = next(cell for cell in table.column(place) if cell) if any(table.column(place)) else ""
        raise SeriesError(
            sentence(
                "The column {name!r} holds no numbers but, for example, {cell!r}: choose one of "
                "{others}.",
                name=names[place],
                cell=bad[:SHOWN],
                others=", ".join(repr(names[one]) for one in numeric[:NAMED]) or "another file",
            )
        )
    return place
