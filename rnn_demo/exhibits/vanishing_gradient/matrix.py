"""A recurrent matrix typed by hand."""

from __future__ import annotations

import math

from rnn_demo.knobs.square_rows import square_rows
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
    rows = square_rows(text, 1, MOST_UNITS)
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
