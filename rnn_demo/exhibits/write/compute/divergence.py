"""Where two texts diverge: the first place at which they differ."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Letters, digits, marks on them, apostrophes and hyphens; the view in the browser uses the same.
LETTER = re.compile(r"[\w\u0300-\u036f'’-]")
LONGEST = 40  # letters of a word that are looked at on each side of a place


@dataclass(frozen=True)
class Divergence:
    """The first difference of two texts.

    Attributes:
        position: how many characters they share.
        left: how the first text continues.
        right: how the second text continues.
    """

    position: int
    left: str
    right: str


def first_difference(left: str, right: str) -> Divergence | None:
    """The first difference; None while one text is only the beginning of the other."""
    for position, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return Divergence(position, a, b)
    return None


def word_at(text: str, position: int) -> tuple[str, str]:
    """The letters before a place that belong to the same word, and the word from there on.

    The second is empty if there is no letter at the place.
    """
    start, end = position, position
    while start > max(0, position - LONGEST) and LETTER.match(text[start - 1]):
        start -= 1
    while end < min(len(text), position + LONGEST) and LETTER.match(text[end]):
        end += 1
    return text[start:position], text[position:end]
