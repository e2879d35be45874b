"""A review word by word: words keep their places, crossing out is an exact rerun, parts add up."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.exhibits.sentiment.compute import integrated_gradients
from rnn_demo.files.review_length import LONGEST_REVIEW
from rnn_demo.reading.classifier import LONGEST, Classifier, prefix_logits, probability
from rnn_demo.tokenizers.word_pieces import Pieces, WordPieceTokenizer
from rnn_demo.widgets.read_review import compute
from rnn_demo.widgets.read_review.compute import (
    CLEAR,
    occlusion,
    read_review,
    reading_review,
    turning_words,
    unit_trace,
    without,
)
from rnn_demo.widgets.read_review.presets import LECTURE, PRESETS
from tests.tiny_classifier import SAMPLE, tiny_classifier

T = TypeVar("T")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    return tiny_classifier(tmp_path_factory.mktemp("models"))


def last(steps: Generator[float, None, T]) -> T:
    """The result; the shares that are told before only grow."""
    told = 0.0
    while True:
        try:
            share = next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
        assert told <= share + 1e-9 <= 1 + 1e-9
        told = share


@settings(deadline=None)
@given(text=TEXTS)
def test_words_tile_the_text_and_the_pieces(classifier: Classifier, text: str) -> None:
    reading = read_review(classifier, text)
    assert [reading.text[w.start : w.end] for w in reading.words] == reading.text.split()
    places = [1, *(place for word in reading.words for place in word.pieces)]
    assert places == sorted(places)
    logits = prefix_logits(classifier, reading.ids)
    for before, word in zip([None, *reading.words], reading.words, strict=False):
        assert word.before == (before.after if before else logits[0])
    if reading.words and "\x00" not in text:
        assert reading.words[-1].pieces[1] == len(reading.ids)
        assert reading.words[-1].after == reading.logit


def test_points_are_of_probability(classifier: Classifier) -> None:
    reading = read_review(classifier, SAMPLE)
    word = reading.words[3]
    expected = 100 * (probability(word.after) - probability(word.before))
    assert word.points == pytest.approx(expected)
    start = probability(reading.words[0].before)
    assert start + sum(w.points for w in reading.words) / 100 == pytest.approx(reading.probability)


def test_the_words_that_turned_it_go_towards_the_judgement(classifier: Classifier) -> None:
    reading = read_review(classifier, SAMPLE)
    sign = 1 if reading.positive else -1
    moved = [sign * reading.words[i].points for i in turning_words(reading)]
    strongest = sorted((sign * word.points for word in reading.words), reverse=True)[:3]
    assert moved == [points for points in strongest if points >= CLEAR]
    assert moved
    assert read_review(classifier, "").words == ()
    assert turning_words(read_review(classifier, "")) == []


def test_a_word_that_moved_it_by_hardly_a_point_is_not_named(classifier: Classifier) -> None:
    reading = read_review(classifier, SAMPLE)
    logits = [0.0, 0.1, 6.0, 7.0, 7.5, 9.0]  # 50 → 52.5 → 99.8 % and from there on a little
    words = [
        replace(word, before=before, after=after)
        for word, before, after in zip(reading.words, logits, logits[1:], strict=False)
    ]
    sure = replace(reading, words=tuple(words), logit=9.0)
    assert turning_words(sure) == [1]
    still = replace(reading, words=tuple(words[2:]), logit=9.0)
    assert turning_words(still) == []


def test_crossed_out_words_are_gone_and_line_ends_stay(classifier: Classifier) -> None:
    reading = read_review(classifier, "One  two,\n\nthree four.<br /><br />Five &amp; six")
    assert reading.text == "One  two,\n\nthree four.\n\nFive & six"
    assert without(reading, {0}) == "two,\n\nthree four.\n\nFive & six"
    assert without(reading, {1, 2}) == "One\n\n four.\n\nFive & six"
    assert without(reading, set(range(6))) == "six"
    assert without(reading, set()) == reading.text


@settings(max_examples=25, deadline=None)
@given(text=TEXTS.filter(str.strip))
def test_occlusion_is_an_exact_rerun(classifier: Classifier, text: str) -> None:
    reading = read_review(classifier, text)
    worth = last(occlusion(classifier, reading))
    assert worth.shape == (len(reading.words),)
    for i, word in enumerate(reading.words):
        rest = np.delete(reading.ids, np.arange(*word.pieces))
        rerun = prefix_logits(classifier, rest)[-1]
        assert reading.logit - worth[i] == pytest.approx(rerun, abs=1e-5)


def test_to_leave_a_word_out_is_to_read_the_text_without_it(classifier: Classifier) -> None:
    reading = read_review(classifier, SAMPLE + " " + PRESETS["Half and half"])
    worth = last(occlusion(classifier, reading))
    for i in (0, 1, 7, len(reading.words) - 1):
        rerun = read_review(classifier, without(reading, {i}))
        assert reading.logit - worth[i] == pytest.approx(rerun.logit, abs=1e-5)


@pytest.mark.parametrize("title", [*LECTURE, *PRESETS])
def test_integrated_gradients_add_up(classifier: Classifier, title: str) -> None:
    reading = read_review(classifier, {**LECTURE, **PRESETS}[title])
    parts = last(integrated_gradients(classifier, reading.ids, reading.spans))
    assert parts.complete
    assert parts.logit == pytest.approx(reading.logit, abs=1e-5)
    total = parts.baseline + parts.words.sum()
    assert total == pytest.approx(parts.logit + parts.residual, abs=1e-6)


def test_a_unit_over_the_text(classifier: Classifier) -> None:
    reading = read_review(classifier, SAMPLE)
    trace = unit_trace(classifier, reading, 3)
    assert trace.shape == (len(reading.words),)
    assert np.abs(trace).max() <= 1
    with pytest.raises(ValueError, match="the units 0 to 11"):
        unit_trace(classifier, reading, 12)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a" * (LONGEST_REVIEW + 1), "has 20,001 characters; a review has at most 20,000"),
        ("\ufdfa" * 5_000, "has 90,000 characters"),  # each is a sentence of 18 letters
        ("\U0001f600" * 9_000, "pieces of words, which no English does; at most 12,000"),
    ],
)
def test_what_is_longer_than_a_review_is_not_read(
    classifier: Classifier, text: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compute, "read", None)  # not a piece of it
    if "characters" in why:
        monkeypatch.setattr(type(classifier.tokenizer), "encode", _only_nothing)
    reading = read_review(classifier, text)
    assert reading.words == ()
    assert reading.doubt
    assert why in reading.doubt.sentence


def test_the_longest_review_is_read_a_little_at_a_time(classifier: Classifier) -> None:
    text = ("word " * LONGEST_REVIEW)[:LONGEST_REVIEW]
    steps = reading_review(classifier, text)
    count = 0
    for count, _ in enumerate(steps, 1):  # noqa: B007
        pass
    pieces = len(read_review(classifier, text).ids)
    assert count >= pieces / LONGEST


def _only_nothing(tokenizer: WordPieceTokenizer, text: str) -> Pieces:
    assert text == ""
    return tokenizer.encode_many([text])[0]
