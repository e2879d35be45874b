"""Peaks of surprise, and how they are held against the beginnings of words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.tasks.elman.segmentation import BoundaryScore, best_threshold, peaks, score


def test_a_peak_is_above_its_neighbours_and_above_the_threshold() -> None:
    bits = np.array([5.0, 1.0, 3.0, 3.0, 1.0, 2.0, 0.0, 9.0])
    assert np.flatnonzero(peaks(bits, 0)).tolist() == [0, 2, 5, 7]
    assert np.flatnonzero(peaks(bits, 2.5)).tolist() == [0, 2, 7]
    assert not peaks(np.zeros(0), 0).size


def test_the_figures_of_merit() -> None:
    claimed = np.array([1, 1, 0, 1, 0, 1], bool)
    begins = np.array([1, 1, 1, 0, 0, 1], bool)
    found = score(claimed, begins)  # the first letter does not count
    assert found == BoundaryScore(found=3, right=2, there=3)
    assert found.precision == found.recall == found.f1 == pytest.approx(2 / 3)
    assert BoundaryScore(0, 0, 4).precision == BoundaryScore(0, 0, 4).f1 == 0
    assert BoundaryScore(3, 0, 0).recall == BoundaryScore(0, 0, 0).f1 == 0


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=8, max_size=30))
def test_no_threshold_is_better_than_the_chosen_one(letters: list[tuple[int, bool]]) -> None:
    bits = np.array([height for height, _ in letters], float)
    begins = np.array([begin for _, begin in letters])
    if not peaks(bits, -np.inf)[1:].any():
        return
    chosen = score(peaks(bits, best_threshold(bits, begins)), begins).f1
    best = max(score(peaks(bits, at), begins).f1 for at in np.arange(-1, 6) + 0.5)
    assert chosen == pytest.approx(best)
