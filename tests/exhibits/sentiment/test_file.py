"""A visitor's file: judged as the command line judges it, every failed row shown or counted."""

from __future__ import annotations

import csv
import io
import json
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from rnn_demo.__main__ import main
from rnn_demo.engine.progress import finished
from rnn_demo.exhibits.sentiment import file as review_file
from rnn_demo.exhibits.sentiment import judged_file as judged
from rnn_demo.exhibits.sentiment.file import MOST_ROWS
from rnn_demo.exhibits.sentiment.judged_file import NAMED, JudgedFile, judging_file
from rnn_demo.files.review_length import LONGEST_REVIEW
from rnn_demo.files.rows import RowsError
from rnn_demo.reading.groups import STRETCH
from rnn_demo.tokenizers.word_pieces import Pieces, WordPieceTokenizer
from rnn_demo.widgets.read_review.loading import load_judges
from tests.exhibits.opening import EXHIBITS, words
from tests.tiny_classifier import SAMPLE, write_tiny_classifier

Capture = pytest.CaptureFixture[str]
SPANS = np.zeros((900, 2), np.int32)
REVIEWS = [SAMPLE, "A great film, and never a bore.", "=SUM(A1) was a bad film", "Not bad. " * 40]
QUOTED = "\n".join(f'{i},"{text}"' for i, text in enumerate(REVIEWS))
FILES = {
    "a.csv": f'id,review\n{QUOTED}\n\n5,"never closed\n6,{SAMPLE}\n'.encode(),
    "b.csv": f"sep=;\r\nopinion;x\r\n{REVIEWS[1]};1,5\r\n".encode("utf-16"),
    "c.csv": f'"{SAMPLE}"\r"{REVIEWS[1]}"\r{REVIEWS[1]}\r'.encode(),
    "d.jsonl": f'{json.dumps([SAMPLE, "x"])}\n\n{json.dumps([1, SAMPLE])}\n"caf\xe9"'.encode(
        "latin-1"
    ),
    "e.json": json.dumps([{"text": text} for text in [*REVIEWS, "…"]], indent=1).encode(),
    "f.txt": "\r\n".join([*REVIEWS, "", SAMPLE]).encode(),
}


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    write_tiny_classifier(tmp_path / "models")
    monkeypatch.setenv("RNN_DEMO_MODELS", str(tmp_path / "models"))
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def uploaded(name: str, data: bytes, column: str = "") -> AppTest:
    app = AppTest.from_file(EXHIBITS / "sentiment" / "page.py", default_timeout=300)
    app.query_params["tool"] = "A file of reviews"
    app.run()
    app.text_input(key="review_column").set_value(column)
    app.file_uploader(key="review_file").set_value((name, data, "text/plain")).run()
    assert not app.exception
    return app


def judged_file(data: bytes, name: str, column: str | None = None) -> JudgedFile:
    return finished(judging_file(load_judges(), io.BytesIO(data), name, column, MOST_ROWS))


