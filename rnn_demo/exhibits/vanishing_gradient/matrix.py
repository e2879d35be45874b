"""A recurrent matrix typed by hand."""

from __future__ import annotations

import math

from rnn_demo.knobs.values import quoted
from rnn_demo.words import sentence

MOST_UNITS = 128
LARGEST = 1e6
Matrix = tuple[tuple[float, ...], ...]


def parse_matrix(text: str) -> Matrix:
    """A square matrix: rows by line or semicolon, numbers by space or comma; () of nothing.

    Raises:
        ValueError: the matrix is not square, not made of numbers or too large; the message lacks
            its subject.
    """
    rows = [row.replace(",", " ").split() for row in text.replace(";", "\n").splitlines()]
    rows = [row for row in rows if row]
    if any(len(row) != len(rows) for row in rows) or len(rows) > MOST_UNITS:
        sizes = ", ".join(str(len(row)) for row in rows[:6]) + (", …" if len(rows) > 6 else "")
        raise ValueError(
            sentence(
                "has {rows} rows of {sizes} numbers; give as many numbers in a row as there are "
                "rows, at most {most}.",
                rows=len(rows),
                sizes=sizes,
                most=MOST_UNITS,
            )
        )
    return tuple(tuple(_number(word) for word in row) for row in rows)


def as_rows(matrix: Matrix) -> str:
    """A text that `parse_matrix` reads, all digits kept."""
    return ";".join(" ".join(f"{x!r}" for x in row) for row in matrix)


def _number(word: str) -> float:
    try:
        found = float(word)
    except ValueError:
        found = math.nan
    if not abs(found) <= LARGEST:
        raise ValueError(
            sentence("holds {word}; give numbers from -1e6 to 1e6.", word=quoted(word))
        )
    return found
