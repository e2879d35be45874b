"""A text without anything but letters, and where its words began."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
# An apostrophe inside a word is dropped without parting it: o'er is one word, oer.
_INSIDE = re.compile("(?<=[a-z])['’](?=[a-z])")


@dataclass(frozen=True)
class Letters:
    """A text reduced to the letters a to z.

    Attributes:
        text: the letters in a row.
        begins: whether a word begins with each letter, (letters,); the first always does.
        capitals: how many letters were capitals and are small now.
        dropped: what was left out, character by character in its order, spaces included.
    """

    text: str
    begins: NDArray[np.bool_]
    capitals: int
    dropped: str

    @property
    def ids(self) -> NDArray[np.uint8]:
        """The letters as numbers from 0 to 25."""
        return np.frombuffer(self.text.encode("ascii"), np.uint8) - ord("a")

    @property
    def words(self) -> list[str]:
        """The words, in their order."""
        starts = [*np.flatnonzero(self.begins).tolist(), len(self.text)]
        return [self.text[a:b] for a, b in pairwise(starts)]


def letters_of(text: str) -> Letters:
    """Keep the letters a to z, small; everything else parts words and goes.

    A letter with an accent, or of another alphabet, is no letter here: it parts words, too.
    """
    # Not `lower`: that of İ is two characters, and K (kelvin) would become a letter.
    small = "".join(c.lower() if "A" <= c <= "Z" else c for c in text)
    joined = _INSIDE.sub("", small)
    words = re.findall("[a-z]+", joined)
    begins = np.zeros(sum(map(len, words)), np.bool_)
    begins[np.cumsum([0, *map(len, words)])[:-1]] = True
    return Letters(
        "".join(words),
        begins,
        sum("A" <= c <= "Z" for c in text),
        "".join(c for c in small if not "a" <= c <= "z"),
    )
