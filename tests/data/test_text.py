"""Reading texts as people have them: line ends, byte-order marks, damage, any size of piece."""

from __future__ import annotations

import hashlib
import lzma
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.data import text as reading
from rnn_demo.data.text import TextError, read_ids, read_pieces, read_vocabulary
from rnn_demo.tokenizers.characters import CharacterTokenizer
from rnn_demo.tokenizers.error import TokenizerError


@pytest.fixture(params=[1, 2, 3, 7, 1 << 20])
def piece(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Every border between pieces must be harmless."""
    monkeypatch.setattr(reading, "PIECE", request.param)
    return request.param


def read(path: Path) -> tuple[str, tuple[str, ...], str]:
    tokenizer = read_vocabulary(path)
    encoded = read_ids(path, tokenizer)
    assert encoded.ids.dtype == tokenizer.dtype
    return tokenizer.decode(encoded.ids), encoded.notes, encoded.sha256


@pytest.mark.parametrize(
    ("raw", "text", "words"),
    [
        (b"ab\ncd\n", "ab\ncd\n", []),
        ("ёж — 👨‍👩\u2028é".encode(), "ёж — 👨‍👩\u2028é", []),
        (b"ab\r\ncd\r\n\r\ne", "ab\ncd\n\ne", ["line ends"]),
        (b"ab\rcd\r\re\r", "ab\ncd\n\ne\n", ["line ends"]),
        (b"a\nb\r\nc\rd", "a\nb\nc\nd", ["line ends"]),
        ("\ufeffab".encode(), "ab", ["byte-order"]),
        ("\ufeffa\r\nb\ufeff".encode(), "a\nb\ufeff", ["byte-order", "line ends"]),
        (b"a", "a", []),
        (b"\n", "\n", []),
        (b"no newline, one line", "no newline, one line", []),
        (b"\x00\x1b\x07", "\x00\x1b\x07", []),
        ("cafe\u0301 ол".encode(), "cafe\u0301 ол", ["NFC"]),
        ("\u1112\u1161\u11ab글".encode(), "\u1112\u1161\u11ab글", ["NFC"]),
        ("\u212b\r\n".encode(), "\u212b\n", ["line ends", "NFC"]),
        ("é, ол\u0301, q\u0323\u0307".encode(), "é, ол\u0301, q\u0323\u0307", []),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".txt.xz"])
def test_texts_as_they_come(
    piece: int, tmp_path: Path, suffix: str, raw: bytes, text: str, words: list[str]
) -> None:
    path = tmp_path / f"text{suffix}"
    path.write_bytes(lzma.compress(raw) if suffix.endswith("xz") else raw)
    got, notes, sha256 = read(path)
    assert got == text
    assert sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert len(notes) == len(words)
    for note, word in zip(notes, words, strict=True):
        assert word in note


@given(raw=st.text("ab\r\nяё👨\ufeff", max_size=40), size=st.integers(1, 9))
def test_any_line_ends_in_any_pieces(raw: str, size: int) -> None:
    expected = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "PIECE", size)
        path = Path(folder) / "text.txt"
        path.write_bytes(raw.encode())
        pieces = list(read_pieces(path))
    assert "".join(pieces) == expected
    assert all(0 < len(p) <= size + 1 for p in pieces)


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf"])
def test_empty(piece: int, tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(raw)
    with pytest.raises(TextError, match="is empty"):
        read_vocabulary(path)
    assert len(read_ids(path, CharacterTokenizer("a")).ids) == 0


@pytest.mark.parametrize("raw", [b"abc\xffdef", b"abc\xd1", b"\xff\xfea\x00", b"a\xed\xa0\x80"])
def test_not_utf8(piece: int, tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(raw)
    with pytest.raises(TextError, match=r"text\.txt is not UTF-8: byte 0x(ff|d1|ed) after about"):
        read_vocabulary(path)


def test_damaged_xz(tmp_path: Path) -> None:
    path = tmp_path / "text.txt.xz"
    whole = lzma.compress(bytes(range(32, 127)) * 500)
    for damaged in (whole[: len(whole) // 2], b"plain text", whole[:40] + b"\x00\x01" + whole[42:]):
        path.write_bytes(damaged)
        with pytest.raises(TextError, match=r"text\.txt\.xz (is a damaged xz|cannot be read)"):
            read_vocabulary(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt", tmp_path / "none.txt.xz"):
        with pytest.raises(TextError, match="cannot be read"):
            read_vocabulary(path)


def test_a_character_beyond_the_vocabulary(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("abc", encoding="utf-8")
    with pytest.raises(TokenizerError, match="'c'"):
        read_ids(path, CharacterTokenizer("ab"))


def test_memory_is_a_byte_a_character(piece: int, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("abc\n" * 50, encoding="utf-8")
    ids = read_ids(path, read_vocabulary(path)).ids
    assert ids.nbytes == 200
    np.testing.assert_array_equal(ids[:4], [1, 2, 3, 0])
