"""Labels of characters, against labels by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.data.text_features import FEATURES

BY_NAME = {feature.name: feature for feature in FEATURES}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("inside quotes", 'a "b" c', "0011000"),
        ("inside quotes", '"a\n\nb', "11100"),
        ("inside quotes", "«а» б", "11000"),
        ("dialogue", "— а\nб\n- в", "111100111"),
        ("capitals", "ANN: I am", "111000000"),
        ("capitals", "АННА и", "111100"),
        ("after a colon", "a: b\nc", "011100"),
        ("a speaker's name", "a\n\nB\nc", "001100"),
        ("position in the line", "ab\nc", "1201"),
        ("letters of the word", "ab's, c", "1234001"),
        ("syllable of the verse", "мой дя\nда", "011112001"),
    ],
)
def test_labels_by_hand(name: str, text: str, expected: str) -> None:
    found = BY_NAME[name].labels(text)
    assert found.tolist() == [float(label) for label in expected]


@given(st.text(max_size=60))
def test_a_label_for_each_character(text: str) -> None:
    for feature in FEATURES:
        labels = feature.labels(text)
        assert labels.shape == (len(text),)
        assert (labels >= 0).all()
        if feature.binary:
            assert set(np.unique(labels)) <= {0.0, 1.0}
