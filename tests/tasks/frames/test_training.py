"""Training a network that foretells frames: it learns, resumes alike, and is measured."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.frames import read_frames
from rnn_demo.configuration.digits import DigitData
from rnn_demo.configuration.file import config_to_json
from rnn_demo.configuration.frames import FrameConfig, FrameSize, frame_config
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.digits import FILE
from rnn_demo.tasks.frames import evaluation, learning

CONFIG = FrameConfig(
    FrameSize("gru", 24, 4, layers=1, seen=3, foretold=2),
    DigitData("mnist", 20),
    Recipe(4, batch_size=8, learning_rate=0.02, warmup_steps=5, clip=100.0, averaging=0.9),
    note="Bright squares.",
)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration alone, beside its pictures: rectangles of several sizes."""
    random = np.random.default_rng(0)
    pictures = np.zeros((160, 28, 28), np.uint8)
    for picture in pictures:
        rows, columns = random.integers(10, 24, 2)
        picture[2 : 2 + rows, 2 : 2 + columns] = 255
    (tmp_path / FILE).parent.mkdir()
    np.savez(tmp_path / FILE, train_images=pictures[:120], test_images=pictures[120:])
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(evaluation, "FILMS", 60)
    monkeypatch.setattr(evaluation.measured, "__defaults__", (60,))
    monkeypatch.setattr(learning, "HELD_OUT", 20)
    folder = tmp_path / "models" / "squares"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(config_to_json(CONFIG))
    return folder


def test_it_is_trained_and_measured_by_commands(
    model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", str(model)]) == 0
    assert "validation_nats_per_frame" in capsys.readouterr().err
    assert main(["evaluate", str(model)]) == 0
    test = json.loads(capsys.readouterr().out)["test"]
    assert test["films"] == 60 and 0 < test["turned"] < 1
    # Straight on, “it moves on” is never wrong; both rivals are what they say.
    assert test["moves_on"]["squared_error_straight"] == [0, 0]
    assert min(test["moves_on"]["squared_error_turned"]) > 0
    assert test["stays"]["squared_error"][0] < test["stays"]["squared_error"][1]
    assert test["network"]["squared_error"][0] < test["stays"]["squared_error"][0]
    card = (model / "README.md").read_text(encoding="utf-8")
    assert "Bright squares." in card
    assert f"| **this network** | {test['network']['squared_error'][0]:.4f} |" in card
    assert read_frames(model).parameters == sum(
        tensor.size for tensor in read_frames(model).weights.values()
    )
    assert main(["evaluate", str(model), "--text", str(model / "README.md")]) != 0
    assert "--text is for generators" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        ({"side": 15}, "network.side is 15; give an even number"),
        ({"cell": "lstm"}, "network.cell is 'lstm'; use one of gru"),
        ({"seen": 1}, "network.seen is 1; give a whole number from 2"),
    ],
)
def test_configurations_that_cannot_be_used(instead: dict[str, object], words: str) -> None:
    raw = json.loads(config_to_json(CONFIG))
    raw["network"] |= instead
    with pytest.raises(ConfigurationError, match=words):
        frame_config(raw)
    with pytest.raises(ConfigurationError, match="kind is 'rbm'; that of a network that foretells"):
        frame_config(json.loads(config_to_json(CONFIG)) | {"kind": "rbm"})
