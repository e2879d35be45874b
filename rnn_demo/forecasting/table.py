"""The rows of a pasted or uploaded table: a few lines, or the last ones of a million."""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from rnn_demo.files.csv_rows import NAMED_SEPARATOR
from rnn_demo.files.lines import TOO_LONG, read_lines
from rnn_demo.files.row import RowsError
from rnn_demo.forecasting.above_table import (
    MOST_ABOVE,
    is_value,
    lines_above,
    records_of,
)
from rnn_demo.forecasting.encoding import in_utf8
from rnn_demo.forecasting.moments import moments_of
from rnn_demo.forecasting.numerals import Decimal, decimal_sign, is_missing, number_of
from rnn_demo.forecasting.plan import LONGEST, SeriesError
from rnn_demo.forecasting.separator import separator_of
from rnn_demo.words import Sentence, sentence

MOST_LINES = LONGEST + 100
FEW_TOKENS = 8  # of a single line that is a list of numbers
MOST_COLUMNS = 500  # that are looked at
LOOKED_AT = 50  # columns in which dates are looked for
OFTEN = 20_000  # lines between two words of progress
Numbered = tuple[int, str]


@dataclass(frozen=True)
class Table:
    """Rows of cells.

    Attributes:
        names: of the columns; empty where the first row names none.
        rows: of the cells as they were written; shorter ones are filled with empty cells.
        lines: on which line of the file each begins.
        decimal: the decimal sign where no number settles it; None for the one that stands in it.
        chosen: the decimal sign that a person chose, whatever the numbers say; None for none.
        problems: rows that were left out, a sentence each.
        left: rows that were not looked at, because there are too many.
        wider: columns that were not looked at.
        first: the number of the first of these rows in the table, 1 where it begins with them.
        notes: what was taken for granted, a sentence each.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    decimal: Decimal | None
    problems: tuple[Sentence, ...] = ()
    left: int = 0
    wider: int = 0
    first: int = 1
    notes: tuple[Sentence, ...] = ()
    chosen: Decimal | None = None

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else len(self.names)

    def column(self, place: int) -> list[str]:
        """The cells of a column."""
        return [row[place] for row in self.rows]

    def decimal_in(self, place: int) -> tuple[Decimal, bool]:
        """The decimal sign in a column, and whether its cells settle it."""
        found, settled = decimal_sign(self.column(place), self.decimal)
        return self.chosen or found, settled


def reading_table(file: io.BufferedIOBase, size: int) -> Generator[float, None, Table]:
    """Read a table; yields how much is done. Of a long one its latest rows are read.

    Args:
        file: its bytes: UTF-8, or UTF-16 with a byte-order mark.
        size: how many they are.

    Raises:
        SeriesError: there is no table in them.
    """
    head: list[Numbered] = []
    tail: deque[Numbered] = deque(maxlen=MOST_LINES)
    count = 0
    try:
        for number, line in enumerate(read_lines(file), 1):
            if number % OFTEN == 0:
                yield min(1.0, file.tell() / max(size, 1))
            if line is None:
                raise SeriesError(
                    sentence(
                        "Line {number:,} cannot be read: {why}. Give one row a line.",
                        number=number,
                        why=TOO_LONG,
                    )
                )
            if not line.strip():
                continue
            count += 1
            (head if count <= MOST_LINES else tail).append((number, line))
        return _table(head, tail, count)
    except RowsError as error:
        raise SeriesError(error.args[0]) from None


def _table(head: list[Numbered], tail: deque[Numbered], count: int) -> Table:
    if not head:
        raise SeriesError(
            sentence("There is nothing in it yet: give a table with one row for each value.")
        )
    lines, told = in_utf8([*head, *tail])
    unseen = count - len(lines)  # between the first and the last ones
    named = NAMED_SEPARATOR.fullmatch(lines[0][1])
    if named:
        lines = lines[1:]
    if not unseen and (listed := _list_of_numbers(lines)):
        return replace(listed, notes=tuple(told))
    separator = named[1] if named else separator_of([line for _, line in lines[:MOST_LINES]])
    above = lines_above(lines[:MOST_ABOVE], separator)
    lines, told = lines[above.count :], [*told, *above.notes]
    first = _parsed(lines[:MOST_LINES], separator, ())
    left = unseen + len(lines[MOST_LINES:])
    if not left or _backwards(first):
        return replace(first, left=left, notes=tuple(told))
    # The latest rows are the last ones; those before them are not looked at.
    block = lines[-MOST_LINES:]
    left = unseen + len(lines) - len(block) - bool(first.names)
    last = _parsed(block, separator, first.names, first.width + first.wider)
    return replace(last, left=left, first=left + 1, notes=tuple(told))


def _list_of_numbers(lines: Sequence[Numbered]) -> Table | None:
    """A single line of many numbers is a column of them."""
    if len(lines) != 1:
        return None
    text = lines[0][1].strip()
    for pattern, decimal in ((r"[;\t]\s*|\s+", ","), (r"[,;\s]\s*", ".")):
        cells = [cell for cell in re.split(pattern, text) if cell]
        sign: Decimal = "," if decimal == "," and "," in text else "."
        read = [number_of(cell, sign) for cell in cells]
        if len(cells) >= FEW_TOKENS and all(
            value is not None or is_missing(cell) for value, cell in zip(read, cells, strict=True)
        ):
            rows = tuple((cell,) for cell in cells)
            return Table((), rows, (lines[0][0],) * len(rows), sign)
    return None


def _parsed(
    lines: Sequence[Numbered], separator: str, names: tuple[str, ...], width: int = 0
) -> Table:
    """The rows of lines; a first row without a number names the columns.

    Args:
        lines: with their numbers.
        separator: of the cells; a space stands for any number of them.
        names: of the columns, if they are known.
        width: how many there are, if that is known.
    """
    rows, places = [], []
    problems: list[Sentence] = []
    for record in records_of(lines, separator):
        cells = tuple(cell.strip() for cell in record.cells)
        # What spreadsheets leave at the end of a row.
        while len(cells) > max(width, 1) and not cells[-1]:
            cells = cells[:-1]
        if record.problem:
            problems.append(
                sentence(
                    "Line {line:,} was left out: {problem}.",
                    line=record.line,
                    problem=record.problem,
                )
            )
            continue
        if not width:
            width = len(cells)
            if not any(is_value(cell) for cell in cells[:MOST_COLUMNS]):
                names = tuple(" ".join(cell.split()) for cell in cells)
                continue
        if len(cells) > width:
            problems.append(
                sentence(
                    "Line {line:,} was left out: it has {count} cells, the first row has {width}; "
                    "a number with a decimal comma needs quotes, or semicolons between the cells.",
                    line=record.line,
                    count=len(cells),
                    width=width,
                )
            )
            continue
        rows.append((cells + ("",) * (width - len(cells)))[:MOST_COLUMNS])
        places.append(record.line)
    usual: dict[str, Decimal] = {",": ".", ";": ","}
    decimal = usual.get(separator) if width > 1 else None
    wider = max(0, width - MOST_COLUMNS)
    names = names[:MOST_COLUMNS]
    return Table(names, tuple(rows), tuple(places), decimal, tuple(problems), wider=wider)


def _backwards(table: Table) -> bool:
    """Whether the latest row comes first."""
    for place in range(min(table.width, LOOKED_AT)):
        moments = moments_of(table.column(place))
        if moments and moments.certain and len(moments.places) > 1:
            return moments.places[0] > moments.places[-1]
    return False
