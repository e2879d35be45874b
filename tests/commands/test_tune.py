"""`tune`: tunes as ABC, MIDI and JSON, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.music.abc_reader import read_abc
from tests.tiny_tunes import write_tiny_tunes

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(MODELS_VARIABLE, str(write_tiny_tunes(tmp_path / "models")))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_tunes_as_abc_and_json(folder: Path, capsys: Capture) -> None:
    asked = ["tune", "--type", "reel", "--meter", "4/4", "--key", "Edor", "--seed", "5"]
    assert main(asked) == 0
    text = capsys.readouterr().out
    assert text.startswith("X:1\nT:Untitled\nR:reel\nM:4/4\nL:1/8\nK:Edor\n")
    assert main([*asked, "--samples", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["seed"] for one in told] == [5, 6, 7] and told[0]["abc"] == text
    assert set(told[0]) == {
        "seed", "abc", "complete", "faults", "wrong_bars", "ends_on_tonic", "nats_per_token",
        "tokens", "longest_shared", "shared_with",
    }  # fmt: skip
    assert main([*asked, "--abc", "tunes.abc", "--samples", "2"]) == 0
    assert capsys.readouterr().out == ""
    assert (folder / "tunes.abc").read_text().count("X:") == 2


def test_a_whole_start_is_looked_at_and_kept(capsys: Capture) -> None:
    start = "|: D | GAB cde | dcB AGF | GAB cBA | G3 G2 |]"
    assert main(["tune", "--key", "G", "--start", start, "--json"]) == 0
    [told] = json.loads(capsys.readouterr().out)
    assert told["nats_per_token"] is None and told["tokens"] == 0
    assert (told["longest_shared"], told["shared_with"]) == (21, "A Scale")
    assert told["ends_on_tonic"] and told["complete"]
    assert len(read_abc(told["abc"]).elements) == 26


def test_a_midi_file(folder: Path, capsys: Capture) -> None:
    assert main(["tune", "--midi", "a.mid", "--start", "DFA d3 |", "--tempo", "90"]) == 0
    assert (folder / "a.mid").read_bytes().startswith(b"MThd\x00\x00\x00\x06\x00\x00\x00\x01")
    assert "X:1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--type", "tango"], "--type is 'tango'; give one of any, reel"),
        (["--meter", "7/8"], "--meter is '7/8'; give one of 2/4"),
        (["--key", "H"], "--key is 'H'"),
        (["--temperature", "-1"], "temperature is -1"),
        (["--samples", "0"], "--samples is 0"),
        (["--samples", "2", "--midi", "a.mid"], "--midi takes one tune"),
        (["--start", "hello & goodbye"], "is not read here"),
        (["--start", "G99"], "length"),
        (["--midi", "no/such/folder/a.mid"], "no/such/folder"),
        (["--model", "nobody"], "nobody"),
    ],
)
def test_refusals_are_one_sentence(options: list[str], said: str, capsys: Capture) -> None:
    assert main(["tune", *options]) == 1
    error = capsys.readouterr().err
    assert said in error and error.startswith("rnn_demo: ") and error.count("\n") == 1
    assert "Traceback" not in error


def test_help_shows_an_example(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["tune", "--help"])
    assert "example: python -m rnn_demo tune --type reel" in capsys.readouterr().out
