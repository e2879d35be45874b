"""Sentences of several languages cut into pieces, and put together again."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnn_demo.tokenizers.error import TokenizerError
from rnn_demo.tokenizers.sentence_pieces import (
    END,
    FIRST,
    SPECIAL,
    TAGS,
    UNKNOWN,
    SentencePieces,
)
from rnn_demo.tokenizers.word_pieces import WordPieceTokenizer
from tests.tiny_translator import PIECES, TEXTS


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_cut_is_put_together(text: str) -> None:
    (ids,) = PIECES.encode([text])
    assert PIECES.decode(ids) == text
    assert min(ids) >= FIRST


def test_tag_first_and_end_last() -> None:
    for language, tag in TAGS.items():
        source = PIECES.encode_source("Tom is here.", language)
        assert (source.ids[0], source.ids[-1]) == (tag, END)
        assert SPECIAL[tag] == f"<{language}>"
        assert source.ids[1:-1].tolist() == PIECES.encode(["Tom is here."])[0]


@pytest.mark.parametrize("text", ["Tom  is\there.", "  Где кошка?\n", "e\u0301tait", "x 😀 Tom!"])
def test_a_piece_knows_what_it_stands_for(text: str) -> None:
    source = PIECES.encode_source(text, "fr")
    spans = source.spans[1:-1].tolist()
    for piece, (start, end) in zip(source.ids[1:-1].tolist(), spans, strict=True):
        if piece != UNKNOWN and "\u0301" not in text:
            assert PIECES.pieces[piece].removeprefix("▁") == text[start:end]
    covered = "".join(text[start:end] for start, end in spans)
    assert covered == "".join(text.split())
    assert source.spans[0].tolist() == source.spans[-1].tolist() == [0, 0]


def test_what_it_does_not_know_is_one_unknown_piece() -> None:
    source = PIECES.encode_source("日 Tom", "ru")
    assert UNKNOWN in source.ids
    assert PIECES.decode(source.ids.tolist()) == "Tom"


@pytest.mark.parametrize("text", ["<end>", "<ru>", "<unknown>"])
def test_special_pieces_cannot_be_typed(text: str) -> None:
    (ids,) = PIECES.encode([text])
    assert not {END, *TAGS.values()} & set(ids)


def test_nothing_is_only_tag_and_end() -> None:
    for text in ("", "  \n "):
        assert PIECES.encode_source(text, "ru").ids.tolist() == [TAGS["ru"], END]


def test_rare_characters_are_not_learned() -> None:
    pieces = SentencePieces.learn(["abc " * 9, "xyz"], 40, rare=3)
    assert pieces.encode(["x"])[0][-1] == UNKNOWN
    assert UNKNOWN not in pieces.encode(["cab"])[0]


def test_it_is_kept_in_a_file(tmp_path: Path) -> None:
    PIECES.save(tmp_path / "tokenizer.json")
    again = SentencePieces.load(tmp_path / "tokenizer.json")
    assert again.pieces == PIECES.pieces
    assert again.encode(TEXTS) == PIECES.encode(TEXTS)
    WordPieceTokenizer.learn(["another kind"], 300).save(tmp_path / "tokenizer.json")
    with pytest.raises(TokenizerError, match="A vocabulary of translators begins with <end>"):
        SentencePieces.load(tmp_path / "tokenizer.json")
