"""Numbers as text and back."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.ui.packing import LARGEST, packed, packed_surprises, unpacked


@given(st.lists(st.floats(-10, 70_000)))
def test_there_and_back(values: list[float]) -> None:
    expected = [min(LARGEST, max(0, round(value))) for value in values]
    assert unpacked(packed(np.array(values))) == expected
    assert packed(np.array(values)).isascii()


def test_by_hand() -> None:
    assert packed(np.array([100.0, 100.4])) == "ZABkAA=="
    assert unpacked(packed_surprises(np.log([2.0, 4.0]))) == [100, 200]
