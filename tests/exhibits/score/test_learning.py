"""One text under a fixed network and under a learning one: the same until the first step."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.engine.learning import Adaptation
from rnn_demo.engine.progress import finished
from rnn_demo.exhibits.score.compute.learning import (
    LONGEST,
    WORK,
    Learnt,
    best_places,
    gains,
    longest_text,
    read_learning,
)
from rnn_demo.exhibits.score.compute.scores import score_text
from rnn_demo.tasks.generator.measure import dynamic
from tests.tiny_models import CELLS, tiny_network

LEARNING = Adaptation(0.01, 0.001, 10)
TEXT = "The old clerk, the low light. " * 8


@pytest.mark.parametrize("cell", CELLS)
def test_both_read_the_same_text(cell: str) -> None:
    network = tiny_network(cell)
    score = finished(score_text(network, TEXT))
    for most in (0, 1, 2, 50, 10_000):
        told: list[float] = []
        steps = read_learning(network, score, most, LEARNING)
        while True:
            try:
                told.append(next(steps))
            except StopIteration as end:
                learnt: Learnt = end.value
                break
        assert learnt.text == score.known.text[:most]
        assert len(learnt.fixed) == len(learnt.learning) == max(0, len(learnt.text) - 1)
        assert told == sorted(told)
        assert not told or told[-1] == 1
        np.testing.assert_allclose(learnt.fixed[:10], learnt.learning[:10], atol=1e-4)
    ids = network.tokenizer.encode(score.known.text)
    expected = dynamic(network, ids, LEARNING).nats / math.log(2)
    np.testing.assert_array_equal(learnt.learning, expected)
    of_fixed, of_learning = learnt.means
    assert of_fixed[-1] == pytest.approx(score.bits_per_character)
    assert of_learning[-1] == pytest.approx(learnt.learning.mean())


@given(st.text("ab -'.\n", max_size=40), st.integers(0, 99))
def test_words_add_up_to_what_was_saved(text: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    fixed, learning = random.random((2, max(0, len(text) - 1)))
    learnt = Learnt(text, fixed, learning)
    found = gains(learnt)
    assert [gain.saved for gain in found] == sorted((g.saved for g in found), reverse=True)
    assert all(gain.word.strip() and gain.times >= 1 for gain in found)
    # All but what stands between words, and a first character, which is not predicted.
    inside = sum(gain.times * len(gain.word) for gain in found)
    assert inside <= len(text)
    if inside == len(text):
        assert sum(g.saved for g in found) == pytest.approx(float((fixed - learning).sum()))
    places = best_places(learnt, 5)
    saved = fixed - learning
    assert all(saved[at - 1] > 0 for at in places)
    assert len(places) == min(5, int((saved > 0).sum()))
    if places:
        assert saved[places[0] - 1] == saved.max()


def test_a_word_has_a_first_and_a_last_time() -> None:
    learnt = Learnt("ab ab, cd", np.full(8, 2.0), np.array([2.0, 2, 1, 1, 1, 1, 3, 3]))
    first, second = gains(learnt)
    assert (first.word, first.times, first.fixed, first.learning) == ("ab", 2, 6, 4)
    assert (first.first, first.last, first.saved) == (2, 2, 2)
    assert (second.word, second.saved) == ("cd", -2)


def test_a_large_network_reads_less() -> None:
    assert longest_text(0) == longest_text(6_000_000) == LONGEST
    assert longest_text(100_000_000) == WORK // 100_000_000 < LONGEST
