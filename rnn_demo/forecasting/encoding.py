"""Lines of a table that are not in UTF-8, read as spreadsheets of the West write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rnn_demo.words import Sentence, sentence

ESCAPED = re.compile(r"[\udc80-\udcff]")  # bytes that are not UTF-8, see `files.lines`
Numbered = tuple[int, str]


def in_utf8(lines: Sequence[Numbered]) -> tuple[list[Numbered], list[Sentence]]:
    """The lines, all read as Windows-1252 if one is not UTF-8, and a sentence if that is so.

    Args:
        lines: with their numbers, bytes that are not UTF-8 as lone surrogates.
    """
    if not any(ESCAPED.search(line) for _, line in lines):
        return list(lines), []
    read = [
        (number, line.encode("utf-8", "surrogateescape").decode("cp1252", "replace"))
        for number, line in lines
    ]
    return read, [
        sentence(
            "The file is not in UTF-8, so it was read as Windows-1252: if letters with accents "
            "are wrong, save it as CSV in UTF-8."
        )
    ]
