"""The rows of a square matrix that somebody has typed."""

from __future__ import annotations

from rnn_demo.words import sentence


def square_rows(text: str, least: int, most: int) -> list[list[str]]:
    """The words of a square matrix: rows by line or semicolon, words by space or comma.

    Args:
        text: what was typed; nothing gives [].
        least: rows, where there are any.
        most: rows.

    Raises:
        ValueError: it is not square, too small or too large; the message lacks its subject.
    """
    rows = [row.replace(",", " ").split() for row in text.replace(";", "\n").splitlines()]
    rows = [row for row in rows if row]
    for place, row in enumerate(rows, 1):
        if len(row) != len(rows):
            raise ValueError(
                sentence(
                    "is not square: row {place} of {rows} has the length {length}; give as many "
                    "numbers in a row as there are rows, at most {most}.",
                    place=place,
                    rows=len(rows),
                    length=len(row),
                    most=most,
                )
            )
    if rows and not least <= len(rows) <= most:
        raise ValueError(
            sentence(
                "has the size {rows}; give {least} to {most} rows.",
                rows=len(rows),
                least=least,
                most=most,
            )
        )
    return rows
