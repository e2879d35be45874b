"""A text is counted, measured and written with, by commands."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.ngram import read_table
from rnn_demo.configuration.file import config_to_json
from rnn_demo.configuration.generator import DataConfig
from rnn_demo.configuration.ngram import TableConfig, TableSize, table_config
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.text import TextError
from rnn_demo.networks.ngram_counts import fit
from rnn_demo.tasks.ngram.evaluation import cold
from rnn_demo.tasks.ngram.text import read_text

CONFIG = TableConfig(
    TableSize("ngram", 0, 4), DataConfig("shakespeare", (0.9, 0.1)), note="Counts."
)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration alone, beside its text: abc and abd, over and over."""
    (tmp_path / "shakespeare").mkdir()
    words = np.random.default_rng(0).choice(["abc ", "abd "], 1_500)
    (tmp_path / "shakespeare" / "input.txt").write_text("".join(words))
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "models" / "abc-ngram"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(config_to_json(CONFIG))
    return folder


def test_it_is_counted_measured_and_written_with_by_commands(
    model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", str(model)]) == 0
    assert '"grams": [5, 6, 7, 8]' in capsys.readouterr().err
    artifact = read_table(model)
    assert (artifact.parameters, artifact.config.network.vocab_size) == (8, 5)
    text = read_text(artifact.config)
    np.testing.assert_array_equal(
        artifact.model.nats(text.test), fit(text.train, 5, 4).nats(text.test)
    )
    before = (model / "model.safetensors").read_bytes()
    assert main(["train", str(model), "--overwrite"]) == 0
    assert (model / "model.safetensors").read_bytes() == before
    capsys.readouterr()

    assert main(["evaluate", str(model)]) == 0
    metrics = json.loads(capsys.readouterr().out)
    # One of two words: ln 2 for four characters.
    assert metrics["test"]["stateful"]["nats_per_character"] == pytest.approx(0.173, abs=0.02)
    for order, part in metrics["by_order"].items():
        shorter = fit(text.train, 5, int(order))
        assert part["grams"] == len(shorter.lengths[-1].grams)
        nats = shorter.nats_per_character(text.test)
        assert part["stateful"]["nats_per_character"] == pytest.approx(nats, abs=6e-6)
    card = (model / "README.md").read_text(encoding="utf-8")
    assert "Counts." in card and "| 4 | 8 |" in card
    assert main(["evaluate", str(model), "--check"]) == 0
    assert main(["evaluate", str(model), "--text", "x"]) == 1
    assert "a table of n-grams is measured on the text that its" in capsys.readouterr().err
    assert main(["list"]) == 0
    assert "nats per character" in capsys.readouterr().out

    command = ["generate", str(model), "--prompt", "ab", "--length", "80", "--seed", "3"]
    assert main([*command, "--samples", "2"]) == 0
    first, second = capsys.readouterr().out.split("\n" + "-" * 40 + "\n")
    assert first != second and first.startswith("ab")
    assert set(first[: 4 * 20].split()) <= {"abc", "abd"}
    for option in (["--hold", "1.2=3"], ["--full-precision"]):
        assert main([*command, *option]) == 1
        assert "and abc-ngram is a table of n-grams: leave it out" in capsys.readouterr().err
    (model.parent.parent / "text").write_text("abc")
    assert main(["score", str(model), "text"]) == 1
    refused = capsys.readouterr().err
    assert "abc-ngram counts n-grams (" in refused
    assert "and writes no text with a recurrent network: choose one that does" in refused


def test_a_text_that_is_not_that_of_the_configuration(model: Path) -> None:
    data = CONFIG.data
    with pytest.raises(TextError, match=r"is not the text that config\.json names"):
        read_text(replace(CONFIG, data=replace(data, sha256="0" * 64)))
    with pytest.raises(TextError, match="'nothing' is not one of shakespeare"):
        read_text(replace(CONFIG, data=replace(data, corpus="nothing")))
    (model.parent.parent / "shakespeare" / "input.txt").write_text("abcd")
    with pytest.raises(TextError, match="leaves 3 characters to count and 1 for the test; 4 and"):
        read_text(CONFIG)


def test_a_window_is_read_alone() -> None:
    ids = np.random.default_rng(1).integers(0, 4, 100)
    model = fit(ids, 4, 3)
    windows = cold(model, ids, 20).reshape(4, 20)
    for number, own in enumerate(windows):
        np.testing.assert_array_equal(own, model.nats(ids[number * 20 : number * 20 + 21])[1:])
    np.testing.assert_array_equal(cold(model, ids, 5_000), model.nats(ids)[1:])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"network": {"order": 0}}, "network.order is 0; give a whole number from 1 to 16."),
        ({"network": {"vocab_size": 65, "order": 11}}, "65 characters cannot be packed into 64"),
        ({"data": {"split": 0.9}}, "data.split is 0.9; give a list of fractions."),
        ({"kind": "hmm"}, "that of a table of n-grams is 'ngram'"),
    ],
)
def test_configurations_that_cannot_be_used(change: dict[str, object], words: str) -> None:
    raw = json.loads(config_to_json(CONFIG))
    assert table_config(raw) == CONFIG
    for name, value in change.items():
        raw[name] = {**raw[name], **value} if isinstance(value, dict) else value
    with pytest.raises(ConfigurationError, match=words):
        table_config(raw)
