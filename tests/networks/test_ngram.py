"""The n-gram baseline: hand-made figures, enumeration and a slow second implementation."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.networks import ngram_counts as ngram

texts = st.lists(st.integers(0, 2), min_size=1, max_size=30)


def slow_probability(text: list[int], vocab_size: int, context: list[int], c: int) -> float:
    """Witten-Bell by its definition, one character at a time."""
    shorter = slow_probability(text, vocab_size, context[1:], c) if context else 1 / vocab_size
    n = len(context)
    followers = Counter(text[i] for i in range(n, len(text)) if text[i - n : i] == context)
    if not followers:
        return shorter
    kinds, total = len(followers), sum(followers.values())
    return (followers[c] + kinds * shorter) / (total + kinds)


def test_figures_by_hand() -> None:
    # "aab" over {a, b}. Empty context: N = 3, T = 2; a has (2 + 2/2) / 5, b has (1 + 2/2) / 5.
    # After a: N = 2, T = 2; a has (1 + 2 * 3/5) / 4. After b: never continued, so p(a) = 3/5.
    model = ngram.fit(np.array([0, 0, 1]), 2, order=2)
    expected = [3 / 5, (1 + 2 * 3 / 5) / 4, (1 + 2 * 2 / 5) / 4, 3 / 5]
    np.testing.assert_allclose(np.exp(-model.nats(np.array([0, 0, 1, 0]))), expected, rtol=1e-12)
    assert model.nats_per_character(np.array([0, 0, 1, 0])) == pytest.approx(
        -sum(map(math.log, expected)) / 4, rel=1e-12
    )


@settings(max_examples=50, deadline=None)
@given(training=texts, text=texts, order=st.integers(1, 5))
def test_equals_the_definition(training: list[int], text: list[int], order: int) -> None:
    model = ngram.fit(np.array(training, dtype=np.uint8), 3, order)
    expected = [
        slow_probability(training, 3, text[max(0, i - order + 1) : i], text[i])
        for i in range(len(text))
    ]
    got = np.exp(-model.nats(np.array(text, dtype=np.uint8)))
    np.testing.assert_allclose(got, expected, rtol=1e-10)


@settings(max_examples=50, deadline=None)
@given(training=texts, context=st.lists(st.integers(0, 4), max_size=5), order=st.integers(1, 5))
def test_probabilities_sum_to_one(training: list[int], context: list[int], order: int) -> None:
    # Ids 3 and 4 never occur in the training text: they must have their share too.
    model = ngram.fit(np.array(training), 5, order)
    p = [math.exp(-model.nats(np.array([*context, c]))[-1]) for c in range(5)]
    assert min(p) > 0
    assert sum(p) == pytest.approx(1, abs=1e-12)


def test_only_the_last_order_characters_count() -> None:
    rng = np.random.default_rng(0)
    model = ngram.fit(rng.integers(0, 4, 2000), 4, order=3)
    text = rng.integers(0, 4, 50)
    other = text.copy()
    other[:20] = 3 - other[:20]
    np.testing.assert_array_equal(model.nats(text)[22:], model.nats(other)[22:])
    assert model.nats(text)[21] != model.nats(other)[21]


def test_longer_contexts_learn_more_of_a_regular_text() -> None:
    text = np.tile([0, 1, 2, 0, 2, 1, 1], 300)
    surprise = [ngram.fit(text, 3, order).nats_per_character(text) for order in (1, 2, 4)]
    entropy = math.log(7) - (2 * math.log(2) + 3 * math.log(3) + 2 * math.log(2)) / 7
    assert surprise[0] == pytest.approx(entropy, abs=1e-3)
    assert surprise[0] > surprise[1] > surprise[2]
    assert surprise[2] < 0.01


def test_a_large_alphabet_does_not_overflow() -> None:
    # 5000 ** 5 needs 62 bits: the packed codes must still be told apart.
    ids = np.array([4999] * 5 + [0] * 5 + [4999] * 5)
    model = ngram.fit(ids, 5000, order=5)
    expected = [
        slow_probability(ids.tolist(), 5000, ids.tolist()[max(0, i - 4) : i], int(ids[i]))
        for i in range(len(ids))
    ]
    np.testing.assert_allclose(np.exp(-model.nats(ids)), expected, rtol=1e-10)
    with pytest.raises(ValueError, match="lower order"):
        ngram.fit(ids, 7000, order=5)


def test_counting_in_pieces_is_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = np.random.default_rng(0).integers(0, 4, 200).astype(np.uint8)
    whole = ngram.fit(ids, 4)
    monkeypatch.setattr(ngram, "PIECE", 7)
    for one, other in zip(ngram.fit(ids, 4).lengths, whole.lengths, strict=True):
        for name, array in vars(one).items():
            np.testing.assert_array_equal(array, getattr(other, name), err_msg=name)
    assert whole.lengths[4].gram_counts.sum() == 196


@settings(max_examples=100, deadline=None)
@given(training=texts, before=st.lists(st.integers(0, 4), max_size=7), order=st.integers(1, 5))
def test_all_that_may_follow_is_what_each_costs(
    training: list[int], before: list[int], order: int
) -> None:
    model = ngram.fit(np.array(training), 5, order)
    costs = [model.nats(np.array([*before, c]))[-1] for c in range(5)]
    np.testing.assert_array_equal(-np.log(model.following(before)), costs)


@settings(max_examples=100, deadline=None)
@given(training=texts, order=st.integers(1, 5))
def test_the_longest_grams_and_a_beginning_are_the_whole_table(
    training: list[int], order: int
) -> None:
    ids = np.array([*training, 0, 1, 2, 0, 1], np.uint8)
    whole = ngram.fit(ids, 3, order)
    longest = whole.lengths[-1]
    again = ngram.from_longest(longest.grams, longest.gram_counts, ids[: order - 1], 3)
    for one, other in zip(again.lengths, whole.lengths, strict=True):
        for name, array in vars(one).items():
            np.testing.assert_array_equal(array, getattr(other, name), err_msg=name)


def test_largest_order() -> None:
    assert ngram.largest_order(2) == 63
    assert ngram.largest_order(6_208) == 5
    assert ngram.largest_order(6_209) == 4
    assert ngram.largest_order(1_114_112) == 3


def test_bounds() -> None:
    with pytest.raises(ValueError, match="order is 0"):
        ngram.fit(np.array([0]), 2, order=0)
    with pytest.raises(ValueError, match="at least one"):
        ngram.fit(np.array([], dtype=np.int64), 2)
    with pytest.raises(ValueError, match="empty"):
        ngram.fit(np.array([0]), 2).nats_per_character(np.array([], dtype=np.int64))
