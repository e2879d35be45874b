"""Where a corpus is cut, and what is said when it is not there."""

from __future__ import annotations

import hashlib
import lzma
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.data.corpora import (
    CORPORA,
    DATA_VARIABLE,
    LoadedText,
    corpus_paths,
    data_folder,
    read_texts,
    vocabulary_of,
)
from rnn_demo.data.text import EncodedText, TextError
from rnn_demo.tokenizers.error import TokenizerError


def loaded(*lengths: int) -> LoadedText:
    """Files whose ids run on from one to the next."""
    ends = np.cumsum(lengths)
    return LoadedText(
        tuple(
            EncodedText(np.arange(end - n, end, dtype=np.uint32), "")
            for n, end in zip(lengths, ends, strict=True)
        ),
        "",
    )


def test_the_usual_cut_of_tiny_shakespeare() -> None:
    text = loaded(1_115_394)
    train, test = text.parts((0.9, 0.1))
    assert (len(train), len(test)) == (1_003_854, 111_540)
    # A validation part taken from the training part leaves the test part where it was.
    smaller, validation, same = text.parts((0.81, 0.09, 0.1))
    np.testing.assert_array_equal(same, test)
    np.testing.assert_array_equal(np.concatenate([smaller, validation]), train)
    assert len(smaller) == 903_469  # floor(0.81 * 1,115,394)


def test_fractions_are_added_up_as_they_are_written() -> None:
    # 0.7 + 0.1 is 0.7999999999999999 in floating point, which would cut 10 characters at 7.
    assert [len(part) for part in loaded(10).parts((0.7, 0.1, 0.2))] == [7, 1, 2]


def test_three_parts_of_war_and_peace() -> None:
    assert [len(p) for p in loaded(3_196_212).parts((0.8, 0.1, 0.1))] == [2556969, 319621, 319622]


def test_each_file_is_cut_by_itself() -> None:
    train, validation, test = loaded(20, 100).parts((0.9, 0.05, 0.05))
    assert train.tolist() == [*range(18), *range(20, 110)]
    assert validation.tolist() == [18, *range(110, 115)]
    assert test.tolist() == [19, *range(115, 120)]


@given(
    lengths=st.lists(st.integers(0, 200), min_size=1, max_size=3),
    split=st.sampled_from([(0.9, 0.1), (0.8, 0.1, 0.1), (0.9, 0.05, 0.05), (1 / 3, 1 / 3, 1 / 3)]),
)
def test_parts_are_the_whole(lengths: list[int], split: tuple[float, ...]) -> None:
    parts = loaded(*lengths).parts(split)
    assert len(parts) == len(split)
    assert sorted(np.concatenate(parts).tolist()) == list(range(sum(lengths)))
    for part, share in zip(parts, split, strict=True):
        assert abs(len(part) - share * sum(lengths)) <= len(lengths)
        assert (np.diff(part) > 0).all()


@pytest.mark.parametrize("name", sorted(CORPORA))
def test_missing_corpus(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    corpus = CORPORA[name]
    with pytest.raises(TextError) as caught:
        corpus_paths(corpus)
    message = str(caught.value)
    for told in (str(tmp_path / corpus.files[0]), DATA_VARIABLE, corpus.source):
        assert told in message
    # With its files there, packed or not, it is found.
    for i, file in enumerate(corpus.files):
        path = tmp_path / (f"{file}.xz" if i == 0 else file)
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(lzma.compress(b"ab") if i == 0 else b"bc")
    paths = corpus_paths(corpus)
    assert [p.name.removesuffix(".xz") for p in paths] == [Path(f).name for f in corpus.files]
    assert vocabulary_of(paths).characters == ("abc" if len(paths) > 1 else "ab")


def test_reading_several_files(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_bytes(b"ba\r\n")
    two.write_text("cя", encoding="utf-8")
    text = read_texts([one, two], None)
    assert [f.ids.tolist() for f in text.files] == [[2, 1, 0], [3, 4]]
    assert len(text.notes) == 1
    # One file's checksum is that of its text; several are hashed in their order.
    assert read_texts([one], None).sha256 == hashlib.sha256(b"ba\n").hexdigest()
    hashes = "".join(f.sha256 for f in text.files)
    assert text.sha256 == hashlib.sha256(hashes.encode()).hexdigest()
    assert text.sha256 != read_texts([two, one], None).sha256
    with pytest.raises(TokenizerError):
        read_texts([one, two], vocabulary_of([one]))


def test_a_data_folder_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "nowhere"))
    sentence = (
        f"RNN_DEMO_DATA is '{tmp_path / 'nowhere'}', .*: name the folder that holds the texts"
    )
    with pytest.raises(TextError, match=sentence):
        corpus_paths(CORPORA["shakespeare"])
    for nothing in ("", "  "):
        monkeypatch.setenv(DATA_VARIABLE, nothing)
        assert data_folder() == Path("data")
