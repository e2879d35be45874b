"""BLEU and chrF by sacrebleu, several references, and by the length of the source."""

from __future__ import annotations

import math

import pytest

from rnn_demo.tasks.translation.scores import by_length, figures, signatures
from rnn_demo.tasks.translation.split import Asked

ASKED = [
    Asked("one two three", ("a b c d e f",)),
    Asked("one two three four", ("g h i j", "g h i k")),
]


def test_a_translation_like_any_of_its_references_is_right() -> None:
    assert figures(["a b c d e f", "g h i k"], ASKED) == {"bleu": 100.0, "chrf": 1.0}
    alone = [ASKED[0], Asked(ASKED[1].source, ("g h i j",))]
    assert figures(["a b c d e f", "g h i k"], alone)["bleu"] < 100


def test_bleu_by_hand() -> None:
    # Of 6 words 5 are right, of 5 pairs 4, of 4 threes 3, of 3 fours 2.
    expected = 100 * math.exp(sum(map(math.log, (5 / 6, 4 / 5, 3 / 4, 2 / 3))) / 4)
    assert figures(["a b c d e x"], ASKED[:1])["bleu"] == pytest.approx(expected, abs=0.005)
    # Too short a translation is punished.
    short = figures(["a b c d"], ASKED[:1])["bleu"]
    assert short == pytest.approx(100 * math.exp(1 - 6 / 4), abs=0.005)


def test_the_signature_says_how_it_was_counted() -> None:
    told = signatures(ASKED)
    assert "nrefs:var" in told["bleu"]
    assert "tok:13a" in told["bleu"]
    assert "nc:6" in told["chrf"]


def test_lengths_are_bins_of_words_of_the_source() -> None:
    asked = [Asked("w " * count, ("a b c d e",)) for count in (1, 3, 4, 7, 20)]
    found = by_length(["a b c d e"] * 4 + ["a b c d x"], asked)
    told = [(one["low"], one["high"], one["sentences"]) for one in found]
    assert told == [(1, 3, 2), (4, 5, 1), (6, 7, 1), (16, None, 1)]
    assert found[0]["bleu"] == 100
    assert found[-1]["bleu"] < 100
