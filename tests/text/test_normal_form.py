"""Normal forms are those of the standard library, however many marks a letter has."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.text.clusters import clusters
from rnn_demo.text.normal_form import MANY, Form, normalized
from rnn_demo.text.visible import visible_text, with_places
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.tokenizers.known_forms import to_known

FORMS: tuple[Form, ...] = ("NFC", "NFKC", "NFD", "NFKD")
# Above, below, several at once, of class 0 and yet apart into marks, letters of all kinds.
SIGNS = "aé\u0301\u0323\u0345\u0344\u0f71\u0f73\u0958\u1161\u11a8가ﬁ\u09be\u09c7ấ\u200d "


@given(text=st.text(st.sampled_from(SIGNS), max_size=20), marks=st.text("\u0301\u0323\u0f73\u0344"))
def test_they_are_those_of_unicode(text: str, marks: str) -> None:
    for many in (text, text + marks * MANY + text):
        for form in FORMS:
            assert normalized(form, many) == unicodedata.normalize(form, many)


@pytest.mark.parametrize("unit", ["\u0301\u0323", "\u0f71\u0f72", "\u0301", "a\u0301\u0323"])
def test_their_cost_grows_as_the_text_does(unit: str) -> None:
    text = unit * (200_000 // len(unit))  # by insertion the first takes half a minute
    began = time.process_time()
    assert len(normalized("NFKC", text)) > 0
    assert list(clusters(text, "NFKC"))
    assert visible_text(text) == with_places(text).text
    to_known(text, CharacterTokenizer("a"))
    assert time.process_time() - began < 15


def test_what_stands_in_no_vocabulary_is_counted_in_one_pass() -> None:
    unseen = "".join(map(chr, range(0xE0000, 0xE1000)))
    known = to_known("a" + unseen * 3, CharacterTokenizer("a"))
    assert (known.text, known.unknown_count) == ("a", 3 * len(unseen))
