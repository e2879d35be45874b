"""Passages begin at paragraphs, do not overlap, and are spread over the text."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.data.passages import passages


def test_they_begin_with_a_blank_line() -> None:
    text = "".join(f"{'word ' * (3 + n % 5)}end.\n\n" for n in range(200))
    starts = passages(text, 10, 80)
    assert len(starts) == 10
    assert all(text[start : start + 2] == "\n\n" for start in starts)
    assert starts[0] < 40 and starts[-1] > len(text) - 200
    assert np.diff(starts).min() >= 80


def test_or_with_a_line_break_where_blank_lines_are_few() -> None:
    text = "\n\n".join(["line of a verse\n" * 50] * 2)
    starts = passages(text, 10, 80)
    assert len(starts) == 10
    assert all(text[start] == "\n" for start in starts)


def test_or_anywhere() -> None:
    assert passages("x" * 1000, 4, 100) == [0, 300, 600, 900]
    assert passages("x" * 250, 4, 100) == [0, 150]
    assert passages("x" * 100, 4, 100) == [0]


@given(st.text("ab\n", min_size=20, max_size=400), st.integers(1, 8), st.integers(1, 20))
def test_they_fit_and_do_not_overlap(text: str, count: int, size: int) -> None:
    starts = passages(text, count, size)
    assert 1 <= len(starts) <= count
    assert all(0 <= start <= len(text) - size for start in starts)
    assert all(after - before >= size for before, after in itertools.pairwise(starts))
