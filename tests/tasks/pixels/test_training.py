"""Training a network that draws pixel by pixel: it learns, resumes alike, and is measured."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.pixels import read_pixels
from rnn_demo.configuration.digits import DigitData
from rnn_demo.configuration.file import config_to_json
from rnn_demo.configuration.pixels import PixelConfig, PixelSize, pixel_config
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.digits import FILE
from rnn_demo.data.text import TextError
from rnn_demo.tasks.pixels.evaluation import evaluate
from rnn_demo.tasks.pixels.learning import PixelTask
from rnn_demo.tasks.pixels.template import NEIGHBOURS, counted, patterns, template_nats
from rnn_demo.training import loop
from tests.tasks.rbm.test_training import bars_and_stripes

CONFIG = PixelConfig(
    PixelSize("lstm", 4, 4, channels=8, window=3, hidden_size=12, head_size=6),
    DigitData("mnist", 20),
    Recipe(40, batch_size=20, learning_rate=0.02, warmup_steps=5, clip=20.0, averaging=0.9),
    note="Bars and stripes.",
)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration alone, beside its pictures."""
    (tmp_path / FILE).parent.mkdir()
    np.savez(
        tmp_path / FILE, train_images=bars_and_stripes(200, 0), test_images=bars_and_stripes(60, 1)
    )
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "models" / "bars"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(config_to_json(CONFIG))
    return folder


def test_it_is_trained_and_measured_by_commands(
    model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", str(model)]) == 0
    assert "validation_nats_per_digit" in capsys.readouterr().err
    assert main(["evaluate", str(model)]) == 0
    told = json.loads(capsys.readouterr().out)
    # Thirty pictures, two of which are twice as likely: 3.2 nats at best. A pixel by itself knows
    # nothing: 16 ln 2 = 11.1.
    assert 3.1 < told["test"]["nats"] < 4.5
    assert told["rivals"]["independent"] == pytest.approx(16 * np.log(2), abs=0.2)
    assert told["test"]["digits"] == 60 and told["validation"]["digits"] == 20
    assert told["test"]["deciles"] == sorted(told["test"]["deciles"])
    card = (model / "README.md").read_text(encoding="utf-8")
    assert f"| test | 60 | {told['test']['nats']:.2f} |" in card
    assert "Bars and stripes." in card
    artifact = read_pixels(model)
    assert set(artifact.config.data.sha256) == {"train", "test"}
    assert main(["evaluate", str(model), "--text", str(model / "README.md")]) != 0
    assert "--text is for generators" in capsys.readouterr().err

    np.savez(
        model.parent.parent / FILE,
        train_images=bars_and_stripes(200, 2),
        test_images=bars_and_stripes(60, 1),
    )
    with pytest.raises(TextError, match="train are not those that config"):
        evaluate(artifact, None, lambda more, what: None)


def test_a_run_that_was_stopped_goes_on_with_the_same_numbers(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorter = config_to_json(CONFIG).replace('"epochs": 40', '"epochs": 4')
    (model / "config.json").write_text(shorter)
    assert main(["train", str(model)]) == 0
    whole = (model / "model.safetensors").read_bytes()
    (model / "model.safetensors").unlink()
    for path in (model.parent.parent / "runs" / "bars").glob("checkpoint.*"):
        path.unlink()
    real, saved = PixelTask.loss, loop.train.__kwdefaults__

    def dies(task: PixelTask, step: int, carried: object) -> object:
        if step == 20:
            raise MemoryError
        return real(task, step, carried)  # type: ignore[arg-type]

    monkeypatch.setitem(saved, "checkpoint_seconds", -1.0)  # after every step
    monkeypatch.setattr(PixelTask, "loss", dies)
    with pytest.raises(MemoryError):
        main(["train", str(model)])
    monkeypatch.setattr(PixelTask, "loss", real)
    assert main(["train", str(model)]) == 0
    assert (model / "model.safetensors").read_bytes() == whole


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        ({"window": 4}, "network.window is 4; give an odd number"),
        ({"cell": "gru"}, "network.cell is 'gru'; use one of lstm"),
        ({"channels": 0}, "network.channels is 0; give a whole number from 1"),
    ],
)
def test_configurations_that_cannot_be_used(instead: dict[str, object], words: str) -> None:
    raw = json.loads(config_to_json(CONFIG))
    raw["network"] |= instead
    with pytest.raises(ConfigurationError, match=words):
        pixel_config(raw)
    with pytest.raises(ConfigurationError, match="kind is 'rbm'; that of a network that draws"):
        pixel_config(json.loads(config_to_json(CONFIG)) | {"kind": "rbm"})


def test_the_rival_counts_what_is_near() -> None:
    pictures = np.zeros((1, 4, 6))
    pictures[0, 1, 2] = 1
    found = patterns(pictures)
    place = {where: 1 << (len(NEIGHBOURS) - 1 - k) for k, where in enumerate(NEIGHBOURS)}
    assert found[0, 1, 3] == place[(0, -1)]  # the pixel to its left is ink
    assert found[0, 2, 2] == place[(1, 0)]  # the one above it
    assert found[0, 3, 1] == place[(2, 1)]  # two rows up, one to the right
    assert found[0, 1, 2] == found[0, 0, 5] == 0
    counts = counted(pictures)
    assert counts.sum() == 24 and counts[1].sum() == 1
    # The pattern without ink came 24 − 13 times, once before ink; Laplace adds one to each.
    plain = int((found == 0).sum())
    assert counts[:, 0].tolist() == [plain - 1, 1]
    others = 24 - plain
    expected = (plain - 1) * np.log((plain + 2) / plain) + np.log((plain + 2) / 2)
    expected += others * np.log(3 / 2)
    assert template_nats(counts, pictures)[0] == pytest.approx(expected)
