"""Whether a text is something that the classifier can judge at all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rnn_demo.reading.classifier import Classifier
from rnn_demo.reading.likeness import FEWEST, MOST, MOST_NEGATED, Unlikeness, unlikeness
from rnn_demo.text.visible import visible_text
from rnn_demo.tokenizers.word_pieces import Pieces
from rnn_demo.words import percent, sentence

NOT_READ = "too_long"  # the kind of doubt about a text that is longer than a review may be
FEWEST_WORDS = 2
# Of fewer words than these each must be one that it knows well: foreign words cannot be told by
# what holds them together.
FEW_WORDS = 5
SHOWN = 8  # turning words that a sentence names
# The bounds were chosen on validation reviews, whole and cut after a few words, against French
# sentences (eng_fra) and news (eng_rus). `evaluate` reports how many test reviews, whole and cut,
# lie on the wrong side.
# These words hold an English sentence together, and hardly any other language has them:
COMMON = frozenset({
    "the", "and", "of", "to", "it", "this", "that", "you", "my", "with", "for", "from", "not",
    "but", "have", "are", "were", "they", "very", "what", "there", "his", "she", "be", "been",
    "by", "at", "if", "about", "would", "just", "it's", "who", "than", "more", "has", "don't",
    "their", "out", "when", "which",
})  # fmt: skip
# Foreign words fall into many pieces: more for each word or sign than the bound, with a smaller
# share of common words.
MANY_PIECES, FEW_COMMON = 1.2, 0.05
MOST_PIECES, SOME_COMMON = {5: 1.6, 20: 1.4}, 0.25  # by the least number of words of the text
FEWEST_LATIN = 0.6  # of the letters
# Below 20 words what a text is about cannot be told.
LEAST_FAMILIAR = {20: -0.1, 60: -0.02}  # by the least number of words of the text

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True)
class Doubt:
    """A reason not to trust a score.

    Attributes:
        kind: `too_long` (then it was not read), `empty`, `too short`, `not English` or `not a
            review`: then there is no judgement; or one of `rnn_demo.reading.likeness`: then there
            is one that is less sure than it seems.
        sentence: the same in words.
        unlike: how the text differs from the reviews that were measured, when it can be judged.
    """

    kind: str
    sentence: str
    unlike: Unlikeness | None = None


def words_of(text: str) -> list[str]:
    """The words of a text, without the signs around them."""
    return _WORD.findall(visible_text(text))


def doubt(classifier: Classifier, text: str, pieces: Pieces) -> Doubt | None:
    """The first reason not to trust a score of this text, or None."""
    text = visible_text(text)
    words = words_of(text)
    letters = [character for word in words for character in word if character.isalpha()]
    if not letters:
        return Doubt(
            "empty", sentence("There is no word to read: type or paste a review in English.")
        )
    latin = sum(character < "\u0250" for character in letters)
    foreign = latin < FEWEST_LATIN * len(letters)
    pieces_a_token = (len(pieces.ids) - 1) / _tokens(text)
    if foreign or _reads_foreign(words, pieces_a_token):
        return Doubt(
            "not English",
            sentence(
                "This does not look like English, the only language that the network has read: its "
                "score means nothing."
            ),
        )
    if len(words) < FEWEST_WORDS:
        return Doubt(
            "too short",
            sentence("There is only one word: too short for a judgement; write at least two."),
        )
    if len(words) < FEW_WORDS and _hardly_known(words, pieces_a_token):
        return Doubt(
            "too short",
            sentence(
                "There are only {count} words, and not all of them are words that the network "
                "knows well: too short for a judgement; write at least {fewest}.",
                count=len(words),
                fewest=FEW_WORDS,
            ),
        )
    least = _bound(LEAST_FAMILIAR, words)
    if least is not None and np.mean(classifier.familiarity[pieces.ids[1:]]) < least:
        return Doubt(
            "not a review",
            sentence(
                "This does not read like a review of a film, the only kind of text that the "
                "network was measured on: its score says little."
            ),
        )
    unlike = unlikeness(words)
    return Doubt(unlike.kind, _unlike_sentence(unlike), unlike) if unlike else None


def _unlike_sentence(unlike: Unlikeness) -> str:
    """How a text differs from the measured reviews, without the figures of `evaluate`."""
    if unlike.kind == "very long":
        return sentence(
            "This text has {words:,} words. The network's certainty was measured on whole "
            "reviews, of which one in a thousand has more than {most:,}.",
            words=unlike.words,
            most=MOST,
        )
    quoted = ", ".join(f"“{word}”" for word in unlike.turning[:SHOWN])
    if unlike.kind == "many negations":
        return sentence(
            "More than {most_negated} of the words of this text are negations ({quoted}). "
            "Of the reviews on which the network's certainty was measured, hardly one in a "
            "hundred has so many.",
            most_negated=percent(MOST_NEGATED),
            quoted=quoted,
        )
    if quoted:
        return sentence(
            "This text is short: {words} words. It holds words that may turn its meaning round: "
            "{quoted}. How sure the network is was measured on whole reviews, of which hardly one "
            "in a hundred has fewer than {fewest}, and on single sentences by critics; not on "
            "every kind of short text.",
            words=unlike.words,
            quoted=quoted,
            fewest=FEWEST,
        )
    return sentence(
        "This text is short: {words} words. How sure the network is was measured on whole reviews, "
        "of which hardly one in a hundred has fewer than {fewest}, and on single sentences by "
        "critics; not on every kind of short text.",
        words=unlike.words,
        fewest=FEWEST,
    )


def _reads_foreign(words: Sequence[str], pieces_a_token: float) -> bool:
    """Whether Latin letters spell another language than English."""
    most = _bound(MOST_PIECES, words)
    if most is None:
        return False
    common = _common(words)
    return (pieces_a_token > MANY_PIECES and common < FEW_COMMON) or (
        pieces_a_token > most and common < SOME_COMMON
    )


def _hardly_known(words: Sequence[str], pieces_a_token: float) -> bool:
    """Whether a few words may be foreign, or names.

    `evaluate` counts the critics' phrases that get no judgement, most of them for this.
    """
    return pieces_a_token > MANY_PIECES and _common(words) < SOME_COMMON


def _common(words: Sequence[str]) -> float:
    """The share of the words that hold English sentences together."""
    return sum(word.lower().replace("’", "'") in COMMON for word in words) / len(words)


def _bound(bounds: Mapping[int, float], words: Sequence[str]) -> float | None:
    """The bound for a text of so many words; None if it is too short for one."""
    return next((bounds[n] for n in sorted(bounds, reverse=True) if len(words) >= n), None)


def _tokens(text: str) -> int:
    """Words and signs, as the tokenizer separates them before it cuts words into pieces."""
    return max(1, len(re.findall(r"[^\W_]+|[^\w\s]+|_+", text)))
