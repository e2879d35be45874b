"""A review read word by word: what each word changed, what it is worth, and what one unit did."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
from rnn_demo.reading.gradient import logit_gradient
from rnn_demo.reading.suitability import Doubt, as_read, doubt

MAX_CHARACTERS = 150_000  # some 25,000 words: ten seconds of reading
FIRST = 4  # stretches that the path of the integral begins with
HALVED = 2  # stretches that are halved at a time
MOST_POINTS = 96  # of a long text; a short one may get more, up to
CHEAP = 64_000  # steps times points
GAUSS = 4  # points on each stretch
COMPLETE = 0.01  # share of the difference that may be missing
TOGETHER = 64  # words left out side by side
PATH_CELLS = 8_000  # steps times points computed at a time: bounds the memory

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Word:
    """A word of a text, with the signs that touch it.

    Attributes:
        start: its first character.
        end: one after its last.
        pieces: which pieces it falls into, the first and one after the last.
        before: logit of "positive" before it was read.
        after: the same after it.
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
        text: as it is shown: line breaks and entities of HTML resolved.
        ids: its pieces, (pieces,).
        words: in their order.
        logit: of "positive" after the last of them.
        doubt: why not to trust it, None for no reason.
        whole: whether all of the text was read.
    """

    text: str
    ids: NDArray[np.int32]
    words: tuple[Word, ...]
    logit: float
    doubt: Doubt | None
    whole: bool

    @property
    def probability(self) -> float:
        """Of "positive"."""
        return probability(self.logit)

    @property
    def positive(self) -> bool:
        """The judgement."""
        return self.logit >= 0


def read_review(classifier: Classifier, text: str) -> Reading:
    """Read a text once; the score after each word comes from the same pass."""
    shown = as_read(text[:MAX_CHARACTERS])
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
    """The words that moved the score most towards the judgement, strongest first."""
    sign = 1 if reading.positive else -1
    order = sorted(range(len(reading.words)), key=lambda i: -sign * reading.words[i].points)
    return [i for i in order[:most] if sign * reading.words[i].points > 0]


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

    Each is an exact rerun, no approximation.

    Yields:
        The share done, and at last the differences (words,).
    """
    found = []
    memory, read_so_far = blank(classifier, 1), 0
    for start in range(0, len(reading.words), TOGETHER):
        group = reading.words[start : start + TOGETHER]
        first = group[0].pieces[0]  # what comes before it is common to all
        for part in read(classifier, reading.ids[None, read_so_far:first], memory):
            memory = part.memory
        read_so_far = first
        rest = reading.ids[first:]
        variants = [np.delete(rest, np.arange(*word.pieces) - first) for word in group]
        # Without its last word a text of this group may be no longer than what was read.
        ended = [len(variant) == 0 for variant in variants]
        padded = [variant if len(variant) else rest[:1] for variant in variants]
        logits_here = logits(classifier, padded, memory.repeated(len(group)))
        found.append(np.where(ended, group[0].before, logits_here))
        yield min(1.0, (start + TOGETHER) / len(reading.words))
    yield reading.logit - np.concatenate([np.empty(0), *found])


@dataclass(frozen=True)
class Attribution:
    """Integrated Gradients of a text.

    Attributes:
        words: what each word contributes to the logit, (words,).
        baseline: logit of the text of nothing but average pieces.
        logit: of the text.
        residual: by how much the contributions miss logit - baseline, in logits.
        points: at how many points of the path the gradient was taken.
    """

    words: NDArray[np.float64]
    baseline: float
    logit: float
    residual: float
    points: int

    @property
    def complete(self) -> bool:
        """Whether the residual is within 1 % of the difference."""
        return abs(self.residual) <= COMPLETE * abs(self.logit - self.baseline)


