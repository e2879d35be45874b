"""Texts reduced to letters, and where their words begin."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.tasks.elman.letters import ALPHABET, letters_of


def test_what_is_kept_and_what_is_dropped() -> None:
    found = letters_of("Shall I, o'er-run\nthee? 'Tis so!")
    assert found.words == ["shall", "i", "oer", "run", "thee", "tis", "so"]
    assert found.text == "shallioerruntheetisso"
    assert np.flatnonzero(found.begins).tolist() == [0, 5, 6, 9, 12, 16, 19]
    assert found.capitals == 3
    assert found.dropped == " , '-\n? ' !"
    assert found.ids[:3].tolist() == [18, 7, 0]


def test_letters_of_other_alphabets_part_words() -> None:
    assert letters_of("naïve Привет \u212a").words == ["na", "ve"]
    assert letters_of("İstanbul").words == ["stanbul"]


@given(st.text())
def test_any_text(text: str) -> None:
    found = letters_of(text)
    assert set(found.text) <= set(ALPHABET)
    assert "".join(found.words) == found.text
    assert len(found.begins) == len(found.ids) == len(found.text)
    assert len(found.dropped) + len(found.text) == len(text)
    assert not found.text or found.begins[0]
    assert found.capitals == len(re.findall("[A-Z]", text))
