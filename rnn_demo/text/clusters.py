"""Where a text can be cut so that Unicode's normal forms can be found part by part."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rnn_demo.text.normal_form import Form, is_mark, normalized

REMEMBERED = 16  # characters of a cluster that is remembered: others hardly come twice


def clusters(text: str, form: Form) -> Iterator[tuple[int, int]]:
    """The smallest parts whose normal forms, one after the other, are that of the text.

    A letter with its marks is one, and a Korean syllable in its jamo.

    Yields:
        Where each starts, and one after its last character.
    """
    start = 0
    for place in range(1, len(text)):
        if not is_mark(text[place]) and _stands_apart(text[start:place], text[place], form):
            yield start, place
            start = place
    if text:
        yield start, len(text)


def _stands_apart(before: str, character: str, form: Form) -> bool:
    """Whether a character joins nothing before it."""
    if character.isascii():
        return True
    if len(before) <= REMEMBERED:
        return _looked_up(before, character, form)
    return _apart(before, character, form)


def _apart(before: str, character: str, form: Form) -> bool:
    apart = normalized(form, before) + normalized(form, character)
    return normalized(form, before + character) == apart


_looked_up = lru_cache(maxsize=1 << 14)(_apart)