def integrated_gradients(classifier: Classifier, reading: Reading) -> Iterator[float | Attribution]:
    """What each word contributes to the logit, by the gradient along a straight path.

    Equation: A_i = (x_i - b) · ∫₀¹ ∂z/∂x_i (b + α (x - b)) dα, so that Σ A_i = z(x) - z(b).
    b is the average piece in every place. The integral is by Gauss and Legendre on stretches
    of the path, which are halved until the sum is right within 1 %.

    Yields:
        The share done, and at last the attribution.

    Source: Sundararajan, Taly, Yan 2017.
    """
    embedded = classifier.embedding[reading.ids]  # (time, dim)
    # The beginning's own vector is the same at both ends: it is not part of the text.
    base = np.broadcast_to(classifier.embedding.mean(axis=0), embedded.shape).copy()
    base[0] = embedded[0]
    difference = embedded - base
    baseline = float(_last_logit(classifier, base))
    target = float(_last_logit(classifier, embedded))
    most = max(MOST_POINTS, CHEAP // len(reading.ids))
    wanted = COMPLETE * abs(target - baseline)
    path = _Path(classifier, base, difference)
    ends = np.linspace(0, 1, FIRST + 1)
    parts = path.along(list(pairwise(ends)))
    yield 0.2
    # On each stretch of the path the true sum is known, z(end) - z(start): whatever misses it
    # most is halved.
    while sum(abs(part.missing) for part in parts) > wanted and path.points < most:
        parts.sort(key=lambda part: -abs(part.missing))
        halves = []
        for part in parts[:HALVED]:
            middle = (part.start + part.end) / 2
            halves += [(part.start, middle), (middle, part.end)]
        parts = [*path.along(halves), *parts[HALVED:]]
        yield 0.2 + 0.8 * min(1.0, path.points / most)
    pieces = np.sum([part.pieces for part in parts], axis=0)
    residual = float(pieces.sum()) - (target - baseline)
    words = np.array([pieces[slice(*word.pieces)].sum() for word in reading.words])
    yield Attribution(words, baseline, target, residual, path.points)


@dataclass(frozen=True)
class _Stretch:
    """A part of the path from the baseline to the text.

    Attributes:
        start: as a share of the path.
        end: the same.
        pieces: what each piece contributes on it, (pieces,).
        missing: by how much the sum of these misses z(end) - z(start).
    """

    start: float
    end: float
    pieces: NDArray[np.float64]
    missing: float


@dataclass
class _Path:
    """The straight path from a baseline, and at how many points the gradient was taken."""

    classifier: Classifier
    base: NDArray[np.float32]
    difference: NDArray[np.float32]
    points: int = 0

    def along(self, stretches: Sequence[tuple[float, float]]) -> list[_Stretch]:
        """The contributions on some stretches, all gradients side by side."""
        nodes, weights = np.polynomial.legendre.leggauss(GAUSS)
        inner = [a + (b - a) * (nodes + 1) / 2 for a, b in stretches]
        places = np.concatenate([*inner, *stretches])
        logits, parts = self._at(places)
        self.points += GAUSS * len(stretches)
        ends = logits[len(stretches) * GAUSS :].reshape(-1, 2)
        found = []
        for i, (a, b) in enumerate(stretches):
            own = parts[i * GAUSS : (i + 1) * GAUSS]
            pieces = (b - a) / 2 * (weights @ own)
            missing = float(pieces.sum() - (ends[i, 1] - ends[i, 0]))
            found.append(_Stretch(a, b, pieces, missing))
        return found

    def _at(self, places: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Logits, and each piece's part of dz/dα, (places,) and (places, pieces)."""
        size = max(1, PATH_CELLS // len(self.base))
        logits, parts = [], []
        for start in range(0, len(places), size):
            alpha = places[start : start + size].astype(np.float32)
            along = self.base[:, None] + alpha[:, None] * self.difference[:, None]
            logit, gradient = logit_gradient(self.classifier, along)
            logits.append(logit)
            parts.append(np.einsum("tbe,te->bt", gradient, self.difference, dtype=np.float64))
        return np.concatenate(logits), np.concatenate(parts)


def unit_trace(classifier: Classifier, reading: Reading, unit: int) -> NDArray[np.float32]:
    """The hidden state of one unit after each word, between -1 and 1: (words,).

    Raises:
        ValueError: there is no such unit.
    """
    if not 0 <= unit < classifier.hidden_size:
        raise ValueError(
            f"There is no unit {unit}; this network has the units 0 to "
            f"{classifier.hidden_size - 1}."
        )
    states = np.concatenate(
        [part.hidden[:, 0, unit] for part in read(classifier, reading.ids[None])]
    )
    return states[[word.pieces[1] - 1 for word in reading.words]].astype(np.float32)


def _last_logit(classifier: Classifier, embedded: NDArray[np.float32]) -> float:
    ids = np.zeros((1, len(embedded)), np.int64)
    *_, part = read(classifier, ids, embedded=embedded[:, None])
    return float(part.logits[-1, 0])
