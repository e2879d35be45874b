"""`elman` and `simulate --exhibit elman`: files, numbers, words, and what they cannot do."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from rnn_demo.__main__ import main
from rnn_demo.commands import elman
from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.tasks.elman.letter_scores import read_scores
from rnn_demo.tasks.elman.record import read_delays, read_xors

Capture = pytest.CaptureFixture[str]


def test_simulate_says_what_the_page_shows(capsys: Capture) -> None:
    options = ["--set", "updates=40", "--set", "units=3", "--set", "text=Once upon a time"]
    assert main(["simulate", "--exhibit", "elman", *options, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["exhibit"] == "elman"
    assert found["right"]["jordan"] == [0.5] * 5
    assert found["best_taught"] == 0.5
    assert [one["ones"] / one["windows"] for one in found["windows"]] == [0.5] * 4
    assert found["gradient_residual"] < 1e-6
    assert found["letters"] == "onceuponatime"
    assert found["readers"].keys() == {"elman", "lstm", "5-gram"}
    assert main(["simulate", "--exhibit", "elman", *options]) == 0
    told = capsys.readouterr().out
    assert "jordan right on all strings of ten bits: 50.00 % to 50.00 %" in told
    assert "lstm   finds words: precision" in told


def test_trainings_are_written(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elman, "DELAYS", elman.DELAYS[:1])
    monkeypatch.setattr(elman, "XORS", elman.XORS[:1])
    for what in ("delay", "xor"):
        options = ["--seeds", "2", "--updates", "3", "--out", str(tmp_path / "own")]
        assert main(["elman", what, *options]) == 0
    told = capsys.readouterr().out
    assert "right on all strings of ten bits 50.00 % to 50.00 %" in told
    assert "2 units, error followed one step: squared errors 0." in told
    assert [row.right for row in read_delays(tmp_path / "own" / "delay.json")] == [(0.5, 0.5)]
    (row,) = read_xors(tmp_path / "own" / "xor.json")
    assert (row.updates, len(row.profiles)) == (3, 2)


def test_letters_are_learned_and_measured(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rnn_demo.tasks.elman import letter_training

    text = ("The Quick brown fox jumped over the sleeping dogs, " * 120) + "Zany vows!"
    (tmp_path / "shakespeare").mkdir()
    (tmp_path / "shakespeare" / "input.txt.xz").write_bytes(lzma.compress(text.encode()))
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    monkeypatch.setattr(
        letter_training,
        "RECIPE",
        letter_training.Recipe(epochs=0.1, batch_size=4, sequence_length=16),
    )
    out = tmp_path / "own"
    assert main(["elman", "letters", "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert "a boundary at every letter: precision 0." in told and "5-gram " in told
    before = (out / "letters-lstm" / "model.safetensors").stat().st_mtime_ns
    scores = read_scores(out / "letters.json")
    assert scores.readers.keys() == {"elman", "lstm", "5-gram"}
    assert scores.readers["5-gram"].bits < scores.readers["elman"].bits
    assert main(["elman", "letters", "--keep", "--out", str(out)]) == 0
    assert (out / "letters-lstm" / "model.safetensors").stat().st_mtime_ns == before
    assert read_scores(out / "letters.json") == scores


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["elman", "delay", "--seeds", "0"], "--seeds is 0; give a number from 1 to 100."),
        (["elman", "xor", "--updates", "0"], "--updates is 0; give a number from 1 to 1,000,000."),
        (["simulate", "--exhibit", "elman", "--set", "bits=ab"], "There are no bits to hear"),
        (["simulate", "--exhibit", "elman", "--set", "lag=9"], "lag is '9'; give a whole number"),
    ],
)
def test_what_cannot_be_costs_a_sentence(
    options: list[str], told: str, capsys: Capture, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(options) == 1
    assert told in capsys.readouterr().err
