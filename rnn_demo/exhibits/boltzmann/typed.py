"""What is typed by hand: weights, biases, and the patterns that a machine learns."""

from __future__ import annotations

import math

from rnn_demo.knobs.square_rows import square_rows
from rnn_demo.knobs.values import quoted
from rnn_demo.words import sentence

MOST_UNITS = 12
MOST_PATTERNS = 64
LARGEST = 100.0
Matrix = tuple[tuple[float, ...], ...]


def parse_weights(text: str) -> Matrix:
    """A symmetric matrix with zeros on its diagonal: rows by line or semicolon; () of nothing.

    Raises:
        ValueError: it is not such a matrix; the message lacks its subject.
    """
    rows = square_rows(text, 2, MOST_UNITS)
    found = tuple(tuple(map(_number, row)) for row in rows)
    for i, row in enumerate(found):
        if row[i] != 0:
            raise ValueError(
                sentence(
                    "has {value:g} in row {row}, column {row}; no unit has an edge to itself: give "
                    "0 on the diagonal.",
                    value=row[i],
                    row=i + 1,
                )
            )
        for j in range(i):
            if row[j] != found[j][i]:
                raise ValueError(
                    sentence(
                        "has {one:g} in row {row}, column {column} and {other:g} in row {column}, "
                        "column {row}; an edge has one weight: give the same number twice.",
                        one=row[j],
                        other=found[j][i],
                        row=i + 1,
                        column=j + 1,
                    )
                )
    return found


def write_weights(matrix: Matrix) -> str:
    """A text that `parse_weights` reads, all digits kept."""
    return ";".join(write_biases(row) for row in matrix)


def parse_biases(text: str) -> tuple[float, ...]:
    """Numbers by space or comma; () of nothing.

    Raises:
        ValueError: too many, or something else than numbers; the message lacks its subject.
    """
    words = text.replace(",", " ").replace(";", " ").split()
    if len(words) > MOST_UNITS:
        raise ValueError(
            sentence(
                "has {count} numbers; give one for each unit, at most {most}.",
                count=len(words),
                most=MOST_UNITS,
            )
        )
    return tuple(map(_number, words))


def write_biases(biases: tuple[float, ...]) -> str:
    """A text that `parse_biases` reads, all digits kept."""
    return " ".join(f"{x!r}" for x in biases)


def parse_patterns(text: str) -> tuple[str, ...]:
    """Patterns of 0 and 1 by space, comma, semicolon or line, all of one length; () of nothing.

    Raises:
        ValueError: they are not; the message lacks its subject.
    """
    for separator in ",;":
        text = text.replace(separator, " ")
    found = tuple(text.split())
    for pattern in found:
        if set(pattern) - {"0", "1"} or len(pattern) > MOST_UNITS:
            raise ValueError(
                sentence(
                    "holds {pattern}; give patterns of 0 and 1, one digit for each visible unit, "
                    "at most {most}.",
                    pattern=quoted(pattern),
                    most=MOST_UNITS,
                )
            )
        if len(pattern) != len(found[0]):
            raise ValueError(
                sentence(
                    "holds {one} and {other}; give patterns of the same length.",
                    one=quoted(found[0]),
                    other=quoted(pattern),
                )
            )
    if len(found) > MOST_PATTERNS:
        raise ValueError(
            sentence(
                "holds {count} patterns; give at most {most}.",
                count=len(found),
                most=MOST_PATTERNS,
            )
        )
    return found


def write_patterns(patterns: tuple[str, ...]) -> str:
    """A text that `parse_patterns` reads."""
    return " ".join(patterns)


def _number(word: str) -> float:
    try:
        found = float(word)
    except ValueError:
        found = math.nan
    if not abs(found) <= LARGEST:
        raise ValueError(
            sentence(
                "holds {word}; give numbers from −{largest:g} to {largest:g}.",
                word=quoted(word),
                largest=LARGEST,
            )
        )
    return found
