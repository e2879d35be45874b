"""Lines above a table: a title, a station, comments; the names of the columns come after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rnn_demo.files.csv_records import Record, read_records
from rnn_demo.forecasting.moments import moments_of
from rnn_demo.forecasting.numerals import is_missing, number_of
from rnn_demo.words import Sentence, sentences

MOST_ABOVE = 40  # lines among which the table begins
ROWS = 5  # in a row with a value, where the table begins
LOOKED_AT = 20  # cells of a row
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


@dataclass(frozen=True)
class _Beginning:
    """A row as far as it is looked at: its line, how many cells it has, and some of them."""

    line: int
    width: int
    cells: tuple[str, ...]


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
    rows = [_beginning(record) for record in records_of(lines, separator)]
    start = _start(rows)
    if not start:
        return LinesAbove(0, ())
    line = rows[start].line
    count = sum(number < line for number, _ in lines)
    told = sentences(
        "One line above the table was passed over.",
        "{n:,} lines above the table were passed over.",
        n=count,
    )
    return LinesAbove(count, (told,))


def is_value(cell: str) -> bool:
    """Whether a cell is a number or a date, so that it names no column."""
    return any(map(str.isdigit, cell)) and (
        number_of(cell, ".") is not None
        or number_of(cell, ",") is not None
        or moments_of([cell]) is not None
    )


def _start(found: Sequence[_Beginning]) -> int:
    """Which row begins the table: that of the names of its columns, or one with values."""
    valued = [any(map(is_value, row.cells)) for row in found]
    start = 0
    while start < len(found) and found[start].cells[0].startswith(COMMENT):
        start += 1
    if (
        start
        and valued[start : start + 1] == [True]
        and found[start - 1].width == found[start].width
    ):
        start -= 1  # the names of the columns, written as a comment
    rows = next(
        (at for at in range(len(found) - ROWS + 1) if all(valued[at : at + ROWS])), 0
    )  # where they begin
    width = Counter(row.width for row in found).most_common(1)[0][0] if found else 0
    if width < 2 or rows <= start:
        return min(start, max(0, len(found) - 1))
    names = found[rows - 1]
    if names.width >= width and not any(cell and is_missing(cell) for cell in names.cells):
        return rows - 1
    return rows if all(row.width == 1 for row in found[start:rows]) else start


def _beginning(record: Record) -> _Beginning:
    """A record without the empty cells at its end, of which only the first ones are kept."""
    width = len(record.cells)
    while width > 1 and not record.cells[width - 1].strip():
        width -= 1
    kept = [*record.cells[: min(width, LOOKED_AT)], *record.cells[width - 1 : width]]
    cells = tuple(cell.strip() for cell in kept) or ("",)
    return _Beginning(record.line, width, cells)
