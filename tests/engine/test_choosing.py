"""The compiled choice against `rnn_demo.sampling`, which says what it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.engine.choosing import choose_character, order_of
from rnn_demo.sampling import Knobs, choose, gumbel_noise, log_softmax, narrow
from tests.tiny_models import CHARACTERS

knobs = st.builds(
    Knobs,
    st.sampled_from([0.0, 1e-3, 0.5, 1.0, 1.7, 10.0]),
    st.sampled_from([0, 1, 2, 5, 40, 10**6]),
    st.sampled_from([0.0, 0.3, 0.9, 0.999, 1.0]),
    st.sampled_from([0.0, 0.1, 0.5, 1.0]),
)


def chosen(
    logits: np.ndarray, codes: np.ndarray, k: Knobs, seed: int, position: int
) -> tuple[int, float, np.ndarray, np.ndarray]:
    size, rivals = len(logits), min(5, len(logits))
    ids, probabilities = np.zeros(rivals, np.int32), np.zeros(rivals, np.float32)
    token, surprise = choose_character(
        *(logits, codes, k.temperature, k.top_k, k.top_p, k.min_p),
        *(np.uint64(seed), np.int64(position), ids, probabilities),
        *(np.zeros(size), np.zeros((2, size), np.float32), np.zeros((2, size), np.int64)),
    )
    return token, surprise, ids, probabilities


@settings(max_examples=400)
@given(
    size=st.integers(1, 120),
    spread=st.sampled_from([0.0, 0.5, 3.0, 12.0]),
    k=knobs,
    seed=st.integers(0, 2**63 - 1),
    position=st.integers(0, 2**62),
    whole=st.booleans(),
)
def test_the_same_choice(
    size: int, spread: float, k: Knobs, seed: int, position: int, whole: bool
) -> None:
    random = np.random.default_rng(seed)
    logits = random.normal(0, spread, size).astype(np.float32)
    if whole:
        logits = np.round(logits)  # equals among them
    codes = np.sort(random.choice(100_000, size, replace=False)).astype(np.uint32)
    token, surprise, ids, probabilities = chosen(logits, codes, k, seed, position)
    assert token == choose(narrow(logits, k), gumbel_noise(seed, position, codes))
    log_p = log_softmax(logits)
    assert surprise == pytest.approx(-log_p[token], abs=1e-5)
    best = np.argsort(-log_p, kind="stable")[:5]
    assert ids.tolist() == best.tolist()
    np.testing.assert_allclose(probabilities, np.exp(log_p[best]), rtol=1e-5, atol=1e-12)


def test_as_often_as_it_is_likely() -> None:
    logits = np.log(np.array([0.5, 0.3, 0.15, 0.05], np.float32))
    codes = np.arange(4, dtype=np.uint32)
    draws = [chosen(logits, codes, Knobs(), 7, i)[0] for i in range(20_000)]
    shares = np.bincount(draws, minlength=4) / len(draws)
    np.testing.assert_allclose(shares, [0.5, 0.3, 0.15, 0.05], atol=0.015)


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=70))
def test_the_order_keeps_equals_in_place(values: list[int]) -> None:
    log_p = np.array(values, np.float64)
    order = np.zeros((2, len(values)), np.int64)
    order_of(log_p, order[0], order[1])
    np.testing.assert_array_equal(order[0], np.argsort(-log_p, kind="stable"))


def test_a_vocabulary_of_one_character() -> None:
    token, surprise, ids, probabilities = chosen(
        np.zeros(1, np.float32), np.array([ord(CHARACTERS[0])], np.uint32), Knobs(0.7), 1, 2
    )
    assert (token, surprise, ids.tolist(), probabilities.tolist()) == (0, 0.0, [0], [1.0])
