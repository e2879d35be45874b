"""Which column of a table holds the reviews, and whether its first row names the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from rnn_demo.files.row import RowsError
from rnn_demo.words import sentence

COLUMNS = ("text", "review", "content", "body", "comment", "sentence")  # looked for in this order
MOST_NAMED = 12  # columns that a sentence names
MOST_WORDS, MOST_CHARACTERS = 4, 40  # of a name that is not known
NAMED_AND_MORE = re.compile(rf"({'|'.join(COLUMNS)})\s*[,:;(\[]", re.IGNORECASE)


@dataclass(frozen=True)
class TextColumn:
    """The column of the text.

    Attributes:
        place: of the column, 0 for the first.
        named: whether the first row names the columns; if not, it is a row like the others.
        note: a sentence on what was taken for granted, empty when nothing was.
    """

    place: int
    named: bool
    note: str = ""


def place_of(names: Sequence[str], column: str | None) -> int | None:
    """Where the text stands: under the name asked for, or the first known one; None if nowhere."""
    lower = [name.lower() for name in names]
    for wanted in (column,) if column is not None else COLUMNS:
        if wanted in names:
            return names.index(wanted)
        if wanted.lower() in lower:
            return lower.index(wanted.lower())
    return None


def also_likely(names: Sequence[str], place: int, column: str | None) -> str:
    """A sentence if other columns than the one read may be meant."""
    likely = COLUMNS if column is None else (column.lower(),)
    others = [_start(n) for i, n in enumerate(names) if i != place and n.lower() in likely]
    if not others:
        return ""
    return sentence(
        "The text was read from the column {column!r}, number {place}; {others} may hold one, "
        "too: ask for a column by its name, or by its number, 1 for the first.",
        column=_start(names[place]),
        place=place + 1,
        others=reduce(_and, map(repr, others[:MOST_NAMED])),
    )


def numbered_place(column: str | None) -> int | None:
    """The place that a column asked for by its number has, 0 for the first."""
    is_number = column is not None and column.isascii() and column.isdecimal()
    return int(column or 0) - 1 if is_number and int(column or 0) > 0 else None


def looks_like_name(cell: str) -> bool:
    """Whether a cell can be a column's name: a few words, and no sentence."""
    words = cell.split()
    return (
        0 < len(words) <= MOST_WORDS
        and len(cell) <= MOST_CHARACTERS
        and not cell.rstrip().endswith((".", "!", "?", "…"))
    )


def text_column(first: Sequence[str], column: str | None) -> TextColumn:
    """Find the text's column.

    A name that was asked for, or that is known, settles it. In a file of one column with another
    first row, that row is a name if it looks like one and a review if it does not; the same when
    a column was asked for by its number, 1 for the first. Neither is certain, so a note says
    what was decided.

    Args:
        first: the cells of the first row that is not blank.
        column: its name or number; looked for when None.

    Raises:
        RowsError: it is not there, or nothing says which it is.
    """
    names = [cell.strip() for cell in first]
    place = place_of(names, column)
    if place is not None:
        return TextColumn(place, named=True, note=also_likely(names, place, column))
    if column is None:
        likely = [i for i, name in enumerate(names) if NAMED_AND_MORE.match(name)]
        if len(likely) == 1 and looks_like_name(names[likely[0]]):
            note = sentence("The column {name!r} was taken for the text.", name=names[likely[0]])
            return TextColumn(likely[0], named=True, note=note)
    place = 0 if column is None and len(names) == 1 else numbered_place(column)
    if place is None or place >= len(names):
        raise RowsError(_unknown(names, column))
    if looks_like_name(names[place]):
        note = sentence(
            "The first row, {name!r}, was taken for a name and not judged; if it is a "
            "review, put a row with the name 'review' above it.",
            name=names[place],
        )
        return TextColumn(place, named=True, note=note)
    note = sentence(
        "The first row names no column, so it was judged as a review: {first!r}; "
        "if it is a name, ask for the column by it.",
        first=_start(names[place]),
    )
    return TextColumn(place, named=False, note=note)


def _unknown(names: Sequence[str], column: str | None) -> str:
    there = ", ".join(repr(_start(name)) for name in names[:MOST_NAMED])
    if column is not None:
        return sentence(
            "The file has no column {column!r}; its first row names {there}: choose one of these, "
            "or give its number, 1 for the first, if the first row is a review.",
            column=column,
            there=there,
        )
    if all(looks_like_name(name) for name in names if name):
        return sentence(
            "The file has no column that is known to hold text; its first row names {there}: "
            "choose one of these, or give its number, 1 for the first, if the first row is a "
            "review.",
            there=there,
        )
    return sentence(
        "The file has no column that is known to hold text; its first row names {there} (if each "
        "line is one review, name it .txt or say --format lines): choose one of these, or give "
        "its number, 1 for the first, if the first row is a review.",
        there=there,
    )


def _and(some: str, last: str) -> str:
    return sentence("{some} and {last}", some=some, last=last)


def _start(name: str) -> str:
    return name if len(name) <= MOST_CHARACTERS else name[: MOST_CHARACTERS - 1] + "…"
