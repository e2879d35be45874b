"""Results are kept within a bound of bytes, those asked for last the longest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.ui.kept import KeptResults, weight


@dataclass(frozen=True)
class Found:
    curve: np.ndarray
    notes: tuple[str, ...]


def test_a_result_weighs_what_its_arrays_and_texts_do() -> None:
    found = Found(np.zeros(1000), ("a" * 500, "b"))
    assert 8500 < weight(found) < 9500
    assert weight({"x": [found]}) > weight(found)


def test_those_asked_for_last_stay() -> None:
    kept = KeptResults(most=100_000)
    for number in range(6):
        kept.keep(number, np.zeros(2_500))  # 20 kB each
        assert kept.find(0)
    assert [number for number in range(6) if kept.find(number)] == [0, 3, 4, 5]


def test_one_that_would_push_out_the_others_is_not_kept() -> None:
    kept = KeptResults(most=100_000)
    kept.keep("small", 1)
    kept.keep("large", np.zeros(5_000))
    assert kept.find("small") == (1,) and kept.find("large") is None


def test_none_is_a_result() -> None:
    kept = KeptResults()
    kept.keep("nothing", None)
    assert kept.find("nothing") == (None,) and kept.find("else") is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3_000)), max_size=40))
def test_the_bound_holds(asked: list[tuple[int, int]]) -> None:
    kept = KeptResults(most=60_000)
    for question, size in asked:
        kept.keep(question, np.zeros(size))
        assert sum(heavy for _, heavy in kept._results.values()) <= 60_000


def test_a_view_weighs_what_it_keeps_in_memory() -> None:
    held = np.zeros(100_000)
    assert weight(held[:10]) >= held.nbytes
    assert weight((held[:10], held[10:20], held)) < 1.1 * held.nbytes
