"""The records of a CSV file; one whose quotes are wrong costs its own line and no other.

A cell that begins with a quote ends at the next quote before a separator or a line's end (spaces
between them are passed over); until there it may hold separators, line ends, and quotes written
twice. In a cell that begins otherwise quotes are characters like all others (`the 5" disc`).

A quoted cell is broken when a quote in it is followed by something else (`"a "b" c"`, or the quote
that opens a cell further down), or when it does not end in the file or within `MAX_CELL`
characters. Then nobody knows what it was meant to hold: the line on which its record begins is
named and not read, and the next line is read as the beginning of a record. So a quote that is
never closed costs one record, wherever it stands and however many there are.

Two things cannot be told. A quote that is never closed, when a cell without quotes further down
ends in one (`the disc of 12"`), looks like a cell with line ends and is read as one. And the other
lines of a broken cell are read as records; so what follows a broken record is not trusted until
one is surely whole (`rnn_demo.files.csv_rows`).
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rnn_demo.files.lines import TOO_LONG
from rnn_demo.files.row import RowsError
from rnn_demo.words import sentence

MOST_CELLS = 200_000  # of a row: a table of reviews has a few
MAX_CELL = 500_000  # characters of a text: a quote that never ends is not a review


@dataclass(frozen=True)
class Record:
    """A record of a CSV file.

    Attributes:
        cells: what it holds.
        line: on which line of the file it begins, 1 for the first.
        last: on which it ends.
        problem: why its cells are not known, empty when they are.
        stray_end: whether a cell that no quote opened ends in a quote.
    """

    cells: list[str]
    line: int
    last: int
    problem: str = ""
    stray_end: bool = False


class _Lines:
    """Numbered lines that can be pushed back; a line that is too long ends them."""

    def __init__(self, lines: Iterable[tuple[int, str | None]], separator: str) -> None:
        self._separator = separator
        self._coming = iter(lines)
        self._given_back: deque[tuple[int, str | None]] = deque()
        self._ends = 0  # of cells, in those taken
        self.taken: list[tuple[int, str]] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        number, line = self._given_back.popleft() if self._given_back else next(self._coming)
        if line is None:
            self._given_back.appendleft((number, None))
            raise StopIteration
        self.taken.append((number, line))
        self._ends += line.count(self._separator)
        if self._ends > MOST_CELLS:
            raise RowsError(
                sentence(
                    "Line {number:,} of the file cannot be read as CSV: its row has more than "
                    "{most:,} cells.",
                    number=self.taken[0][0],
                    most=MOST_CELLS,
                )
            )
        return line

    def begin_record(self) -> list[tuple[int, str]]:
        """Begin a record; returns the list of the lines that it will take."""
        self.taken, self._ends = [], 0
        return self.taken

    def give_back(self, lines: list[tuple[int, str]]) -> None:
        self._given_back.extendleft(reversed(lines))

    def check_end(self) -> None:
        if self._given_back:
            # Quotes in it may have been lost: nobody knows where the next row begins.
            number = self._given_back[0][0]
            raise RowsError(
                sentence(
                    "Line {number:,} of the file cannot be read as CSV: {why}.",
                    number=number,
                    why=TOO_LONG,
                )
            )


def read_records(lines: Iterable[tuple[int, str | None]], separator: str) -> Iterator[Record]:
    """The records, without those that are blank: no quote, and no character in any cell.

    Args:
        lines: by their numbers, with their ends; None for one that is too long.
        separator: of the cells.

    Raises:
        RowsError: a record would begin with a line that is too long, or has too many cells.
    """
    csv.field_size_limit(MAX_CELL)
    source = _Lines(lines, separator)
    reader = csv.reader(source, delimiter=separator, strict=True)  # it can go on after an error
    while True:
        taken = source.begin_record()
        try:
            cells = next(reader)
        except StopIteration:
            source.check_end()
            return
        except csv.Error as error:
            number, line = taken[-1]
            if (trimmed := _trimmed(line, separator)) != line and "expected after" in str(error):
                source.give_back([*taken[:-1], (number, trimmed)])
                continue
            source.give_back(taken[1:])
            first = taken[0][0]
            yield Record([], first, first, _problem(str(error), first, number))
            continue
        raw = "".join(line for _, line in taken)
        if '"' in raw or any(cell.strip() for cell in cells):
            # Quoted cells have an even number of quotes.
            stray = raw.count('"') % 2 == 1 and any(cell.endswith('"') for cell in cells)
            yield Record(cells, taken[0][0], taken[-1][0], stray_end=stray)


def _trimmed(line: str, separator: str) -> str:
    """A line without the spaces between a quote and what ends its cell."""
    return re.sub(rf'" +(?={re.escape(separator)}|[\r\n]|\Z)', '"', line)


def _problem(error: str, first: int, last: int) -> str:
    """Why a record is broken, from what the csv module says of line `last`."""
    if "expected after" in error and last > first:
        return sentence(
            "a quote opens a cell and is not closed before another one, on line {last:,}", last=last
        )
    if "expected after" in error:
        return sentence(
            "a cell in quotes holds another quote; inside a cell a quote is written twice"
        )
    if "end of data" in error:
        return sentence("a quote opens a cell and is never closed")
    if last > first:
        return sentence(
            "a quote opens a cell and is not closed within {most:,} characters",
            most=MAX_CELL,
        )
    return sentence("the row cannot be read as CSV: {error}", error=error)
