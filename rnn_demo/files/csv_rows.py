"""The reviews of a CSV file: its separator, its header, and the text of each record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, tee

from rnn_demo.files.csv_records import Record, read_records
from rnn_demo.files.row import Row, RowsError, checked_row
from rnn_demo.files.text_column import TextColumn, place_of, text_column
from rnn_demo.words import sentence

SEPARATORS = {",": sentence("commas"), ";": sentence("semicolons"), "\t": sentence("tabs")}
NAMED_SEPARATOR = re.compile(r'\s*"?sep=([^"\r\n])"?[,;\t ]*[\r\n]*', re.IGNORECASE)

Numbered = tuple[int, str | None]


def csv_rows(
    lines: Iterable[str | None], usual: str, column: str | None, notes: list[str]
) -> Iterator[Row]:
    """The rows of a CSV file.

    Args:
        lines: with their ends; None for one that is too long.
        usual: what separates cells, unless a line `sep=;` or the header says otherwise.
        column: name or number of the one with the text; looked for when None.
        notes: takes what was taken for granted, a sentence each.

    Raises:
        RowsError: the first row cannot be read, or has no column with the text.
    """
    numbered: Iterator[Numbered] = iter(enumerate(lines, 1))
    first = next((line for line in numbered if line[1] is None or line[1].strip()), None)
    if first is None:
        return
    if first[1] is not None and (named := NAMED_SEPARATOR.fullmatch(first[1])):
        separator = named[1]
    else:
        numbered = chain([first], numbered)
        separator, numbered = _separator(numbered, usual, column)
    records = read_records(numbered, separator)
    header = next(records, None)
    if header is None:
        return
    if header.problem:
        raise RowsError(
            sentence(
                "The first row of the file cannot be read as CSV: {problem}.",
                problem=header.problem,
            )
        )
    if any("\0" in cell for cell in header.cells):
        raise RowsError(
            sentence("The first row of the file holds zero bytes: save the file as UTF-8.")
        )
    found = text_column(header.cells, column)
    if found.note:
        notes.append(found.note)
    if not found.named:
        records = chain([header], records)
    trusted, narrowest = True, len(header.cells)
    for number, record in enumerate(records, 1):
        whole = len(record.cells) >= narrowest and not record.stray_end
        trusted = not record.problem and (trusted or whole)
        if trusted:
            narrowest = min(narrowest, len(record.cells))
        problem = record.problem or _problem(record, found, len(header.cells), separator)
        if not trusted and not problem:
            problem = sentence("it may be the rest of the row above, whose quotes cannot be read")
        if problem:
            yield Row(number, None, problem, record.line, record.last)
        else:
            yield checked_row(number, record.cells[found.place], record.line, record.last)


def _problem(record: Record, found: TextColumn, columns: int, separator: str) -> str:
    """Why a record that can be read holds no text for certain."""
    count = len(record.cells)
    if count <= found.place:
        return sentence(
            "the row has {count} cells; the text would be number {place}",
            count=count,
            place=found.place + 1,
        )
    if any(cell.strip() for cell in record.cells[columns:]):
        # A text with commas and no quotes would be cut at the first of them.
        signs = SEPARATORS.get(
            separator, sentence("the character {separator!r}", separator=separator)
        )
        if found.named:
            return sentence(
                "the row has {count} cells, the first row names {columns}: a text with {signs} "
                "needs quotes",
                count=count,
                columns=columns,
                signs=signs,
            )
        return sentence(
            "the row has {count} cells, the first row has {columns}: a text with {signs} needs "
            "quotes",
            count=count,
            columns=columns,
            signs=signs,
        )
    return ""


def _separator(
    lines: Iterator[Numbered], usual: str, column: str | None
) -> tuple[str, Iterator[Numbered]]:
    """What separates the cells of the first row, and the lines with that row still among them.

    Spreadsheets write semicolons where the comma is a decimal sign. The one by which the first
    row has the text's column is taken, else the first by which it has several; inside quotes
    nothing separates.
    """
    ranks = {}
    for sign in dict.fromkeys([usual, ";", "\t"]):
        lines, look = tee(lines)
        try:
            record = next(read_records(look, sign), None)
        except RowsError:
            record = None
        if record is None or record.problem:
            ranks[sign] = 3
        elif place_of([cell.strip() for cell in record.cells], column) is not None:
            ranks[sign] = 0
        else:
            ranks[sign] = 1 if len(record.cells) > 1 else 2
    return min(ranks, key=lambda sign: ranks[sign]), lines
