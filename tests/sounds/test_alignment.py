"""Alignments: what collapses to what, and two ways to add up their chances."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from rnn_demo.sounds.alignment import (
    MOST_STEPS,
    best_path,
    by_enumeration,
    collapsed,
    log_chance,
    words_of,
)


def chances(steps: int, symbols: int, seed: int = 0) -> NDArray[np.float64]:
    weights = np.random.default_rng(seed).exponential(size=(steps, symbols))
    found: NDArray[np.float64] = np.log(weights / weights.sum(1, keepdims=True))
    return found


@given(
    steps=st.integers(1, MOST_STEPS),
    words=st.lists(st.integers(0, 2), max_size=4),
    seed=st.integers(0, 99),
)
@settings(max_examples=60, deadline=None)
def test_the_forward_algorithm_adds_up_every_alignment(
    steps: int, words: list[int], seed: int
) -> None:
    told = chances(steps, 4, seed)
    quick, slow = log_chance(told, words), by_enumeration(told, words)
    assert quick == slow or quick == pytest.approx(slow, abs=1e-9)


def test_all_that_can_be_said_has_chance_one() -> None:
    told = chances(4, 3)
    every = {collapsed(path, 2) for path in itertools.product(range(3), repeat=4)}
    assert sum(np.exp(log_chance(told, words)) for words in every) == pytest.approx(1.0)


@pytest.mark.parametrize("words", [[], [1], [1, 1], [3, 0, 3, 3]])
def test_it_is_the_loss_that_torch_trains_with(words: list[int]) -> None:
    told = chances(12, 5)
    loss = torch.nn.functional.ctc_loss(
        torch.from_numpy(told)[:, None], torch.tensor([words], dtype=torch.int64),
        torch.tensor([12]), torch.tensor([len(words)]), blank=4, reduction="sum",
    )  # fmt: skip
    assert log_chance(told, words) == pytest.approx(-loss.item(), abs=1e-9)


def test_words_and_their_places() -> None:
    path = [9, 3, 3, 9, 3, 9, 7, 7, 7]
    told = np.full((len(path), 10), -5.0)
    told[np.arange(len(path)), path] = -0.1
    told[7, 7] = -0.01
    assert best_path(told).tolist() == path
    assert collapsed(path, 9) == (3, 3, 7)
    assert [(word.id, word.begin, word.end) for word in words_of(told)] == [
        (3, 1, 3), (3, 4, 5), (7, 6, 9),
    ]  # fmt: skip
    assert words_of(told)[2].chance == pytest.approx(np.exp(-0.01))


def test_too_many_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="9 steps have too many alignments; give 8 at most"):
        by_enumeration(chances(9, 3), (1,))