@pytest.mark.parametrize("name", FILES)
def test_page_and_command_line_say_the_same(name: str, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    column = "opinion" if name == "b.csv" else None
    asked = ["--text-column", column] if column else []
    result = judged_file(FILES[name], name, column)
    page = list(csv.DictReader(io.StringIO(result.csv.decode("utf-8-sig"), newline="")))
    capsys.readouterr()
    code = main(["classify", str(tmp_path / name), "--csv", *asked])
    out, err = capsys.readouterr()
    shell = list(csv.DictReader(io.StringIO(out, newline="")))
    assert len(shell) == len(result.rows) > 0
    for one, other in zip(page, shell, strict=True):
        assert one["remark"] == other["doubt"] + other["problem"]
        assert (one["row"], one["label"]) == (other["row"], other["label"])
        assert (one["probability"] == "") == (other["probability"] == "")
        assert float(one["probability"] or 0) == float(other["probability"] or 0)
    assert code == any(row.probability is None for row in result.rows)
    assert all(note in err for note in result.notes)
    assert main(["classify", str(tmp_path / name), "--json", *asked]) == code
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [str(record["row"]) for record in records] == [row["row"] for row in shell]
    assert [record["probability"] is None for record in records] == [
        row["probability"] == "" for row in shell
    ]


def test_failed_rows_are_shown_or_counted_and_in_the_download() -> None:
    bad = NAMED + 3
    app = uploaded("a.jsonl", "\n".join(["{]"] * bad + [json.dumps(SAMPLE)]).encode())
    assert f"{bad} rows could not be judged" in words(app)
    assert f"row {NAMED}: the line is not JSON" in words(app)
    assert f"row {NAMED + 1}: " not in words(app)
    assert "… and 3 more, each with its reason in the table below" in words(app)
    assert len(app.dataframe[0].value) == bad + 1


def test_what_was_taken_for_granted_is_said() -> None:
    app = uploaded("a.csv", f'"{SAMPLE}"\nBad\n'.encode())
    assert "The first row names no column, so it was judged as a review" in words(app)
    assert "**2** judged" in words(app)
    app = uploaded("a.csv", b"**opinion**\n")
    note = "The first row, '**opinion**', was taken for a name"  # verbatim: never Markdown
    assert any(text.value.startswith(note) for text in app.text)
    assert "There is no review in the file." in words(app)


def test_a_column_by_its_number() -> None:
    data = f'1,"{SAMPLE}"\n2,Bad\n'.encode()
    assert "choose one of these, or give its number" in words(uploaded("a.csv", data))
    assert "**2** judged" in words(uploaded("a.csv", data, "2"))


def test_the_download_is_for_spreadsheets(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Callable[[], bytes]] = []
    monkeypatch.setattr(
        review_file.st, "download_button", lambda _, data, *rest, **more: given.append(data)
    )
    uploaded("a.txt", b"=HYPERLINK(1) is a great film\n\n")
    (made,) = given
    data = made()
    assert data.decode().startswith("\ufeffrow,label,probability,remark,text\n1,")
    assert data.decode().endswith(",'=HYPERLINK(1) is a great film\n2,,,the text is empty,\n")


def test_a_row_that_is_longer_than_a_review_is_named_and_not_read() -> None:
    long = "a fine film " * (LONGEST_REVIEW // 12 + 1)
    result = judged_file(f"{SAMPLE}\n{long}\n{SAMPLE}\n".encode(), "a.txt")
    assert [row.probability is None for row in result.rows] == [False, True, False]
    assert "a review has at most 20,000: shorten or divide it" in result.rows[1].remark


def test_a_file_is_judged_a_little_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[int] = []
    monkeypatch.setattr(
        WordPieceTokenizer,
        "encode",
        lambda self, text: texts.append(len(text)) or Pieces(np.zeros(900, np.int32), SPANS),
    )
    steps = judging_file(load_judges(), io.BytesIO(f"{SAMPLE}\n".encode() * 200), "a.txt", None, 99)
    shares, most = [], 0
    for share in steps:
        shares.append(share)
        most = max(most, len(texts))
        texts.clear()
    assert most == 1  # from one report of progress to the next
    assert len(shares) > 99 + 99 * 900 / STRETCH
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1


def test_too_much_for_a_page_is_left_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged, "MOST_CHARACTERS", 3 * len(SAMPLE))
    monkeypatch.setattr(judged, "AT_ONCE", 1)
    result = judged_file(f"{SAMPLE}\n".encode() * 9, "a.txt")
    assert (len(result.rows), result.left) == (4, True)
    assert "its first 4 rows were judged" in words(uploaded("a.txt", f"{SAMPLE}\n".encode() * 9))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"a" * 5_000_000),
        ("a.txt", b"&lt;" * 1_250_000),
        ("a.txt", b"&amp;" * 1_000_000),
        ("a.txt", "e\u0301\u0323".encode() * 1_000_000),
        ("a.txt", "\U0001f600".encode() * 1_250_000),
        ("a.txt", b"\n" * 5_000_000),
        ("a.csv", b"," * 5_000_000),
        ("a.csv", b"text," * 1_000_000),
        ("a.csv", b"text\n" + b'"' * 4_999_000),
        ("a.csv", b"text\n" + b'"a,\n' * 1_250_000),
        ("a.csv", b"\n" * 1_000_000),
        ("a.jsonl", b"\n" * 1_000_000),
        ("a.jsonl", b"[" + b"{}," * 1_600_000 + b"{}]"),
        ("a.json", b"[" + b"[]," * 1_600_000 + b"[]]"),
        ("a.json", b"[" * 5_000_000),
    ],
)
def test_no_file_costs_much_memory_or_time(name: str, data: bytes) -> None:
    judges = load_judges()
    judged_file(SAMPLE.encode(), "a.txt")  # loads and compiles
    began = time.process_time()
    tracemalloc.start()
    try:
        judged_file(data, name)
    except RowsError as error:
        assert len(str(error)) < 2_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 45e6, f"{peak / 1e6:.0f} MB"
    assert time.process_time() - began < 60  # with the memory watched, some times what it takes
    assert judges
