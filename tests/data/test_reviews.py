"""The dataset of reviews: read whole, cut by film, no test text in training."""

from __future__ import annotations

import hashlib
import json
import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.reviews import Review, read_reviews, split_by_movie, without_texts_of
from rnn_demo.data.text import TextError

RECORD = {"id": "x", "label": 1, "rating": 9, "movie": "tt1", "text": "Good\u0085film<br />"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    (tmp_path / "imdb").mkdir()
    return tmp_path / "imdb"


@pytest.mark.parametrize("packed", [False, True])
def test_a_split_is_read_packed_or_not(folder: Path, packed: bool) -> None:
    records = [RECORD, {**RECORD, "label": 0}, {**RECORD, "label": None}]
    raw = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records).encode()
    name = "train.jsonl.xz" if packed else "train.jsonl"
    (folder / name).write_bytes(lzma.compress(raw) if packed else raw)
    found = read_reviews("train")
    assert [review.positive for review in found.reviews] == [True, False, None]
    assert found.reviews[0].text == RECORD["text"]
    assert found.sha256 == hashlib.sha256(raw).hexdigest()


def test_a_missing_split_says_where_it_lives(folder: Path) -> None:
    with pytest.raises(TextError, match=r"ai\.stanford\.edu.*RNN_DEMO_DATA"):
        read_reviews("test")


def published(folder: Path) -> Path:
    """A small `aclImdb`, beside the folder `imdb`."""
    root = folder.parent / "aclImdb"
    reviews = {
        "train/neg/0_3": "Bad.<br />Caf\u00e9\u0085",
        "train/neg/10_1": "Worse.",
        "train/neg/2_4": "Not good.\r\n",
        "train/pos/0_10": 'A "good" one.',
        "train/unsup/0_0": "Nobody knows.",
    }
    for name, text in reviews.items():
        path = root / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    for label in ("neg", "pos", "unsup"):
        addresses = "".join(f"http://www.imdb.com/title/tt{n:07}/usercomments\n" for n in range(11))
        (root / "train" / f"urls_{label}.txt").write_text(addresses, encoding="utf-8")
    return root


def test_the_published_folder_is_read_as_the_joined_file(folder: Path) -> None:
    published(folder)
    found = read_reviews("train")
    expected = [
        {"id": "train/neg/0_3", "label": 0, "rating": 3, "movie": "tt0000000"}
        | {"text": "Bad.<br />Caf\u00e9\u0085"},
        {"id": "train/neg/2_4", "label": 0, "rating": 4, "movie": "tt0000002"}
        | {"text": "Not good.\r\n"},
        {"id": "train/neg/10_1", "label": 0, "rating": 1, "movie": "tt0000010", "text": "Worse."},
        {"id": "train/pos/0_10", "label": 1, "rating": 10, "movie": "tt0000000"}
        | {"text": 'A "good" one.'},
    ]
    raw = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in expected).encode()
    assert found.sha256 == hashlib.sha256(raw).hexdigest()
    assert [r.text for r in found.reviews] == [r["text"] for r in expected]
    (folder / "train.jsonl").write_bytes(raw)
    assert read_reviews("train") == found
    assert read_reviews("unsup").reviews == (Review("Nobody knows.", None, "tt0000000"),)


@pytest.mark.parametrize(
    "missing", ["train/urls_pos.txt", "train/pos/0_10.txt"], ids=["addresses", "reviews"]
)
def test_a_published_folder_with_holes_is_refused(folder: Path, missing: str) -> None:
    root = published(folder)
    (root / missing).unlink()
    with pytest.raises(TextError, match=r"aclImdb cannot be used as reviews"):
        read_reviews("train")


@pytest.mark.parametrize("name", ["notes_of_mine.txt", "99_1.txt"])
def test_a_published_folder_with_strange_files_is_refused(folder: Path, name: str) -> None:
    root = published(folder)
    (root / "train/neg" / name).write_text("?", encoding="utf-8")
    with pytest.raises(TextError, match=r"aclImdb cannot be used as reviews"):
        read_reviews("train")


@pytest.mark.parametrize("data", [b"\xff", b"{", b'{"text": "a"}', b"[1]"])
def test_another_file_is_refused(folder: Path, data: bytes) -> None:
    (folder / "test.jsonl").write_bytes(data)
    with pytest.raises(TextError, match="cannot be used as reviews"):
        read_reviews("test")
    (folder / "test.jsonl").unlink()
    (folder / "test.jsonl.xz").write_bytes(data)
    with pytest.raises(TextError, match="cannot be used as reviews"):
        read_reviews("test")


@given(
    films=st.lists(st.integers(0, 12), min_size=1, max_size=80),
    share=st.floats(0.01, 0.5),
    seed=st.integers(0, 5),
)
def test_no_film_is_in_both_parts(films: list[int], share: float, seed: int) -> None:
    reviews = [Review(str(i), True, f"tt{film}") for i, film in enumerate(films)]
    kept, held_out = split_by_movie(reviews, share, seed)
    assert not {r.movie for r in kept} & {r.movie for r in held_out}
    assert sorted([*kept, *held_out], key=lambda r: int(r.text)) == reviews
    assert len(held_out) >= share * len(reviews)
    assert split_by_movie(reviews, share, seed) == (kept, held_out)


def test_texts_that_others_have_are_dropped() -> None:
    mine = [Review("a", True, "1"), Review("b", True, "1"), Review("a", False, "2")]
    assert without_texts_of(mine, [Review("a", None, "3")]) == mine[1:2]
