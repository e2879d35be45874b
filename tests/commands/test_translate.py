"""`translate`: lines in, lines out, and lines that cannot be translated."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.artifacts.translation import read_translator
from rnn_demo.translation.searching import search
from rnn_demo.translation.sources import source_of
from rnn_demo.translation.translator import read_source, translator_from
from tests.some_translators import NAME, result, write_translators

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(MODELS_VARIABLE, str(write_translators(tmp_path)))
    return tmp_path


def translated(models: Path, text: str, direction: str = "en-ru", beam: int = 5) -> str:
    translator = translator_from(read_translator(models / NAME))
    source = source_of(translator, text, direction)
    encoded = read_source(translator, source.pieces.ids.tolist())
    return translator.pieces.decode(result(search(translator, encoded, beam=beam))[0].ids)


def piped(data: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "rnn_demo", "translate", "--model", NAME, *options]
    return subprocess.run(
        command, cwd=ROOT, input=data, capture_output=True, timeout=60, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


def test_a_sentence_and_the_ways_to_say_it(models: Path, capsys: Capture) -> None:
    for options, direction, beam in (
        ([], "en-ru", 5),
        (["--to", "fr", "--beam", "1"], "en-fr", 1),
        (["--to", "fr", "--beam", "3"], "en-fr", 3),
    ):
        assert main(["translate", "Tom is here.", "--model", NAME, *options]) == 0
        out = capsys.readouterr().out
        assert out == translated(models, "Tom is here.", direction, beam) + "\n"
    assert main(["translate", "Где кошка?", "--to", "en", "--model", NAME]) == 0
    assert capsys.readouterr().out == translated(models, "Где кошка?", "ru-en") + "\n"


def test_lines_of_an_argument_stay_lines(capsys: Capture) -> None:
    assert main(["translate", "Tom is here.\n\nWhere is the cat?", "--model", NAME]) == 0
    assert len(capsys.readouterr().out.split("\n")) == 4


def test_json_has_every_piece(models: Path, capsys: Capture) -> None:
    assert main(["translate", "Tom is here. 🙂", "--model", NAME, "--json", "--beam", "3"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"line", "text", "translation", "sentences"}
    (sentence,) = told["sentences"]
    assert (
        told["translation"]
        == sentence["translation"]
        == translated(models, "Tom is here. 🙂", beam=3)
    )
    assert "🙂" in sentence["notes"][0]
    for piece in sentence["pieces"]:
        assert len(piece["attention"]) == len(sentence["source_pieces"])
        assert 0 <= piece["probability"] <= 1
    assert len(sentence["others"]) == 2
    assert main(["translate", "Привет", "--model", NAME, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["translation"] is None
    assert "This looks like Russian" in told["problem"]


def test_a_line_that_is_too_long_is_read_sentence_by_sentence(
    models: Path, capsys: Capture
) -> None:
    assert main(["translate", "Tom is here. " * 60, "--model", NAME, "--beam", "1"]) == 0
    one = translated(models, "Tom is here.", beam=1)
    assert capsys.readouterr().out == " ".join([one] * 60) + "\n"


def test_pipes_and_bad_lines(models: Path) -> None:
    lines = [
        b"Tom is here.",
        b"",
        "Привет".encode(),
        b"\xff\xfe\xfd bad",
        b"word " * 10_000,
        b"<b>",
    ]
    run = piped(b"\n".join(lines), "--beam", "1")
    assert run.returncode == 1
    out = run.stdout.decode().split("\n")
    assert len(out) == len(lines) + 1
    assert out[0] == translated(models, "Tom is here.", beam=1)
    assert out[1:5] == [""] * 4
    told = run.stderr.decode()
    assert "3 of 6 lines could not be translated: line 3 (This looks like Russian" in told
    assert "line 4 (The text is not UTF-8" in told
    assert "line 5 (The sentence has 49,999 characters" in told
    assert "(This looks like Russian: give --to en)" in told
    assert "rnn_demo: line 6: The network has never seen: <" in told
    assert "Traceback" not in told


def test_nothing_and_no_text_are_one_sentence() -> None:
    run = piped(b"")
    assert (run.returncode, run.stdout) == (1, b"")
    assert b"There is nothing to translate" in run.stderr
    run = piped(b"\x89PNG\r\n\x1a\n" + bytes(99))
    assert run.returncode == 1
    assert b"a picture, not text" in run.stderr
    assert b"Traceback" not in run.stderr


def test_a_line_comes_before_the_next_is_there(models: Path) -> None:
    command = [sys.executable, "-m", "rnn_demo", "translate", "--model", NAME, "--beam", "1"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    ) as running:  # fmt: skip
        assert running.stdin and running.stdout
        for line in ("Tom is here.", "Where is the cat?"):
            running.stdin.write(line.encode() + b"\n")
            running.stdin.flush()
            assert running.stdout.readline().decode() == translated(models, line, beam=1) + "\n"
        running.stdin.close()
        assert running.wait(60) == 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--to", "de"], "--to is 'de'; tiny-translator knows ru, fr, en: give one."),
        (["--beam", "0"], "--beam is 0; give"),
        (["--model", "nothing"], "There is no model 'nothing'"),
    ],
)
def test_an_option_that_cannot_be_used(options: list[str], told: str, capsys: Capture) -> None:
    assert main(["translate", "Tom is here.", "--model", NAME, *options]) == 1
    assert told in capsys.readouterr().err


def test_help_shows_an_example(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["translate", "--help"])
    assert 'translate --to ru "My brother is reading a book."' in capsys.readouterr().out
