"""`transcribe`: the digits in a recording, and files that are none."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.artifacts.speech import read_speech
from rnn_demo.sounds.hearing import hear
from rnn_demo.sounds.recording import as_wav, open_recording
from tests.tiny_speech import NAME, made_up_take, write_tiny_speech

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_tiny_speech(tmp_path / "models")
    monkeypatch.setenv(MODELS_VARIABLE, str(folder))
    return folder


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "digits.wav"
    path.write_bytes(as_wav(np.concatenate([made_up_take(digit) for digit in (4, 2, 7)])))
    return path


def test_one_line_of_words(recording: Path, models: Path, capsys: Capture) -> None:
    assert main(["transcribe", str(recording)]) == 0
    artifact = read_speech(models / NAME)
    heard = hear(artifact.network(0), open_recording(recording.read_bytes()).samples)
    words = " ".join(artifact.tokenizer.names[word.id] for word in heard.words)
    assert capsys.readouterr().out == f"{words}\n"


def test_a_closed_standard_input_is_said(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert main(["transcribe", "-"]) == 1
    assert capsys.readouterr().err.startswith("rnn_demo: Standard input is closed: name a file")


def test_json_has_every_step(
    recording: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(recording.read_bytes())))
    assert main(["transcribe", "-", "--network", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["model"] == NAME and told["network"] == 3
    assert told["seconds"] == pytest.approx(0.6, abs=0.001)
    assert told["text"].split() == [word["word"] for word in told["words"]]
    assert len(told["symbols"]) == 11 and told["symbols"][-1] == ""
    np.testing.assert_allclose(np.sum(told["probabilities"], axis=1), 1, atol=1e-4)
    assert told["begins"] == -0.1 and told["step"] == 0.03
    for word in told["words"]:
        assert word["begin"] < word["end"] <= told["seconds"] + 0.2


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"a text", "is no recording that can be read"), (b"", "The file is empty")],
)
def test_what_is_no_recording_is_one_sentence(
    content: bytes, words: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "digits.wav").write_bytes(content)
    assert main(["transcribe", str(tmp_path / "digits.wav")]) == 1
    told = capsys.readouterr().err
    assert words in told and told.count("\n") == 1
    assert main(["transcribe", str(tmp_path / "nothing.wav")]) == 1
    assert "nothing.wav cannot be used" in capsys.readouterr().err


def test_a_doubtful_word_is_told(
    recording: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rnn_demo.commands.transcribe.DOUBTFUL", 1.1)
    assert main(["transcribe", str(recording)]) == 0
    told = capsys.readouterr()
    many = len(told.out.split())
    assert many and f"Words with a chance below 110 %: {many} of {many}." in told.err
    monkeypatch.setattr("rnn_demo.commands.transcribe.DOUBTFUL", 0.0)
    assert main(["transcribe", str(recording)]) == 0
    assert capsys.readouterr().err == ""


def test_a_network_that_is_not_there(recording: Path, capsys: Capture) -> None:
    assert main(["transcribe", str(recording), "--network", "8"]) == 1
    assert "--network is 8; give a number from 1 to 7" in capsys.readouterr().err


def test_help_shows_an_example(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["transcribe", "--help"])
    assert "python -m rnn_demo transcribe digits.wav --json" in capsys.readouterr().out
