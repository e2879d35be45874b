"""Texts cut into the words that a treebank would have."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.text.words import LONGEST, sentences_in, spans_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I don't know Anna's dog.", "I do n't know Anna 's dog ."),
        ("They’re $5.50, cannot wait!!", "They ’re $ 5.50 , can not wait !!"),
        ("a 15-year term (U.S.)", "a 15 - year term ( U.S. )"),
        ("mail me@home.org or https://a.org/x?y=1.", "mail me@home.org or https://a.org/x?y=1 ."),
        ("Mr. Smith... :) <b>", "Mr. Smith ... :) < b >"),
        ("see report.doc of 08/16/2000", "see report.doc of 08/16/2000"),
        ("", ""),
    ],
)
def test_english(text: str, words: str) -> None:
    assert words_of(text, "en") == words.split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Кто-то сказал: «Нет!»", "Кто-то сказал : « Нет ! »"),
        ("Ёлка в 2025-м — 3,5 м.", "Ёлка в 2025-м — 3,5 м ."),
        ("Привет))) 😍😍 @имя-7", "Привет ))) 😍😍 @имя-7"),
    ],
)
def test_russian(text: str, words: str) -> None:
    assert words_of(text, "ru") == words.split()


def test_sentences_end_at_stops_and_lines() -> None:
    text = "One two. Three (four)?! five\nsix"
    cut = [[text[a:b] for a, b in own] for own in sentences_in(text, "en")]
    assert [own[0] for own in cut] == ["One", "Three", "five", "six"]
    assert max(map(len, sentences_in("a " * 1_000, "en"))) == LONGEST


@given(st.text(max_size=80), st.sampled_from(["en", "ru"]))
def test_nothing_but_space_is_lost(text: str, language: str) -> None:
    spans = spans_of(text, language)
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    left = set(range(len(text))) - {at for a, b in spans for at in range(a, b)}
    assert all(text[at].isspace() for at in left)
    cut = [span for own in sentences_in(text, language) for span in own]
    assert [text[a:b] for a, b in cut] or not text.strip()


@pytest.mark.parametrize("piece", ["a_", "a.", "1,", "a-", "www.", ":)", "a'", "@a-", "\u200d"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_text_takes_longer_than_its_length(piece: str, language: str) -> None:
    """Hostile repetitions: with backtracking without a bound these would take minutes."""
    text = piece * 20_000
    assert "".join(words_of(text, language)) == text
