"""The reviews of JSON lines, or of a file that is one JSON array."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from rnn_demo.files.lines import TOO_LONG
from rnn_demo.files.not_utf8 import is_not_utf8
from rnn_demo.files.row import Row, RowsError, checked_row
from rnn_demo.files.text_column import COLUMNS, also_likely, numbered_place, place_of, text_column
from rnn_demo.words import sentence

LARGEST_ARRAY = 64_000_000  # characters of a file that is one array; it is read as a whole
SHOWN = 40  # characters of a name that an error repeats
MANY = 20_000  # values of a line; one that has more holds at least
ROOMY = 16  # characters for each: objects of nothing would take a hundred times their file's size
REMEDY = sentence("JSON lines are needed, one object a line.")

Numbered = tuple[int, str | None]


@dataclass(frozen=True)
class _Value:
    """The value of a line of JSON, or of an entry of an array, whose line is 0."""

    line: int
    value: Any = None
    problem: str = ""
    not_utf8: bool = False

    def entries(self) -> Iterator[_Value]:
        for entry in self.value:
            yield _Value(0, entry, not_utf8=self.not_utf8)


def json_rows(lines: Iterable[str | None], column: str | None, notes: list[str]) -> Iterator[Row]:
    """The rows of JSON lines: strings, objects with the text under a name, or arrays of cells.

    The first of arrays may name their cells. A blank line is no row. In a file that is one array,
    on one line or over several, each entry is a row; so is each of an array that is alone in its
    file, as nothing says that it is a single row of cells.

    Args:
        lines: with their ends; None for one that is too long.
        column: the text's name in an object, name or number (1 for the first) in an array; looked
            for when None.
        notes: takes what was taken for granted, a sentence each.

    Raises:
        RowsError: the file is one JSON value over several lines that does not hold rows.
    """
    names: Sequence[str] | None = None
    number = 0
    for value in _values(lines):
        if number == 0 and names is None:
            names = _names(value.value, column, notes)
            if names is not None:
                continue
        number += 1
        if not notes and isinstance(value.value, dict):
            _note_others(list(value.value), column, notes)
        text, problem = _text(value, column, names)
        if problem:
            yield Row(number, None, problem, value.line)
        else:
            yield checked_row(number, text, value.line)


def _values(lines: Iterable[str | None]) -> Iterator[_Value]:
    """What the lines hold, or the entries of the one array that they are."""
    numbered: Iterator[Numbered] = (
        (number, line) for number, line in enumerate(lines, 1) if line is None or line.strip()
    )
    first = next(numbered, None)
    if first is None:
        return
    value = _read(*first)
    begins = (first[1] or "").strip()
    if isinstance(value.value, list):
        second = next(numbered, None)
        if second is None:
            yield from value.entries()
            return
        numbered = chain([second], numbered)
    elif value.problem and begins.startswith("[") and begins.endswith(("[", "{", ",")):
        kept = _some(numbered)
        whole = _read(first[0], "".join(line or "" for _, line in [first, *kept]))
        following = next(numbered, None)
        if isinstance(whole.value, list) and following is None:
            yield from whole.entries()
            return
        if begins == "[":
            raise RowsError(
                sentence(
                    "The file is one JSON value over several lines and too large to be read as a "
                    "whole ({largest} MB): {remedy}",
                    largest=LARGEST_ARRAY // 1_000_000,
                    remedy=REMEDY,
                )
                if following
                else sentence(
                    "The file is one JSON value over several lines and not whole or not right: "
                    "{remedy}",
                    remedy=REMEDY,
                )
            )
        numbered = chain(kept, [] if following is None else [following], numbered)
    elif begins == "{":
        raise RowsError(
            sentence("The file is one JSON value over several lines: {remedy}", remedy=REMEDY)
        )
    yield value
    for one in numbered:
        yield _read(*one)


def _some(lines: Iterator[Numbered]) -> list[Numbered]:
    """So many lines that an array which is read as a whole can hold no more."""
    kept: list[Numbered] = []
    length = 0
    while length <= LARGEST_ARRAY and (one := next(lines, None)):
        kept.append(one)
        length += len(one[1] or "")
    return kept


def _read(number: int, line: str | None) -> _Value:
    if line is None:
        return _Value(number, problem=TOO_LONG)
    values = sum(map(line.count, ",[{"))
    if values > max(MANY, len(line) // ROOMY):
        problem = sentence(
            "the line holds some {values:,} values, too many for texts", values=values
        )
        return _Value(number, problem=problem)
    try:
        value = json.loads(line, object_pairs_hook=_object)
        return _Value(number, value, not_utf8=is_not_utf8(line))
    except _NamedTwiceError as error:
        return _Value(
            number, problem=sentence("the object has {args!r} twice", args=error.args[0][:SHOWN])
        )
    except (ValueError, RecursionError):
        return _Value(number, problem=sentence("the line is not JSON"))


class _NamedTwiceError(ValueError):
    """An object with two values under one name: nobody knows which is meant."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for name, member in pairs:
        if name in value:
            raise _NamedTwiceError(name)
        value[name] = member
    return value


