"""Where a text can be cut so that Unicode's normal forms can be found part by part."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

Form = Literal["NFC", "NFKC"]


def clusters(text: str, form: Form) -> Iterator[tuple[int, int]]:
    """The smallest parts whose normal forms, one after the other, are that of the text.

    A letter with its marks is one, and a Korean syllable in its jamo.

    Yields:
        Where each starts, and one after its last character.
    """
    start = 0
    for place in range(1, len(text)):
        if not _is_mark(text[place]) and _stands_apart(text[start:place], text[place], form):
            yield start, place
            start = place
    if text:
        yield start, len(text)


@lru_cache(maxsize=1 << 14)
def _is_mark(character: str) -> bool:
    return unicodedata.combining(unicodedata.normalize("NFKD", character)[0]) != 0


@lru_cache(maxsize=1 << 14)
def _stands_apart(before: str, character: str, form: Form) -> bool:
    """Whether a character joins nothing before it."""
    if character.isascii():
        return True
    apart = unicodedata.normalize(form, before) + unicodedata.normalize(form, character)
    return unicodedata.normalize(form, before + character) == apart
