"""A review read word by word: what each word changed and is worth, and what one unit did."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.reading.classifier import (
    Classifier,
    blank,
    logits,
    prefix_logits,
    probability,
    read,
)
from rnn_demo.reading.suitability import Doubt, doubt
from rnn_demo.text.shown import as_shown
from rnn_demo.words import sentence

MAX_CHARACTERS = 150_000  # some 25,000 words: ten seconds of reading
TOGETHER = 64  # words left out side by side
CLEAR = 5  # percentage points by which a word must move the score to be named

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Word:
    """A word of a text, together with the punctuation attached to it.

    Attributes:
        start: the index of its first character.
        end: one after the index of its last character.
        pieces: the pieces that it is divided into: the first, and one after the last.
        before: the logit of "positive" before the word was read.
        after: the logit of "positive" after it.
    """

    start: int
    end: int
    pieces: tuple[int, int]
    before: float
    after: float

    @property
    def points(self) -> float:
        """By how many percentage points of probability it moved the score."""
        return 100 * (probability(self.after) - probability(self.before))


@dataclass(frozen=True)
class Reading:
    """A text as the network read it.

    Attributes:
        text: the text as it is shown, with line breaks and entities of HTML resolved.
        ids: its pieces, (pieces,).
        words: its words, in their order.
        logit: the logit of "positive" after the last word.
        doubt: why not to trust the judgement, None if there is no reason.
        whole: whether all of the text was read.
    """

    text: str
    ids: NDArray[np.int32]
    words: tuple[Word, ...]
    logit: float
    doubt: Doubt | None
    whole: bool

    @property
    def spans(self) -> list[tuple[int, int]]:
        """For each word, its first piece and the one after its last."""
        return [word.pieces for word in self.words]

    @property
    def probability(self) -> float:
        """The probability of "positive"."""
        return probability(self.logit)

    @property
    def positive(self) -> bool:
        """The judgement."""
        return self.logit >= 0


def read_review(classifier: Classifier, text: str) -> Reading:
    """Read a text once; the scores after each word all come from this pass."""
    shown = as_shown(text[:MAX_CHARACTERS])
    pieces = classifier.tokenizer.encode(shown)
    after = prefix_logits(classifier, pieces.ids)
    words = []
    # A piece belongs to the word that holds its last character.
    ends = pieces.spans[1:, 1]
    first = 1
    for match in _WORD.finditer(shown):
        last = 1 + int(np.searchsorted(ends, match.end(), side="right"))
        last = max(first, last)
        words.append(
            Word(
                match.start(),
                match.end(),
                (first, last),
                float(after[first - 1]),
                float(after[last - 1]),
            )
        )
        first = last
    return Reading(
        shown,
        pieces.ids,
        tuple(words),
        float(after[-1]),
        doubt(classifier, shown, pieces),
        len(text) <= MAX_CHARACTERS,
    )


def turning_words(reading: Reading, most: int = 3) -> list[int]:
    """The words that clearly moved the score towards the judgement, strongest first.

    Once the network is nearly sure, words hardly move it any more; such words are not named.
    """
    sign = 1 if reading.positive else -1
    order = sorted(range(len(reading.words)), key=lambda i: -sign * reading.words[i].points)
    return [i for i in order[:most] if sign * reading.words[i].points >= CLEAR]


def without(reading: Reading, crossed: Collection[int]) -> str:
    """The text without some of its words; line ends stay."""
    kept, end = [], 0
    for i, word in enumerate(reading.words):
        if i in crossed:
            kept.append(reading.text[end : word.start].rstrip(" ") if i else "")
            end = word.end
    kept.append(reading.text[end:])
    return "".join(kept).strip()


def occlusion(classifier: Classifier, reading: Reading) -> Iterator[float | NDArray[np.float64]]:
    """What each word is worth: the logit minus that of the text without it.

    Each difference comes from an exact rerun, not from an approximation.

    Yields:
        The share done, and finally the differences, (words,).
    """
    found = []
    memory, read_so_far = blank(classifier, 1), 0
    for start in range(0, len(reading.words), TOGETHER):
        group = reading.words[start : start + TOGETHER]
        first = group[0].pieces[0]  # what comes before it is the same for all
        for part in read(classifier, reading.ids[None, read_so_far:first], memory):
            memory = part.memory
        read_so_far = first
        rest = reading.ids[first:]
        variants = [np.delete(rest, np.arange(*word.pieces) - first) for word in group]
        # Without its last word, a text of this group may be no longer than the part already read.
        ended = [len(variant) == 0 for variant in variants]
        padded = [variant if len(variant) else rest[:1] for variant in variants]
        logits_here = logits(classifier, padded, memory.repeated(len(group)))
        found.append(np.where(ended, group[0].before, logits_here))
        yield min(1.0, (start + TOGETHER) / len(reading.words))
    yield reading.logit - np.concatenate([np.empty(0), *found])


def unit_trace(classifier: Classifier, reading: Reading, unit: int) -> NDArray[np.float32]:
    """The hidden state of one unit after each word, between -1 and 1: (words,).

    Raises:
        ValueError: there is no such unit.
    """
    if not 0 <= unit < classifier.hidden_size:
        raise ValueError(
            sentence(
                "There is no unit {unit}; this network has the units 0 to {last}.",
                unit=unit,
                last=classifier.hidden_size - 1,
            )
        )
    states = np.concatenate(
        [part.hidden[:, 0, unit] for part in read(classifier, reading.ids[None])]
    )
    return states[[word.pieces[1] - 1 for word in reading.words]].astype(np.float32)
