"""A certainty counts for texts like those on which it was measured, and for no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.reading.likeness import (
    CONTRASTS,
    FEWEST,
    MOST,
    MOST_NEGATED,
    NEGATIONS,
    unlikeness,
)
from rnn_demo.reading.suitability import words_of
from rnn_demo.tasks.sentiment.contrast import contrast_sentences

DOUBLY_NEGATED = (
    "This is not a bad film at all. I can't say I was bored for a single moment, and nobody in the "
    "cast fails to convince. I have nothing to complain about."
)
PLAIN = "the light is warm and the story moves along with a fine cast in every scene "


def kind(text: str) -> str:
    found = unlikeness(words_of(text))
    return found.kind if found else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DOUBLY_NEGATED, "short and turning"),
        (DOUBLY_NEGATED.replace("'", "’"), "short and turning"),
        ("Not bad at all.", "short and turning"),
        ("not good", "short and turning"),
        ("I expected to hate it and loved it", "short and turning"),
        ("NEVER AGAIN", "short and turning"),
        ("A wonderful cure for insomnia.", "short"),
        # The same said at greater length is no more like a review.
        (f"{DOUBLY_NEGATED} {DOUBLY_NEGATED}", "many negations"),
        (f"{DOUBLY_NEGATED} {PLAIN}", "many negations"),
        (PLAIN * 3, ""),
        (PLAIN * 100, "very long"),
    ],
)
def test_what_is_unlike_a_measured_review(text: str, expected: str) -> None:
    assert kind(text) == expected


def test_the_words_that_may_turn_it_are_named_once_and_in_order() -> None:
    found = unlikeness(words_of(DOUBLY_NEGATED + " Not at all."))
    assert found is not None
    assert found.turning == ("not", "can't", "nobody", "nothing")
    assert not NEGATIONS & CONTRASTS


def test_each_of_our_sentences_is_unlike_a_review() -> None:
    assert all(kind(sentence.text) for sentence in contrast_sentences())


@given(count=st.integers(0, 2 * MOST), negations=st.integers(0, 200))
def test_the_bounds_are_those_that_are_named(count: int, negations: int) -> None:
    words = (["not"] * min(negations, count) + ["film"] * count)[:count]
    negated = words.count("not")
    found = unlikeness(words)
    like = FEWEST <= count <= MOST and negated <= MOST_NEGATED * count
    assert (found is None) == like
    if found:
        assert found.words == count
