"""Word pieces: every text has some, and each knows its place in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.tokenizers.word_pieces import START, WordPieceTokenizer
from tests.tiny_classifier import SAMPLE, tiny_tokenizer

TOKENIZER = tiny_tokenizer()


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_read(text: str) -> None:
    pieces = TOKENIZER.encode(text)
    assert pieces.ids[0] == 0
    assert pieces.spans.shape == (len(pieces.ids), 2)
    assert pieces.ids.max() < TOKENIZER.vocab_size
    ends = pieces.spans[1:, 1].tolist()
    assert ends == sorted(ends)
    assert max(ends, default=0) <= len(text)
    (same,) = TOKENIZER.encode_many([text])
    assert same.ids.tolist() == pieces.ids.tolist()


def test_what_is_typed_is_never_the_start() -> None:
    assert 0 not in TOKENIZER.encode(f"a {START} b").ids[1:]


def test_case_breaks_and_spaces_do_not_matter() -> None:
    plain = TOKENIZER.encode("a great film").ids.tolist()
    for same in ("A GREAT\n\nfilm", "a<br />great <br>film", "  a great   film"):
        assert TOKENIZER.encode(same).ids.tolist() == plain


def test_words_of_the_sample_are_single_pieces() -> None:
    pieces = TOKENIZER.encode("a great film")
    assert [tuple(span) for span in pieces.spans] == [(0, 0), (0, 1), (1, 7), (7, 12)]


def test_it_is_read_back(tmp_path: Path) -> None:
    TOKENIZER.save(tmp_path / "tokenizer.json")
    again = WordPieceTokenizer.load(tmp_path / "tokenizer.json")
    assert again.encode(SAMPLE).ids.tolist() == TOKENIZER.encode(SAMPLE).ids.tolist()
    (tmp_path / "tokenizer.json").write_text("{", encoding="utf-8")
    with pytest.raises(TokenizerError, match="not a usable"):
        WordPieceTokenizer.load(tmp_path / "tokenizer.json")
    CharacterTokenizer("abc").save(tmp_path / "tokenizer.json")
    with pytest.raises(TokenizerError, match="with the id 0"):
        WordPieceTokenizer.load(tmp_path / "tokenizer.json")
