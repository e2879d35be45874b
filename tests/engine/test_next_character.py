from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rnn_demo.engine.next_character import next_characters, visible
from rnn_demo.sampling import Knobs

LOGITS = np.log(np.array([0.1, 0.4, 0.2, 0.3], dtype=np.float64))


def test_by_hand() -> None:
    chances = next_characters(LOGITS, "abcd", Knobs(top_k=2), count=3)
    assert chances.characters == ("b", "d", "c")
    assert chances.before == pytest.approx([0.4, 0.3, 0.2])
    assert chances.after == pytest.approx([4 / 7, 3 / 7, 0])
    assert chances.others_before == pytest.approx(0.1)
    assert chances.others_after == pytest.approx(0)
    assert chances.allowed == 2


def test_temperature_a_half_squares_the_probabilities() -> None:
    chances = next_characters(LOGITS, "abcd", Knobs(temperature=0.5))
    squares = np.array([0.16, 0.09, 0.04, 0.01])
    assert chances.after == pytest.approx(squares / squares.sum())
    assert chances.allowed == 4


@example([0.0, 4.7644792869270515e-23], 1.0, 0, 0.0, 0.0, 2)  # top-p keeps the first of equals
@given(
    st.lists(st.floats(-20, 20), min_size=1, max_size=30),
    st.floats(0, 2),
    st.integers(0, 40),
    st.floats(0, 1),
    st.floats(0, 1),
    st.integers(1, 40),
)
def test_both_add_up_to_one_and_keep_the_order(
    logits: list[float], temperature: float, top_k: int, top_p: float, min_p: float, count: int
) -> None:
    characters = "".join(chr(0x100 + i) for i in range(len(logits)))
    knobs = Knobs(temperature, top_k, top_p, min_p)
    chances = next_characters(np.array(logits), characters, knobs, count)
    assert len(chances.characters) == min(count, len(logits))
    assert chances.before.sum() + chances.others_before == pytest.approx(1)
    assert chances.after.sum() + chances.others_after == pytest.approx(1)
    assert (np.diff(chances.before) <= 0).all()
    assert (np.diff(chances.after) <= 1e-12).all()
    assert 1 <= chances.allowed <= len(logits)


@pytest.mark.parametrize(
    ("character", "label"),
    [("a", "a"), (" ", "space"), ("\n", "↵"), ("\x07", "U+0007"), ("\u202e", "U+202E")],
)
def test_every_label_can_be_seen(character: str, label: str) -> None:
    assert visible(character) == label
