"""A training kept at many moments: what is seen of each, and that it is the same network."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file, save_file

from rnn_demo.commands import record as command
from rnn_demo.configuration.generator import DataConfig, GeneratorConfig
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.exhibits.time_machine.compute import TimeMachineError, fades_at, read_time_machine
from rnn_demo.tasks.generator.measure import cold
from rnn_demo.tasks.generator.training import prepare
from rnn_demo.tasks.time_machine import snapshots
from rnn_demo.tasks.time_machine.recording import SNAPSHOTS, record, steps_to_keep

TEXT = "\n\n".join(f"ANN:\nthe {word} is here and there\nand gone" for word in ("cat", "dog")) * 60


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("machine")
    text = folder / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    config = GeneratorConfig(
        NetworkConfig("lstm", 0, 8, 12, 1),
        DataConfig("made-up", (0.8, 0.2)),
        Recipe(3, batch_size=4, sequence_length=16, learning_rate=0.02),
    )
    prepared = prepare(config, text)
    record(
        prepared,
        folder / "out",
        folder / "work",
        device=torch.device("cpu"),
        narrow=torch.float32,
    )
    return folder / "out"


def test_moments_are_ever_farther_apart() -> None:
    found = steps_to_keep(5_000)
    assert found[:3] == [0, 1, 2] or found[:2] == [0, 1]
    assert found[-1] == 5_000
    assert len(found) <= SNAPSHOTS
    gaps = np.diff(found)
    assert (gaps > 0).all() and gaps[-1] > 100 * gaps[0]
    assert steps_to_keep(3) == [0, 1, 2, 3]


def test_what_is_read_is_what_was_measured(made: Path) -> None:
    machine = read_time_machine(made)
    steps = [moment.step for moment in machine.snapshots]
    assert steps[0] == 0 and steps == sorted(set(steps))
    first, last = machine.snapshots[0], machine.snapshots[-1]
    assert last.loss < 0.8 * first.loss
    text = machine.tokenizer.encode(TEXT)
    held_out = text[round(0.8 * len(text)) :]
    for index in (0, len(steps) - 1):
        network, moment = machine.network_at(index), machine.snapshots[index]
        again = cold(network, held_out[: snapshots.MEASURED + 1], snapshots.CONTEXT)
        assert moment.loss == pytest.approx(again.nats_per_character, abs=1e-3)
        assert set(moment.below) == {"input_gate", "forget_gate", "output_gate"}
        assert all(0 <= moment.below[g] + moment.above[g] <= 1 for g in moment.below)
        assert len(moment.sample) == snapshots.SAMPLE
        assert len(moment.reach) == snapshots.LAGS
        assert set(moment.tracked) == set(snapshots.TRACKED)
    assert machine.network_at(0).head_weight.shape == (12, machine.tokenizer.vocab_size)


def test_the_best_unit_is_chosen_on_one_part_and_measured_on_another() -> None:
    random = np.random.default_rng(0)
    labels, held = random.normal(size=(2, 6, 50))
    memory, other = random.normal(size=(2, 6, 50, 9))
    memory[:, :, 4] = -3 * labels + 1
    other[:, :, 4] = held + random.normal(size=held.shape)
    unit, score = snapshots.best_unit(memory, labels, other, held)
    assert unit == 4
    assert score == pytest.approx(np.corrcoef(other[:, :, 4].ravel(), held.ravel())[0, 1] ** 2)
    still = np.zeros((6, 50, 2))
    assert snapshots.best_unit(still, labels, still, held) == (0, 0.0)


def test_how_far_a_gradient_reaches() -> None:
    assert fades_at(np.array([1.0, 0.5, 0.005, 0.5])) == 3
    assert fades_at(np.array([1.0, 0.5])) == 3


def test_a_damaged_record_is_a_sentence(made: Path, tmp_path: Path) -> None:
    with pytest.raises(TimeMachineError, match="python -m rnn_demo record"):
        read_time_machine(tmp_path)
    for path in made.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    weights = load_file(tmp_path / "weights.safetensors")
    save_file({k: w[:-1] for k, w in weights.items()}, tmp_path / "weights.safetensors")
    with pytest.raises(TimeMachineError, match="weights of another number"):
        read_time_machine(tmp_path)
    (tmp_path / "record.json").write_text('{"config": 1}')
    with pytest.raises(TimeMachineError, match="cannot be used"):
        read_time_machine(tmp_path)


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rnn_demo.__main__ import main

    text, config = tmp_path / "text.txt", tmp_path / "config.json"
    text.write_text(TEXT, encoding="utf-8")
    values = json.loads(command.PRESET.read_text(encoding="utf-8"))
    values["network"] |= {"embedding_dim": 4, "hidden_size": 6}
    values["data"]["split"] = [0.8, 0.2]
    values["recipe"] |= {"epochs": 0.05, "batch_size": 4, "sequence_length": 16}
    config.write_text(json.dumps(values), encoding="utf-8")
    arguments = ["record", "--config", str(config), "--text", str(text), "--out"]
    assert main([*arguments, str(tmp_path / "out"), "--device", "cpu"]) == 0
    assert "nats per character" in capsys.readouterr().out
    assert len(read_time_machine(tmp_path / "out").snapshots) >= 2
    assert main(["record", "--config", str(tmp_path / "none.json")]) == 1
    assert "rnn_demo: " in capsys.readouterr().err
    text.write_text(TEXT[:900], encoding="utf-8")
    assert main([*arguments, str(tmp_path / "out")]) == 1
    assert "at least 401 are needed" in capsys.readouterr().err