def _note_others(names: Sequence[str], column: str | None, notes: list[str]) -> None:
    """Say so where another name of an object may be meant, too."""
    place = place_of(names, column)
    if place is not None and (note := also_likely(names, place, column)):
        notes.append(note)


def _names(value: Any, column: str | None, notes: list[str]) -> Sequence[str] | None:
    """The names of an array's cells, if it is one that names them."""
    if not isinstance(value, list) or not all(isinstance(cell, str) for cell in value):
        return None
    place = numbered_place(column)
    if place_of(value, column) is None and (place is None or place >= len(value)):
        return None
    found = text_column(value, column)
    if found.note:
        notes.append(found.note)
    return value if found.named else None


def _text(value: _Value, column: str | None, names: Sequence[str] | None) -> tuple[str, str]:
    """A row's text, or the reason why there is none."""
    text, problem = value.value, value.problem
    if isinstance(text, dict):
        place = place_of(list(text), column)
        if place is None:
            there = ", ".join(repr(name[:SHOWN]) for name in list(text)[:8]) or sentence("nothing")
            wanted = (
                repr(column)
                if column is not None
                else sentence("{name!r} or {other!r}", name=COLUMNS[0], other=COLUMNS[1])
            )
            return "", sentence(
                "the object has no {wanted}, only {there}", wanted=wanted, there=there
            )
        text = list(text.values())[place]
    elif isinstance(text, list):
        text, problem = _cell(text, column, names)
    if problem:
        return "", problem
    if isinstance(text, list | dict):
        if isinstance(text, list):
            return "", sentence("the text is an array, not a string")
        return "", sentence("the text is an object, not a string")
    if not isinstance(text, str):
        return "", sentence("the text is {value}, not a string", value=json.dumps(text)[:40])
    if value.not_utf8 and is_not_utf8(text):
        return text, ""  # bytes that are not UTF-8, and the row is named for it
    # JSON can spell half an emoji; it is read as the replacement character.
    return text.encode("utf-8", "replace").decode("utf-8"), ""


def _cell(cells: list[Any], column: str | None, names: Sequence[str] | None) -> tuple[Any, str]:
    """The text in an array of cells, or why it is not known."""
    place = numbered_place(column)
    if names is not None and (named := place_of(names, column)) is not None:
        place = named
    elif column is None:
        texts = [i for i, cell in enumerate(cells) if isinstance(cell, str)]
        if len(texts) != 1:
            if not texts:
                return None, sentence("the array holds 0 strings")
            return None, sentence(
                "the array holds {count} strings: ask for the one by its number, 1 for the first",
                count=len(texts),
            )
        place = texts[0]
    if place is None:
        return None, sentence(
            "the array has no {column!r}, as nothing names its cells", column=column
        )
    if place >= len(cells):
        return None, sentence(
            "the array has {count} cells; the text would be number {place}",
            count=len(cells),
            place=place + 1,
        )
    return cells[place], ""
