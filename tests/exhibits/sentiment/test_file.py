"""A visitor's file: judged as the command line judges it, every failed row shown or counted."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from rnn_demo.__main__ import main
from rnn_demo.exhibits.sentiment import file as review_file
from rnn_demo.exhibits.sentiment.file import NAMED, as_csv, judge_file
from rnn_demo.widgets.read_review.loading import load_judges
from tests.exhibits.opening import EXHIBITS, words
from tests.tiny_classifier import SAMPLE, write_tiny_classifier

Capture = pytest.CaptureFixture[str]
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
    app = AppTest.from_file(EXHIBITS / "sentiment" / "page.py", default_timeout=60)
    app.query_params["tool"] = "A file of reviews"
    app.run()
    app.text_input(key="review_column").set_value(column)
    app.file_uploader(key="review_file").set_value((name, data, "text/plain")).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("name", FILES)
def test_page_and_command_line_say_the_same(name: str, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    column = "opinion" if name == "b.csv" else None
    asked = ["--text-column", column] if column else []
    result = judge_file(load_judges(), io.BytesIO(FILES[name]), name, column)
    page = list(csv.DictReader(io.StringIO(as_csv(result.judged), newline="")))
    capsys.readouterr()
    code = main(["classify", str(tmp_path / name), "--csv", *asked])
    out, err = capsys.readouterr()
    shell = list(csv.DictReader(io.StringIO(out, newline="")))
    assert len(shell) == len(result.judged) > 0
    for one, other in zip(page, shell, strict=True):
        assert one["remark"] == other["doubt"] + other["problem"]
        assert (one["row"], one["label"]) == (other["row"], other["label"])
        assert (one["probability"] == "") == (other["probability"] == "")
        assert float(one["probability"] or 0) == float(other["probability"] or 0)
    assert code == any(judged.probability is None for judged in result.judged)
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
    given: list[str] = []
    monkeypatch.setattr(
        review_file.st, "download_button", lambda _, data, *rest, **more: given.append(data)
    )
    uploaded("a.txt", b"=HYPERLINK(1) is a great film\n\n")
    (data,) = given
    assert data.startswith("\ufeffrow,label,probability,remark,text\n1,")
    assert data.endswith(",'=HYPERLINK(1) is a great film\n2,,,the text is empty,\n")
