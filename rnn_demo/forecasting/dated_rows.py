"""The column of dates in a table, and a sentence for each thing that keeps them from being used."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.forecasting.moments import Moments, dates_of_one_form, is_date, moments_of
from rnn_demo.forecasting.table import LOOKED_AT, Table
from rnn_demo.words import Sentence, sentence, sentences

MOST = 0.9  # share of the rows whose dates are of one form: the others are left out
SOME = 0.5  # share of the rows that have dates of any form, in a column of dates
SHOWN = 30  # characters of a cell that a sentence shows


@dataclass(frozen=True)
class DatedRows:
    """The dates of a table.

    Attributes:
        place: their column, 0 for the first.
        rows: those that have a date; the others are left out.
        moments: when they were; None where the dates are not used.
        notes: a sentence for each thing that was left out or is not used.
    """

    place: int
    rows: tuple[int, ...]
    moments: Moments | None
    notes: tuple[Sentence, ...]


def dated_rows(table: Table) -> DatedRows | None:
    """The first column of dates, among the first ones of the table.

    Numbers are dates only where they are even, as years are.
    """
    for place in range(min(table.width, LOOKED_AT)):
        moments = moments_of(table.column(place))
        if moments and moments.certain:
            rows = tuple(range(len(table.rows)))
            return DatedRows(place, rows, moments, _why_uneven(table, place, rows, moments))
    for place in range(min(table.width, LOOKED_AT)):
        if found := _most_dated(table, place):
            return found
    return None


def _most_dated(table: Table, place: int) -> DatedRows | None:
    """A column in which some cells are no dates, or dates of other forms."""
    cells = table.column(place)
    read = dates_of_one_form(cells)
    if read is None:
        return None
    rows = tuple(row for row, dated in enumerate(read) if dated)
    wrong = next((row for row, dated in enumerate(read) if not dated), None)
    if len(rows) >= MOST * len(cells):
        moments = moments_of([cells[row] for row in rows])
        if moments is None:
            return None
        notes = _left_out(table, place, set(rows))
        return DatedRows(place, rows, moments, (*notes, *_why_uneven(table, place, rows, moments)))
    if wrong is None or sum(map(is_date, cells)) < SOME * len(cells):
        return None
    if wrong < rows[0]:
        wrong = next(row for row in range(rows[0], len(read)) if not read[row])
    told = sentence(
        "Line {line:,}: {cell!r} is written otherwise than {first!r} in line {other:,}, so the "
        "dates are not used: write all of them in one form.",
        line=table.lines[wrong],
        cell=cells[wrong][:SHOWN],
        first=cells[rows[0]][:SHOWN],
        other=table.lines[rows[0]],
    )
    return DatedRows(place, tuple(range(len(cells))), None, (told,))


def _left_out(table: Table, place: int, rows: set[int]) -> list[Sentence]:
    out = [row for row in range(len(table.rows)) if row not in rows]
    if not out:
        return []
    line, cell = table.lines[out[0]], table.rows[out[0]][place]
    if not cell:
        return [
            sentences(
                "Line {line:,} has no date, so this row is left out.",
                "{n:,} rows have no date, the first of them in line {line:,}: they are left out.",
                n=len(out),
                line=line,
            )
        ]
    return [
        sentences(
            "Line {line:,}: {cell!r} is no date, so this row is left out.",
            "{n:,} rows have no date, the first of them {cell!r} in line {line:,}: they are left "
            "out.",
            n=len(out),
            line=line,
            cell=cell[:SHOWN],
        )
    ]


def _why_uneven(
    table: Table, place: int, rows: tuple[int, ...], moments: Moments
) -> tuple[Sentence, ...]:
    """Why only the order of the dates is used, where that is so."""
    if moments.twice:
        first, second = (rows[at] for at in moments.twice)
        return (
            sentence(
                "{cell!r} stands twice, in lines {first:,} and {second:,}, so only the order of "
                "the dates is used: give one row for each date.",
                cell=table.rows[first][place][:SHOWN],
                first=table.lines[first],
                second=table.lines[second],
            ),
        )
    if moments.lacking:
        return (
            sentences(
                "One {unit} has no row, too many to fill: the rows are taken as neighbours.",
                "{n:,} {unit}s have no row, too many to fill: the rows are taken as neighbours.",
                n=moments.lacking,
                unit=sentence(moments.scale),
            ),
        )
    return ()
