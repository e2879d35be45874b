"""`caption`: a picture's name, and files that are no pictures."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from rnn_demo.__main__ import main
from rnn_demo.artifacts.captions import read_captioner
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.pictures.captioner import captioner_from
from rnn_demo.pictures.naming import name_picture
from rnn_demo.pictures.opening import open_picture
from tests.tiny_pictures import CAPTIONER, made_up_drawings, write_tiny_pictures

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_tiny_pictures(tmp_path / "models")
    monkeypatch.setenv(MODELS_VARIABLE, str(folder))
    return folder


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "emoji.png"
    Image.fromarray(made_up_drawings().pixels[3]).save(path)
    return path


def test_a_name_and_the_beams(picture: Path, models: Path, capsys: Capture) -> None:
    assert main(["caption", str(picture), "--model", CAPTIONER]) == 0
    lines = capsys.readouterr().out.splitlines()
    artifact = read_captioner(models / CAPTIONER)
    seen = open_picture(picture.read_bytes(), 48).pixels
    naming = name_picture(captioner_from(artifact), seen)
    assert lines[0] == artifact.tokenizer.decode(naming.guesses[0].ids)
    assert len(lines) == 1 + len(naming.guesses)
    assert lines[1].endswith(lines[0])


def test_json_has_every_word(
    picture: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(picture.read_bytes())))
    assert main(["caption", "-", "--model", CAPTIONER, "--json", "--beam", "3"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"model", "name", "probability", "words", "names"}
    assert told["words"][-1]["word"] == ""
    assert np.prod([word["probability"] for word in told["words"]]) == pytest.approx(
        told["probability"], rel=1e-2, abs=1e-5
    )
    assert len(told["words"][0]["attention"]) == 36
    assert len(told["names"]) == 3
    assert told["names"][0]["name"] == told["name"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a text", "is no picture in one of the formats"),
        (b"", "is no picture"),
        (b"\0" * 5_000_001, "5,000,001 bytes; at most 5,000,000"),
    ],
)
def test_what_is_no_picture_is_one_sentence(
    content: bytes, words: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "emoji.png").write_bytes(content)
    assert main(["caption", str(tmp_path / "emoji.png"), "--model", CAPTIONER]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told
    assert main(["caption", str(tmp_path / "nothing.png"), "--model", CAPTIONER]) == 1
    assert "nothing.png cannot be used" in capsys.readouterr().err


def test_help_shows_an_example(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["caption", "--help"])
    assert "python -m rnn_demo caption emoji.png --json" in capsys.readouterr().out
