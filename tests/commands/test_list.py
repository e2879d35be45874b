"""`list`: names, networks, figures; a damaged model does not hide the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from tests.tiny_models import tiny_artifact, write_models

Capture = pytest.CaptureFixture[str]
METRICS = {
    "test": {
        "cold-256": {"nats_per_character": 1.41234, "bits_per_character": 2.0},
        "stateful": {"nats_per_character": 1.39, "bits_per_character": 2.0},
    }
}


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_models(tmp_path / "models", tiny_artifact(), tiny_artifact("tiny-gru", "gru"))
    (folder / "tiny-lstm" / "metrics.json").write_text(json.dumps(METRICS))
    monkeypatch.setenv(MODELS_VARIABLE, str(folder))
    return folder


def test_json(capsys: Capture) -> None:
    assert main(["list", "--json"]) == 0
    gru, lstm = json.loads(capsys.readouterr().out)
    assert lstm == {
        "name": "tiny-lstm",
        "network": {
            "cell": "lstm",
            "vocab_size": 52,
            "embedding_dim": 6,
            "hidden_size": 8,
            "num_layers": 2,
        },
        # Embedding, the LSTM's two layers, the head.
        "parameters": 52 * 6 + 32 * (6 + 8 + 1) + 32 * (8 + 8 + 1) + 52 * (8 + 1),
        "corpus": "made-up",
        "figures": METRICS,
    }
    assert (gru["name"], gru["figures"]) == ("tiny-gru", {})


def test_lines(capsys: Capture) -> None:
    assert main(["list"]) == 0
    gru, lstm = capsys.readouterr().out.splitlines()
    assert " ".join(lstm.split()) == (
        "tiny-lstm LSTM 0.0 M made-up cold-256 1.4123 stateful 1.3900 nats per character"
    )
    assert gru.split()[:2] == ["tiny-gru", "GRU"]
    assert gru.endswith("not measured yet")


def test_a_damaged_model_is_named(models: Path, capsys: Capture) -> None:
    weights = models / "tiny-gru" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100])
    assert main(["list"]) == 0
    gru, lstm = capsys.readouterr().out.splitlines()
    assert gru.startswith("tiny-gru ")
    assert "cut short" in gru
    assert "1.4123" in lstm
    assert main(["list", "--json"]) == 0
    gru_row, lstm_row = json.loads(capsys.readouterr().out)
    assert gru_row.keys() == {"name", "error"}
    assert lstm_row["figures"] == METRICS


@pytest.mark.parametrize(
    "metrics",
    [
        {"test": []},
        {"test": {"cold-256": None}},
        {"test": {"cold-256": {"nats_per_character": "1.4"}}},
        {"test": {"cold-256": {}}},
        {"test": 7},
    ],
)
def test_metrics_edited_by_hand(metrics: object, models: Path, capsys: Capture) -> None:
    (models / "tiny-lstm" / "metrics.json").write_text(json.dumps(metrics))
    assert main(["list"]) == 0
    assert capsys.readouterr().out.splitlines()[1].endswith("not measured yet")


def test_no_models(models: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    (models / "empty").mkdir()
    monkeypatch.setenv(MODELS_VARIABLE, str(models / "empty"))
    assert main(["list"]) == 0
    assert "There are no models; train one" in capsys.readouterr().out
    assert main(["list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_folder_that_is_not_there_is_no_empty_list(
    models: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, str(models / "nowhere"))
    for arguments in (["list"], ["list", "--json"]):
        assert main(arguments) == 1
        out, error = capsys.readouterr()
        assert out == ""
        assert error.startswith(f"rnn_demo: {MODELS_VARIABLE} is '{models / 'nowhere'}', ")
        assert "name a folder of models, or unset it" in error
    # An empty value is none: the shipped ones.
    monkeypatch.setenv(MODELS_VARIABLE, "")
    assert main(["list"]) == 0
    assert "shakespeare-lstm" in capsys.readouterr().out
