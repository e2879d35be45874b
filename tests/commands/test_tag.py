"""`tag`: a text or lines in, a part of speech for each word out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.data.treebanks import TAGS, sentences_of
from tests.tiny_tags import NAME, RUSSIAN, write_tiny_tags

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, str(write_tiny_tags(tmp_path / "models")))


def test_a_line_for_each_word(capsys: Capture) -> None:
    assert main(["tag", "The old man the boat."]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["The", "old", "man", "the", "boat", "."]
    assert all(line.split()[1] in TAGS for line in lines)


def test_json_has_an_object_for_each_sentence(capsys: Capture) -> None:
    assert main(["tag", "I saw her. A duck!", "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [own["text"] for own in found] == ["I saw her.", "A duck!"]
    for word in found[0]["words"]:
        assert list(word) == [
            "word", "tag", "probability", "causal_tag", "causal_probability",
        ]  # fmt: skip
        assert word["tag"] in TAGS and 0 < word["probability"] <= 1


def test_conllu_is_conllu(capsys: Capture) -> None:
    assert main(["tag", "--language", "ru", "Эти типы стали. Есть!", "--conllu"]) == 0
    found = sentences_of(capsys.readouterr().out.splitlines(), "the output")
    assert [own.text for own in found] == ["Эти типы стали.", "Есть!"]
    assert found[0].words == ("Эти", "типы", "стали", ".")


def test_conllu_gives_back_the_text(capsys: Capture) -> None:
    text = "I don't know (really)."
    assert main(["tag", text, "--conllu"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines() if "\t" in line]
    assert all(len(row) == 10 for row in rows)
    spaces = ["" if "SpaceAfter=No" in row[9].split("|") else " " for row in rows]
    assert "".join(row[1] + space for row, space in zip(rows, spaces, strict=True)).strip() == text


def test_a_text_in_other_letters_is_tagged_with_a_doubt(capsys: Capture) -> None:
    assert main(["tag", "The boat. Мама мыла раму."]) == 0
    assert "Of 1 of 2 sentences most letters are not of the" in capsys.readouterr().err
    assert main(["tag", "--language", "ru", "Мама мыла раму."]) == 0
    assert capsys.readouterr().err == ""


def test_lines_of_standard_input(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "lines.txt"
    path.write_bytes("﻿The old man\n\n\n".encode() + b"\xff\xfe boat\r\nfruit")
    with path.open("rb") as file:
        monkeypatch.setattr("sys.stdin", file)
        assert main(["tag", "-", "--json"]) == 0
    told = capsys.readouterr()
    assert "Lines that are not UTF-8: 1. What could not be read stands as" in told.err
    found = [json.loads(line)["text"] for line in told.out.splitlines()]
    assert found[0] == "The old man" and found[-1] == "fruit" and len(found) == 3
    assert found[1] == "\ufffd\ufffd boat"


@pytest.mark.parametrize(
    "text",
    ["😀", "<b>bold</b> & more", "Мама мыла раму.", "x" * 5_000, "a\u0301 \u200d", "a " * 999],
)
def test_anything_is_tagged(text: str, capsys: Capture) -> None:
    assert main(["tag", text]) == 0
    assert capsys.readouterr().out


def test_without_a_word_it_says_so(capsys: Capture) -> None:
    assert main(["tag", " \n "]) == 1
    assert "There is no word in the text" in capsys.readouterr().err


def test_models_by_language_and_name(capsys: Capture) -> None:
    assert main(["tag", "эти", "--model", RUSSIAN]) == 0
    own = capsys.readouterr().out
    assert main(["tag", "эти", "--language", "ru"]) == 0
    assert capsys.readouterr().out == own
    assert main(["tag", "boat", "--model", NAME, "--language", "ru"]) == 0  # the model's own


def test_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path / "empty"))
    assert main(["tag", "boat"]) == 1
    assert "There is no tagger of the language en" in capsys.readouterr().err
