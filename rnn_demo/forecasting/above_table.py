"""Lines above a table: a title, a station, comments; the names of the columns come after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rnn_demo.files.csv_records import Record, read_records
from rnn_demo.forecasting.moments import moments_of
from rnn_demo.forecasting.numerals import is_missing, number_of
from rnn_demo.words import Sentence, sentences

MOST_ABOVE = 100  # lines among which the table begins
ROWS = 5  # in a row with a value, where the table begins
COMMENT = "#"
Numbered = tuple[int, str]


@dataclass(frozen=True)
class LinesAbove:
    """The lines above a table.

    Attributes:
        count: how many.
        notes: a sentence if there are some.
    """

    count: int
    notes: tuple[Sentence, ...]


def records_of(lines: Sequence[Numbered], separator: str) -> Iterator[Record]:
    """The records of lines.

    Args:
        lines: with their numbers.
        separator: of the cells; a space stands for any number of them.
    """
    if separator == " ":
        lines = [(number, "\t".join(line.split())) for number, line in lines]
        separator = "\t"
    return read_records(iter(lines), separator)


def lines_above(lines: Sequence[Numbered], separator: str) -> LinesAbove:
    """The lines before the names of the columns, or before the first row.

    Args:
        lines: the first ones of the file, with their numbers.
        separator: of the cells.
    """
    records = list(records_of(lines, separator))
    start = _start(records)
    if not start:
        return LinesAbove(0, ())
    line = records[start].line
    count = sum(number < line for number, _ in lines)
    told = sentences(
        "One line above the table was passed over.",
        "{n:,} lines above the table were passed over.",
        n=count,
    )
    return LinesAbove(count, (told,))


def is_value(cell: str) -> bool:
    """Whether a cell is a number or a date, so that it names no column."""
    return (
        number_of(cell, ".") is not None
        or number_of(cell, ",") is not None
        or moments_of([cell]) is not None
    )


def _start(records: Sequence[Record]) -> int:
    """Which record begins the table: the names of its columns, or a row."""
    cells = [_trimmed(record.cells) for record in records]
    valued = [any(map(is_value, row)) for row in cells]
    start = 0
    while start < len(cells) and cells[start][0].startswith(COMMENT):
        start += 1
    if start and valued[start : start + 1] == [True] and len(cells[start - 1]) == len(cells[start]):
        start -= 1  # the names of the columns, written as a comment
    rows = next(
        (at for at in range(len(cells) - ROWS + 1) if all(valued[at : at + ROWS])), 0
    )  # where they begin
    width = Counter(map(len, cells)).most_common(1)[0][0] if cells else 0
    if width < 2 or rows <= start:
        return start
    names = cells[rows - 1]
    if len(names) >= width and not any(cell and is_missing(cell) for cell in names):
        return rows - 1
    return rows if all(len(row) == 1 for row in cells[start:rows]) else start


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Cells without the empty ones at the end of a row; one at least."""
    found = [cell.strip() for cell in cells] or [""]
    while len(found) > 1 and not found[-1]:
        found.pop()
    return found
