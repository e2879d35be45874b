"""A review read word by word: what each word changed and is worth, and what one unit did."""

from __future__ import annotations

import re
from collections.abc import Collection, Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.progress import finished, part_of
from rnn_demo.files.review_length import too_long, too_many_pieces
from rnn_demo.reading.classifier import Classifier, blank, logits_in_steps, probability, read
from rnn_demo.reading.suitability import NOT_READ, Doubt, doubt
from rnn_demo.text.shown import as_shown
from rnn_demo.text.visible import visible_text
from rnn_demo.words import sentence

TOGETHER = 64  # words left out side by side
CLEAR = 5  # percentage points by which a word must move the score to be named

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
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
    """

    text: str
    ids: NDArray[np.int32]
    words: tuple[Word, ...]
    logit: float
    doubt: Doubt | None

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
    """Read a text once; the scores after each word all come from this pass.

    A text that is longer than a review may be is not read: its reading has no word, and a doubt
    that says why.
    """
    return finished(reading_review(classifier, text))


def reading_review(classifier: Classifier, text: str) -> Generator[float, None, Reading]:
    """The same, a stretch at a time; it yields the share that is done."""
    if problem := too_long(len(text)):
        return _unread(classifier, problem)
    shown = as_shown(text)
    if problem := too_long(len(visible_text(shown))):
        return _unread(classifier, problem)
    pieces = classifier.tokenizer.encode(shown)
    if problem := too_many_pieces(len(pieces.ids)):
        return _unread(classifier, problem)
    parts: list[NDArray[np.float64]] = []
    done = 0
    for part in read(classifier, pieces.ids[None]):
        parts.append(part.logits[:, 0])
        done += len(part.logits)
        yield done / len(pieces.ids)
    after = np.concatenate(parts)
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
    )


def _unread(classifier: Classifier, problem: str) -> Reading:
    """What stands for a text that is not read."""
    nothing = classifier.tokenizer.encode("").ids
    why = Doubt(NOT_READ, sentence("This is not read: {problem}.", problem=problem))
    return Reading("", nothing, (), 0.0, why)


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


def occlusion(
    classifier: Classifier, reading: Reading
) -> Generator[float, None, NDArray[np.float64]]:
    """What each word is worth: the logit minus that of the text without it.

    Each difference comes from an exact rerun, not from an approximation.

    Yields:
        The share that is done.

    Returns:
        The differences, (words,).
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
        steps = logits_in_steps(classifier, padded, memory.repeated(len(group)))
        count = len(reading.words)
        logits_here = yield from part_of(steps, start / count, len(group) / count)
        found.append(np.where(ended, group[0].before, logits_here))
    return reading.logit - np.concatenate([np.empty(0), *found])


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
