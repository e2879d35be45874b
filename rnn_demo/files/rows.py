"""Files of reviews, one row at a time: lines, JSON lines or CSV; a bad row costs only itself."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rnn_demo.files.csv_records import MAX_CELL
from rnn_demo.files.csv_rows import csv_rows
from rnn_demo.files.json_rows import json_rows
from rnn_demo.files.lines import LONGEST_LINE, TOO_LONG, read_lines
from rnn_demo.files.row import Row, RowsError, checked_row
from rnn_demo.files.text_column import looks_like_name, place_of
from rnn_demo.words import sentence

__all__ = [
    "KINDS",
    "LONGEST_LINE",
    "MAX_CELL",
    "TOO_LONG",
    "Row",
    "RowsError",
    "kind_of",
    "read_rows",
]

MOST_NAMES = 1_000  # columns of a first line that is looked at
KINDS = {"csv": "csv", "tsv": "tsv", "jsonl": "jsonl", "ndjson": "jsonl", "json": "jsonl"}


def read_rows(
    file: io.BufferedIOBase, kind: str, column: str | None = None, notes: list[str] | None = None
) -> Iterator[Row]:
    r"""The rows of a file as they come; `\n`, `\r\n` and `\r` each end a line.

    A blank line is no row of CSV or of JSON lines. In a file of lines it is one, whose text is
    empty, as nothing else says where a row stands.

    Args:
        file: its bytes: UTF-8, or UTF-16 with a byte-order mark.
        kind: `csv`, `tsv`, `jsonl` or `lines`.
        column: where the text stands in a row of CSV or a JSON object; looked for when None.
        notes: takes what was taken for granted while reading, a sentence each.

    Raises:
        RowsError: the column is not there, or the file is not of this kind.
    """
    lines = read_lines(file)
    notes = [] if notes is None else notes
    if kind in ("csv", "tsv"):
        return csv_rows(lines, "\t" if kind == "tsv" else ",", column, notes)
    if kind == "jsonl":
        return json_rows(lines, column, notes)
    if column is not None:
        raise RowsError(
            sentence(
                "The column {column!r} was asked for, but a file of lines has no columns: name it "
                ".csv or .jsonl (for standard input say --format csv or jsonl), or leave the "
                "column out.",
                column=column,
            )
        )
    return _plain_rows(lines, notes)


def kind_of(name: str) -> str:
    """The kind of a file by its name."""
    return KINDS.get(name.lower().rsplit(".", 1)[-1], "lines")


def _other_kind(line: str) -> str:
    """Of which other kind a line looks like the first, empty for none."""
    if "\t" in line.strip():
        return "tsv"
    if line.lstrip().startswith(('{"', '["', "[{")):
        return "jsonl"
    for separator in ",;":
        cells = [cell.strip(' "\r\n') for cell in line.split(separator, MOST_NAMES)]
        if all(map(looks_like_name, cells)) and place_of(cells, None) is not None:
            return "csv"
    return ""


def _plain_rows(lines: Iterable[str | None], notes: list[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if number == 1 and (other := _other_kind(line or "")):
            notes.append(
                sentence(
                    "The first line was judged as a review and looks like {kind}; if it is, "
                    "name the file .{ending} (for standard input say --format {ending}).",
                    kind=other.upper(),
                    ending=other,
                )
            )
        if line is None:
            yield Row(number, None, TOO_LONG, number)
        else:
            yield checked_row(number, line.rstrip("\r\n"), number)
