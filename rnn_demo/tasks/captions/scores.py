"""How near a name is to the right one: exactly, and by its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from rnn_demo.tokenizers.name_words import MARKS, TOKEN

_TONE = re.compile(r"\b(medium-light|medium-dark|light|medium|dark) skin tone\b")


@dataclass(frozen=True)
class GivenName:
    """A name that was given, and the right one."""

    given: str
    right: str

    @property
    def exact(self) -> bool:
        """Whether they are the same."""
        return self.given == self.right

    @property
    def word_f1(self) -> float:
        """2 · shared / (words given + words of the right name), punctuation not counted.

        A word that is there twice counts twice.
        """
        given, right = words_in(self.given), words_in(self.right)
        total = given.total() + right.total()
        return 2 * (given & right).total() / total if total else 1.0

    @property
    def tone_right(self) -> bool:
        """Whether both say the same skin tone, or both say none."""
        return tone_in(self.given) == tone_in(self.right)


def words_in(name: str) -> Counter[str]:
    """The words of a name without its punctuation."""
    return Counter(word for word in TOKEN.findall(name) if word not in MARKS)


def tone_in(name: str) -> str:
    """The skin tone that a name says, empty for none."""
    found = _TONE.search(name)
    return found[1] if found else ""


def summary(answers: Sequence[GivenName]) -> dict[str, Any]:
    """How many drawings, the share of exact names, and the mean of the words' F1."""
    return {
        "drawings": len(answers),
        "exact": round(fmean(answer.exact for answer in answers), 4),
        "word_f1": round(fmean(answer.word_f1 for answer in answers), 4),
    }
