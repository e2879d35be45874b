"""`classify`: one result a review, in order, whatever the others are."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.files.rows import Row
from rnn_demo.reading.many import grouped
from rnn_demo.widgets.read_review.compute import read_review
from tests.same_texts import look_alikes
from tests.tiny_classifier import NAME, SAMPLE, tiny_classifier
from tests.tiny_models import tiny_artifact, write_models

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]
REVIEWS = [SAMPLE, "A great film.", "Not a bad film, and I was never bored by it.", "Great " * 300]


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models"
    tiny_classifier(folder)
    monkeypatch.setenv(MODELS_VARIABLE, str(folder))
    return folder


NARROW = 0.01  # by how much 8 bits may move a probability of this small network


def expected(models: Path) -> list[float]:
    classifier = tiny_classifier(models)
    return [read_review(classifier, text).probability for text in REVIEWS]


def test_json_lines(models: Path, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "reviews.txt"
    file.write_text("\n".join(REVIEWS) + "\n", encoding="utf-8")
    assert main(["classify", str(file), "--json", "--full-precision"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["row"] for row in found] == [1, 2, 3, 4]
    for row, p in zip(found, expected(models), strict=True):
        assert row["probability"] == pytest.approx(p, abs=1e-5)
        assert row["label"] == ("positive" if p >= 0.5 else "negative")
    assert found[1]["doubt"] == "short"
    assert "doubt" not in found[0]


@pytest.mark.parametrize("batch", ["1", "3", "128"])
def test_csv_in_csv_out_whatever_the_batch(
    models: Path, tmp_path: Path, capsys: Capture, batch: str
) -> None:
    file = tmp_path / "reviews.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(["id", "opinion"])
        writer.writerows([[i, text.replace(" ", "\n")] for i, text in enumerate(REVIEWS)])
    arguments = ["classify", str(file), "--text-column", "opinion", "--csv", "--batch-size", batch]
    assert main(arguments) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    found = [float(row["probability"]) for row in rows]
    assert found == pytest.approx(expected(models), abs=NARROW)
    assert main(arguments[:-2]) == 0
    alike = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert [row["probability"] for row in alike] == [row["probability"] for row in rows]
    assert list(rows[0]) == ["row", "label", "probability", "doubt", "problem"]


def test_bad_rows_are_named_and_the_rest_done(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "reviews.jsonl"
    lines = [json.dumps({"text": SAMPLE}), "{", json.dumps({"text": "…"}), json.dumps(SAMPLE)]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert main(["classify", str(file), "--json"]) == 1
    out, err = capsys.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert [row["probability"] is None for row in found] == [False, True, True, False]
    assert "2 of 4 rows could not be judged: row 2 (the line is not JSON), 3 (there is no" in err


QUOTES = (
    'id,review\n1,A warm and funny picture that I loved\n2,"Dull and far too long\n'
    "3,The worst acting that I have seen this year\n4,A small masterpiece\n"
)


def test_a_quote_that_is_never_closed_swallows_nothing(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "reviews.csv"
    file.write_text(QUOTES, encoding="utf-8")
    assert main(["classify", str(file), "--json"]) == 1
    out, err = capsys.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert [(row["row"], row["line"]) for row in found] == [(1, 2), (2, 3), (3, 4), (4, 5)]
    assert [row["probability"] is None for row in found] == [False, True, False, False]
    assert err.endswith(
        "rnn_demo: 1 of 4 rows could not be judged: row 2 (a quote opens a cell and is never "
        "closed; line 3).\n"
    )
    assert main(["classify", str(file), "--csv"]) == 1
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["problem"] for row in rows] == [
        *("", "a quote opens a cell and is never closed; line 3", "", "")
    ]
    assert main(["classify", str(file)]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_a_first_review_is_not_taken_for_a_name_in_silence(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "reviews.csv"
    file.write_text(f"{REVIEWS[1]}\n{REVIEWS[3]}\n", encoding="utf-8")
    assert main(["classify", str(file), "--json"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert "The first row names no column, so it was judged as a review: 'A great film.'" in err
    file.write_text("opinion\n", encoding="utf-8")
    assert main(["classify", str(file)]) == 1
    assert "The first row, 'opinion', was taken for a name" in capsys.readouterr().err


def test_a_byte_order_mark_for_spreadsheets(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "reviews.txt"
    file.write_text(f"{SAMPLE}\n{SAMPLE}\n", encoding="utf-8")
    assert main(["classify", str(file), "--csv"]) == 0
    plain = capsys.readouterr().out
    assert plain.startswith("row,label,")
    assert main(["classify", str(file), "--csv", "--byte-order-mark"]) == 0
    assert capsys.readouterr().out == f"\ufeff{plain}"


def test_for_people(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "reviews.txt"
    file.write_text(f"{SAMPLE}\nGreat!\n", encoding="utf-8")
    assert main(["classify", str(file)]) == 0
    out, err = capsys.readouterr()
    first, second = out.splitlines()
    assert first.split()[0] in ("positive", "negative")
    assert first.endswith("…")
    assert second.endswith("Great!  [too short]")
    assert "1 of 2 texts are unlike the reviews on which the network was measured" in err


@pytest.mark.parametrize(
    ("name", "data", "options", "sentence"),
    [
        ("none.txt", None, [], "none.txt cannot be used: No such file or directory."),
        ("empty.csv", b"", [], "holds no review"),
        ("a.csv", b"id,words\n1,good\n", [], "its first row names 'id', 'words'"),
        ("a.csv", b"id,text\n1,good\n", ["--text-column", "x"], "no column 'x'"),
        ("a.txt", b"good\n", ["--text-column", "x"], "has no columns"),
        ("a.txt", b"good\n", ["--batch-size", "0"], "--batch-size is 0"),
        ("a.txt", b"good\n", ["--model", "nobody"], "There is no model 'nobody'"),
        ("a.txt", b"good\n", ["--model", "tiny-lstm"], "tiny-lstm"),
        ("a.csv", b'"text\ngood\n', [], "a quote opens a cell and is never closed"),
        ("a.csv", b"opinion\n", [], "holds no review"),
        ("a.txt", b"good\n", ["--byte-order-mark"], "add --csv"),
        ("a.txt", b"good\n", ["--json", "--byte-order-mark"], "add --csv"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    models: Path,
    tmp_path: Path,
    capsys: Capture,
    name: str,
    data: bytes | None,
    options: list[str],
    sentence: str,
) -> None:
    write_models(models, tiny_artifact())
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert main(["classify", str(tmp_path / name), *options]) == 1
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("rnn_demo: ")
    assert sentence in last


def test_a_generator_is_not_asked_to_judge_nor_a_classifier_to_write(
    models: Path, capsys: Capture
) -> None:
    write_models(models, tiny_artifact())
    text = str(models / NAME / "config.json")
    for arguments in (["generate", NAME], ["score", NAME, text], ["neurons", NAME]):
        assert main(arguments) == 1
        assert capsys.readouterr().err == (
            f"rnn_demo: {NAME} judges reviews (`python -m rnn_demo classify`) and writes no text "
            "with a recurrent network: choose one that does (tiny-lstm).\n"
        )
    assert main(["classify", text, "--model", "tiny-lstm"]) == 1
    assert capsys.readouterr().err == (
        "rnn_demo: tiny-lstm writes text (`python -m rnn_demo generate`) and judges no reviews: "
        f"choose one that does ({NAME}).\n"
    )


@pytest.mark.parametrize("command", ["generate", "classify", "evaluate", "train"])
def test_a_model_of_an_unknown_kind(models: Path, capsys: Capture, command: str) -> None:
    config = models / NAME / "config.json"
    config.write_text('{"kind": "oracle"}', encoding="utf-8")
    arguments = ["classify", str(config), "--model", NAME] if command == "classify" else None
    assert main(arguments or [command, NAME]) == 1
    (sentence,) = capsys.readouterr().err.splitlines()
    assert "'oracle'" in sentence


def test_it_answers_before_the_next_review_comes(models: Path) -> None:
    environment = {**os.environ, MODELS_VARIABLE: str(models), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "rnn_demo", "classify", "-", "--json"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin and process.stdout
        for number in (1, 2):
            process.stdin.write(SAMPLE.encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["row"] == number
            time.sleep(0.1)
        process.stdin.close()
        assert process.wait(30) == 0


def test_ctrl_c_ends_it_while_nothing_comes(models: Path) -> None:
    # What a shell starts in the background is deaf to Ctrl-C, and so is what that starts.
    program = (
        "import runpy, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "sys.argv = ['rnn_demo', 'classify', '-']\n"
        "runpy.run_module('rnn_demo', run_name='__main__')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, MODELS_VARIABLE: str(models), "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        try:
            process.stdin.write(f"{SAMPLE}\n")
            process.stdin.flush()
            assert process.stdout.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 130
        finally:
            process.kill()
        said = process.stderr.read()
    assert said.endswith("Stopped.\n")
    assert "Fatal" not in said


def test_long_reviews_are_judged_in_smaller_groups() -> None:
    rows = [Row(number, "word " * 100_000) for number in range(1, 10)]
    groups = list(grouped(iter(rows)))
    assert [row for group in groups for row in group] == rows
    assert max(map(len, groups)) <= 4


def test_it_needs_no_torch(tmp_path: Path, models: Path) -> None:
    file = tmp_path / "reviews.txt"
    file.write_text(SAMPLE, encoding="utf-8")
    code = (
        "import sys; from rnn_demo.__main__ import main; "
        f"code = main(['classify', {str(file)!r}]); "
        "sys.exit(code or len({'torch', 'streamlit'} & set(sys.modules)))"
    )
    environment = {**os.environ, MODELS_VARIABLE: str(models)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("precision", [[], ["--full-precision"]])
def test_what_looks_the_same_is_judged_the_same(
    tmp_path: Path, capsys: Capture, precision: list[str]
) -> None:
    # A row with zero bytes is taken for a file in UTF-16, and named.
    ways = [same for _, same in look_alikes(SAMPLE) if "\x00" not in same]
    file = tmp_path / "reviews.jsonl"
    lines = [json.dumps({"text": text}) for text in [SAMPLE, *ways]]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert main(["classify", str(file), "--json", *precision]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(found) == 1 + len(ways)
    assert {(row["probability"], row["label"], row.get("doubt")) for row in found} == {
        (found[0]["probability"], found[0]["label"], None)
    }
