"""The tokenizer: every text comes back, and the table says what the library says."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from rnn_demo.tokenizers.characters import UNKNOWN, CharacterTokenizer, code_points
from rnn_demo.tokenizers.error import TokenizerError

texts = st.text(
    st.one_of(
        st.characters(codec="utf-8"), st.sampled_from("ab\r\n\t \u00a0\u2028e\u0301й👨\u200d")
    ),
    min_size=1,
    max_size=80,
)


@given(text=texts)
def test_round_trip(text: str) -> None:
    tokenizer = CharacterTokenizer.from_text([text[:3], text[3:]])
    ids = tokenizer.encode(text)
    assert len(ids) == len(text)  # one id a character
    assert tokenizer.decode(ids) == text
    assert tokenizer.vocab_size == len(set(text)) == len(set(ids.tolist()))
    assert tokenizer.characters == "".join(sorted(set(text)))
    assert tokenizer.encode("").tolist() == []


@settings(max_examples=50, deadline=None)
@given(text=texts)
def test_is_the_librarys_tokenizer_also_after_saving(text: str) -> None:
    tokenizer = CharacterTokenizer.from_text([text])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tokenizer.json"
        tokenizer.save(path)
        library, loaded = Tokenizer.from_file(str(path)), CharacterTokenizer.load(path)
    ids = tokenizer.encode(text).tolist()
    assert tokenizer.as_tokenizers().encode(text).ids == ids
    assert library.encode(text).ids == ids
    assert library.decode(ids) == text
    assert loaded.characters == tokenizer.characters
    assert loaded.encode(text).tolist() == ids


@given(vocabulary=texts, text=st.text(st.characters(codec=None, exclude_categories=())))
def test_unknown_characters_are_found(vocabulary: str, text: str) -> None:
    tokenizer = CharacterTokenizer.from_text([vocabulary])
    ids = tokenizer.lookup(text)
    for character, i in zip(text, ids.tolist(), strict=True):
        known = character in vocabulary
        assert i == (tokenizer.characters.index(character) if known else UNKNOWN)


def test_unknown_character_is_named() -> None:
    tokenizer = CharacterTokenizer("abc")
    with pytest.raises(TokenizerError, match=r"'☃' at position 2 .* 3 "):
        tokenizer.encode("ab☃☃")


def test_ids_follow_the_given_order_and_take_little_room() -> None:
    assert CharacterTokenizer("cab").encode("abc").tolist() == [1, 2, 0]
    for size, dtype in ((1, np.uint8), (256, np.uint8), (257, np.uint16), (70_000, np.uint32)):
        characters = "".join(map(chr, range(0x10000, 0x10000 + size)))
        tokenizer = CharacterTokenizer(characters)
        ids = tokenizer.encode(characters)
        assert ids.dtype == dtype
        np.testing.assert_array_equal(ids, np.arange(size))


def test_code_points() -> None:
    text = "aя👨\ud800\U0010ffff"
    assert code_points(text).tolist() == [ord(c) for c in text]


@pytest.mark.parametrize("characters", ["", "aba"])
def test_vocabulary_is_checked(characters: str) -> None:
    with pytest.raises(TokenizerError):
        CharacterTokenizer(characters)


def test_damaged_files(tmp_path: Path) -> None:
    path = tmp_path / "tokenizer.json"
    with pytest.raises(TokenizerError, match="not a usable"):
        CharacterTokenizer.load(path)
    CharacterTokenizer("abc").save(path)
    good = path.read_text(encoding="utf-8")
    for bad in (good[: len(good) // 2], "", "{}", "[" * 100_000, "\x00"):
        path.write_text(bad, encoding="utf-8")
        with pytest.raises(TokenizerError, match="not a usable"):
            CharacterTokenizer.load(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(TokenizerError, match="not a usable"):
        CharacterTokenizer.load(path)
    for vocabulary in ({"a": 0, "b": 2}, {"a": 0, "bc": 1}, {"": 0}, {"a": 0, "b": 0}, {}):
        changed = json.loads(good)
        changed["model"]["vocab"] = vocabulary
        path.write_text(json.dumps(changed), encoding="utf-8")
        with pytest.raises(TokenizerError):
            CharacterTokenizer.load(path)
