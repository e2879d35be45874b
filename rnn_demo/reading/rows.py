"""Files of reviews, one row at a time: lines, JSON lines or CSV; a bad row costs only itself."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO

COLUMNS = ("text", "review", "content", "body", "comment", "sentence")  # looked for in this order
MAX_CELL = 2_000_000  # characters of a text: a quote that never ends is not a review
LONGEST_LINE = 8_000_000  # bytes
TOO_LONG = f"the line has more than {LONGEST_LINE // 1_000_000} MB"


class RowsError(ValueError):
    """A file of which no row can be read; the message says why and what would do."""


@dataclass(frozen=True)
class Row:
    """A row of a file.

    Attributes:
        number: 1 for the first row of data.
        text: None for one that cannot be read.
        problem: why it cannot.
    """

    number: int
    text: str | None
    problem: str = ""


def read_rows(file: BinaryIO, kind: str, column: str | None = None) -> Iterator[Row]:
    """The rows of a file as they come.

    Args:
        file: its bytes: UTF-8, or UTF-16 with a byte-order mark.
        kind: `csv`, `tsv`, `jsonl` or `lines`.
        column: where the text stands in a row of CSV or a JSON object; looked for when None.

    Raises:
        RowsError: the column is not there, or the file is not of this kind.
    """
    lines = _lines(file)
    if kind in ("csv", "tsv"):
        return _csv_rows(lines, "\t" if kind == "tsv" else ",", column)
    if kind == "jsonl":
        return _json_rows(lines, column)
    if column is not None:
        raise RowsError(
            f"The column {column!r} was asked for, but a file of lines has no columns: name it "
            ".csv or .jsonl (for standard input say --format csv or jsonl), or leave the column "
            "out."
        )
    return _plain_rows(lines)


def kind_of(name: str) -> str:
    """The kind of a file by its name."""
    ending = name.lower().rsplit(".", 1)[-1]
    kinds = {"csv": "csv", "tsv": "tsv", "jsonl": "jsonl", "ndjson": "jsonl", "json": "jsonl"}
    return kinds.get(ending, "lines")


def _lines(file: BinaryIO) -> Iterator[str | None]:
    """Lines with their ends; bytes that are not text come as lone surrogates.

    None stands for a line that is too long to be a review: it is passed over, not kept.
    """
    start = file.readline(LONGEST_LINE)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from io.StringIO((start + file.read()).decode("utf-16", "replace"), newline="")
        return
    if start.startswith(codecs.BOM_UTF8):
        start = start[len(codecs.BOM_UTF8) :]
    line = start
    while line:
        if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
            yield None
        else:
            yield line.decode("utf-8", "surrogateescape")
        line = file.readline(LONGEST_LINE)


def _plain_rows(lines: Iterable[str | None]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        yield Row(number, None, TOO_LONG) if line is None else _row(number, line.rstrip("\r\n"))


def _json_rows(lines: Iterable[str | None], column: str | None) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if line is None or not line.strip():
            yield Row(number, None, TOO_LONG if line is None else "the line is empty")
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            if number == 1 and line.strip() in ("[", "{"):
                raise RowsError(
                    "The file is one JSON value over several lines; JSON lines are needed: one "
                    "object a line."
                ) from None
            yield Row(number, None, "the line is not JSON")
            continue
        if isinstance(value, list) and number == 1:  # a whole file as one array
            for place, entry in enumerate(value, 1):
                yield _json_row(place, entry, column)
            return
        yield _json_row(number, value, column)


def _json_row(number: int, value: Any, column: str | None) -> Row:
    if isinstance(value, dict):
        place = _place(list(value), column)
        if place is None:
            there = ", ".join(map(repr, list(value)[:8])) or "nothing"
            wanted = repr(column) if column is not None else " or ".join(map(repr, COLUMNS[:2]))
            return Row(number, None, f"the object has no {wanted}, only {there}")
        value = list(value.values())[place]
    if not isinstance(value, str):
        return Row(number, None, f"the text is {json.dumps(value)[:40]}, not a string")
    # JSON can spell half an emoji; it is read as the replacement character.
    return _row(number, value.encode("utf-8", "replace").decode("utf-8"))


def _csv_rows(lines: Iterable[str | None], delimiter: str, column: str | None) -> Iterator[Row]:
    csv.field_size_limit(MAX_CELL)
    lines = iter(lines)
    first = next((line for line in lines if line is None or line.strip()), "")
    if first == "":
        return
    # NUL bytes are kept; quotes and line ends inside a cell as RFC 4180 has them.
    reader = csv.reader(_short(chain([first], lines)), delimiter=_delimiter(first, delimiter))
    try:
        header = next(reader)
    except csv.Error as error:
        raise RowsError(f"The first row of the file cannot be read as CSV: {error}.") from None
    names = [name.strip() for name in header]
    place = _column(names, column)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(number, None, f"the row cannot be read as CSV: {error}")
            continue
        if not cells:
            yield Row(number, None, "the row is empty")
        elif len(cells) <= place:
            yield Row(
                number,
                None,
                f"the row has {len(cells)} cells; the text would be number {place + 1}",
            )
        elif any(cell.strip() for cell in cells[len(names) :]):
            # A text with commas and no quotes would be cut at the first of them.
            yield Row(
                number,
                None,
                f"the row has {len(cells)} cells, the first row names {len(names)}: a text with "
                "commas needs quotes",
            )
        else:
            yield _row(number, cells[place])


def _short(lines: Iterable[str | None]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if line is None:
            # Quotes in it may have been lost: nobody knows where the next row begins.
            raise RowsError(f"Line {number:,} of the file cannot be read as CSV: {TOO_LONG}.")
        yield line


def _delimiter(first: str | None, usual: str) -> str:
    """What parts the columns: spreadsheets write semicolons where the comma is a decimal sign."""
    if first is None or usual in first:
        return usual
    return next((sign for sign in ";\t" if sign in first), usual)


def _place(names: list[str], column: str | None) -> int | None:
    """Where the text stands: under the name asked for, or the first known one; None if nowhere."""
    lower = [name.lower() for name in names]
    for wanted in (column,) if column is not None else COLUMNS:
        if wanted in names:
            return names.index(wanted)
        if wanted.lower() in lower:
            return lower.index(wanted.lower())
    return None


def _column(names: list[str], column: str | None) -> int:
    place = _place(names, column)
    if place is not None:
        return place
    if column is None and len(names) == 1:
        return 0
    there = ", ".join(repr(name[:40]) for name in names[:12])
    asked = (
        f"no column {column!r}" if column is not None else "no column that is known to hold text"
    )
    raise RowsError(f"The file has {asked}; its first row names {there}: choose one of these.")


def _row(number: int, text: str) -> Row:
    if any("\ud800" <= character <= "\udfff" for character in text):
        return Row(number, None, "the row is not UTF-8")
    if "\0" in text:
        return Row(number, None, "the row holds zero bytes: save the file as UTF-8")
    if not text.strip():
        return Row(number, None, "the text is empty")
    return Row(number, text)
