"""Training a machine of pictures: it learns, resumes with the same numbers, and is measured."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.rbm import read_machine
from rnn_demo.configuration.digits import DigitData
from rnn_demo.configuration.file import config_to_json
from rnn_demo.configuration.rbm import ContrastiveDivergence, MachineConfig, MachineSize
from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.digits import FILE
from rnn_demo.data.text import TextError
from rnn_demo.networks.rbm import exact_log_partition
from rnn_demo.tasks.digits import mean_of
from rnn_demo.tasks.rbm import training as rbm_training
from rnn_demo.tasks.rbm.contrastive_divergence import TrainingRun, begin, rows_of, update
from rnn_demo.tasks.rbm.evaluation import measured
from rnn_demo.training import TrainingError

SIZE = MachineSize("rbm", 4, 4, 10, 5)
CONFIG = MachineConfig(
    SIZE, DigitData("mnist", 20), ContrastiveDivergence(150, 20, 3, 0.5), note="Bars and stripes."
)


def bars_and_stripes(count: int, seed: int) -> np.ndarray:
    """Pictures of 4 × 4 whose rows, or whose columns, are each all ink or all paper."""
    random = np.random.default_rng(seed)
    lines = random.integers(0, 2, (count, 4))
    pictures = np.repeat(lines[:, :, None], 4, 2)
    turned = random.random(count) < 0.5
    pictures[turned] = pictures[turned].transpose(0, 2, 1)
    return (255 * pictures).astype(np.uint8)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration alone, beside its pictures."""
    (tmp_path / FILE).parent.mkdir()
    np.savez(
        tmp_path / FILE, train_images=bars_and_stripes(200, 0), test_images=bars_and_stripes(60, 1)
    )
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "models" / "bars-rbm"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(config_to_json(CONFIG))
    return folder


def test_it_is_trained_and_measured_by_commands(
    model: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rnn_demo.tasks.rbm.evaluation.TEMPERATURES", 300)
    longer = replace(CONFIG, training=replace(CONFIG.training, updates=2_000))
    (model / "config.json").write_text(config_to_json(longer))
    assert main(["train", str(model)]) == 0
    assert "free_energy_of_validation_pictures" in capsys.readouterr().err
    artifact = read_machine(model)
    assert set(artifact.config.data.sha256) == {"train", "test"}
    assert artifact.parameters == 16 * 10 + 16 + 10
    assert (artifact.tokenizer.rows, artifact.tokenizer.columns) == (4, 4)

    metrics = measured(artifact, temperatures=300)
    exact = exact_log_partition(artifact.machine.of_precision(np.float64))
    assert metrics["test"]["log_partition"] == pytest.approx(exact, abs=0.1)
    check = metrics["check"]
    assert abs(check["difference"]) < 0.1
    assert check["exact_log_partition"] == pytest.approx(
        exact_log_partition(artifact.small.of_precision(np.float64)), abs=1e-3
    )
    # Knowing all 30 pictures by heart would be −3.2 nats (two of them, all ink and all paper, are
    # twice as likely); independent pixels are at −11.1.
    assert metrics["rival"]["log_likelihood"] == pytest.approx(-16 * np.log(2), abs=0.2)
    assert -6 < metrics["test"]["log_likelihood"] < -3.1
    assert metrics["train"]["digits"] == 60 and metrics["validation"]["digits"] == 20

    assert main(["evaluate", str(model)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["test"]["digits"] == 60
    card = (model / "README.md").read_text(encoding="utf-8")
    assert "Bars and stripes." in card
    assert f"| test | 60 | {told['test']['log_likelihood']:.2f} |" in card


def test_a_run_that_was_stopped_goes_on_with_the_same_numbers(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["train", str(model)]) == 0
    whole = (model / "model.safetensors").read_bytes()
    (model / "model.safetensors").unlink()
    work = model.parent.parent / "runs" / "bars-rbm"
    for path in work.glob("*.checkpoint"):
        path.unlink()
    monkeypatch.setattr(rbm_training, "OFTEN", 50)
    real: Callable[..., TrainingRun] = update

    def dies(run: TrainingRun, *others: object) -> TrainingRun:
        if run.updates == 120:
            raise MemoryError
        return real(run, *others)

    monkeypatch.setattr(rbm_training, "update", dies)
    with pytest.raises(MemoryError):
        main(["train", str(model)])
    monkeypatch.setattr(rbm_training, "update", real)
    assert main(["train", str(model)]) == 0
    assert (model / "model.safetensors").read_bytes() == whole


def test_a_checkpoint_of_another_run_or_a_damaged_one(model: Path) -> None:
    assert main(["train", str(model)]) == 0
    work = model.parent.parent / "runs" / "bars-rbm"
    other = replace(CONFIG, seed=1)

    def train(config: MachineConfig) -> None:
        rbm_training.train_machine(
            config,
            model,
            model,
            work,
            device=None,
            narrow=None,
            report=lambda name, progress: None,
            say=lambda line: None,
        )

    with pytest.raises(TrainingError, match="is of a run with another configuration: delete it"):
        train(other)
    (work / "small.checkpoint").write_bytes(b"nothing")
    with pytest.raises(TrainingError, match="is damaged"):
        train(CONFIG)


def test_pictures_that_are_not_those_of_the_configuration(model: Path) -> None:
    assert main(["train", str(model)]) == 0
    np.savez(
        model.parent.parent / FILE,
        train_images=bars_and_stripes(200, 2),
        test_images=bars_and_stripes(60, 1),
    )
    with pytest.raises(TextError, match="train are not those that config"):
        measured(read_machine(model), temperatures=3)


def test_every_epoch_reads_every_picture_once_in_another_order() -> None:
    training = ContrastiveDivergence(100, 5)
    first, second = (
        np.concatenate([rows_of(number, 20, training, 3) for number in range(begin, begin + 4)])
        for begin in (0, 4)
    )
    assert sorted(first) == sorted(second) == list(range(20))
    assert (first != second).any()


def test_the_gradient_of_an_update_is_the_enumerated_one() -> None:
    """With many chains at rest in the model, the mean update is the gradient of the likelihood."""
    pictures = bars_and_stripes(3_000, 0).reshape(-1, 16)
    mean, training = mean_of(pictures), ContrastiveDivergence(2, 3_000, 30, 0.01)
    run = begin(mean, 4, training, 0)
    warm = replace(training, learning_rate=0.0)
    run = replace(update(run, pictures, mean, warm, 0), updates=0)  # the chains come to rest
    moved = update(run, pictures, mean, training, 0)
    step = 0.5

    def likelihood(machine: object) -> float:
        free = machine.free_energy(pictures / 255.0)  # type: ignore[attr-defined]
        return float(-free.mean() - exact_log_partition(machine))  # type: ignore[arg-type]

    before = run.machine.of_precision(np.float64)
    slope = np.zeros_like(before.visible_bias)
    for unit in range(16):
        bias = before.visible_bias.copy()
        bias[unit] += 1e-5
        slope[unit] = (likelihood(replace(before, visible_bias=bias)) - likelihood(before)) / 1e-5
    change = (moved.machine.weights - run.machine.weights) / 0.01
    # Undo the centring: the update of b is the gradient less ΔW times the hidden units' mean.
    found = (moved.machine.visible_bias - run.machine.visible_bias) / 0.01
    found = found + change @ moved.hidden_mean
    np.testing.assert_allclose(found, slope, atol=5 * step / np.sqrt(3_000))
    assert likelihood(moved.machine.of_precision(np.float64)) > likelihood(before)
