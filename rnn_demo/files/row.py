"""A row of a file of reviews: its text, or why it cannot be read, and where it is."""

from __future__ import annotations

from dataclasses import dataclass

from rnn_demo.files.not_utf8 import is_not_utf8
from rnn_demo.files.review_length import too_long
from rnn_demo.words import sentence


class RowsError(ValueError):
    """A file of which no row can be read; the message says why and what would do."""


@dataclass(frozen=True)
class Row:
    """A row of a file.

    Attributes:
        number: which row of data it is, 1 for the first. Blank lines, a first row with the names
            of the columns and a line `sep=;` are no rows and are not counted; in a file of lines
            every line is a row, an empty one too.
        text: None for one that cannot be read.
        problem: why it cannot.
        line: on which line of the file it begins, 1 for the first, as a text editor counts them;
            0 where lines say nothing (the entries of one JSON array).
        last: the line on which it ends, when that is another one.
    """

    number: int
    text: str | None
    problem: str = ""
    line: int = 0
    last: int = 0

    @property
    def lines(self) -> str:
        """Where it is, in words; empty where the number says the same."""
        if self.last > self.line > 0:
            return sentence("lines {line:,} to {last:,}", line=self.line, last=self.last)
        return (
            sentence("line {line:,}", line=self.line) if self.line not in (0, self.number) else ""
        )


def checked_row(number: int, text: str, line: int, last: int = 0) -> Row:
    """A row with this text, or with the reason why it is not a text."""
    problem = ""
    if long := too_long(len(text)):
        problem = long
    elif is_not_utf8(text):
        problem = sentence("the row is not UTF-8")
    elif "\0" in text:
        problem = sentence("the row holds zero bytes: save the file as UTF-8")
    elif not text.strip():
        problem = sentence("the text is empty")
    return Row(number, None if problem else text, problem, line, last)
