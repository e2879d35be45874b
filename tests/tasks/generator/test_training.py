"""From a text to a model folder; memory for a large text."""

from __future__ import annotations

import hashlib
import json
import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.generator import read_generator
from rnn_demo.configuration.generator import DataConfig, GeneratorConfig
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.data.text import TextError
from rnn_demo.engine.generation import Request, open_reader, write
from rnn_demo.engine.network import network_from
from rnn_demo.tasks.generator.measure import stateful
from rnn_demo.tasks.generator.training import (
    CHECKPOINT,
    advised_size,
    best_device,
    best_precision,
    prepare,
    snapshot,
    train_generator,
)
from rnn_demo.training import Progress
from rnn_demo.training.processes import Processes

CPU = torch.device("cpu")
CONFIG = GeneratorConfig(
    NetworkConfig("gru", 0, 6, 8, 1),
    DataConfig("made-up", (0.8, 0.1, 0.1)),
    Recipe(epochs=6, batch_size=4, sequence_length=8, learning_rate=1e-2, warmup_steps=2),
)


@pytest.fixture
def text(tmp_path: Path, tiny_text: str) -> Path:
    path = tmp_path / "clerks.txt"
    path.write_text(tiny_text * 3, encoding="utf-8")
    return path


def test_prepare_completes_the_configuration(text: Path, tiny_text: str) -> None:
    prepared = prepare(CONFIG, text)
    whole = tiny_text * 3
    assert prepared.config.network.vocab_size == len(set(whole))
    assert prepared.config.data.sha256 == hashlib.sha256(whole.encode()).hexdigest()
    assert prepared.config.recipe == CONFIG.recipe
    assert [len(part) for part in prepared.parts] == [
        int(0.8 * len(whole)),
        int(0.9 * len(whole)) - int(0.8 * len(whole)),
        len(whole) - int(0.9 * len(whole)),
    ]
    assert prepared.tokenizer.decode(np.concatenate(prepared.parts)) == whole
    assert prepared.validation is prepared.parts[1]
    two = replace(CONFIG, data=DataConfig("made-up", (0.9, 0.1)))
    assert prepare(two, text).validation is None


def test_prepare_refuses_another_text(text: Path) -> None:
    wrong = replace(CONFIG, data=DataConfig("made-up", (0.9, 0.1), "0" * 64))
    with pytest.raises(TextError, match=r"not the text that config\.json names: its sha256 is"):
        prepare(wrong, text)
    right = replace(wrong, data=prepare(CONFIG, text).config.data)
    assert prepare(right, text).parts
    with pytest.raises(TextError, match=r"'made-up' is not one of .*name the text with --text"):
        prepare(CONFIG)


def test_training_writes_a_model_that_can_be_read(text: Path, tmp_path: Path) -> None:
    prepared, folder, steps = prepare(CONFIG, text), tmp_path / "out", []

    def report(progress: Progress, average: dict[str, torch.Tensor]) -> None:
        steps.append(progress.step)
        if progress.step == 3:
            # A sample in mid-run, by weights that go on changing.
            network = network_from(snapshot(prepared, average))
            before = network.head_bias.copy()
            assert len(list(write(open_reader(network, ""), Request("", 5)))) == 5
            average["head_bias"] += 1
            np.testing.assert_array_equal(network.head_bias, before)
            average["head_bias"] -= 1

    progress = train_generator(prepared, folder, device=CPU, narrow=torch.float32, report=report)
    assert steps == list(range(1, progress.step + 1))
    assert progress.step == progress.total_steps
    artifact = read_generator(folder)
    assert replace(artifact.config, temperature=1.0) == prepared.config
    assert artifact.tokenizer.characters == prepared.tokenizer.characters
    # What it has learned: better than knowing nothing about the part that it was trained on.
    nats = stateful(network_from(artifact), prepared.parts[0]).nats_per_character
    assert nats < 0.9 * np.log(artifact.tokenizer.vocab_size)


def test_the_temperature_is_what_explains_the_validation_part_best(
    text: Path, tmp_path: Path
) -> None:
    # Twenty passes over few characters: it knows them by heart, and is too sure of others.
    recipe = replace(CONFIG.recipe, epochs=20, averaging=0.5)
    data = DataConfig("made-up", (0.3, 0.6, 0.1))
    prepared = prepare(replace(CONFIG, recipe=recipe, data=data), text)
    train_generator(prepared, tmp_path / "out", device=CPU, narrow=torch.float32)
    artifact = read_generator(tmp_path / "out")
    found = artifact.config.temperature
    assert 0.5 < found < 2 and found != 1
    costs = []
    for temperature in (found - 0.04, found, found + 0.04):
        config = replace(artifact.config, temperature=temperature)
        write_folder(tmp_path / "other", config, artifact.tokenizer, artifact.weights)
        network = network_from(read_generator(tmp_path / "other"))
        costs.append(stateful(network, prepared.parts[1]).nats_per_character)
    assert costs[1] < min(costs[0], costs[2])

    # Where there is no such part, it stays what the configuration says.
    two = replace(prepared.config, data=DataConfig("made-up", (0.9, 0.1)), temperature=1.1)
    train_generator(prepare(two, text), tmp_path / "two", device=CPU, narrow=torch.float32)
    assert read_generator(tmp_path / "two").config.temperature == 1.1


def test_the_same_seed_the_same_model(text: Path, tmp_path: Path) -> None:
    prepared = prepare(CONFIG, text)
    other = replace(prepared, config=replace(prepared.config, seed=1))
    files = []
    for name, some in (("a", prepared), ("b", prepared), ("c", other)):
        train_generator(some, tmp_path / name, device=CPU, narrow=best_precision(CPU))
        files.append((tmp_path / name / "model.safetensors").read_bytes())
    assert files[0] == files[1]
    assert files[0] != files[2]


def test_resuming_a_finished_run_changes_nothing(text: Path, tmp_path: Path) -> None:
    prepared, folder = prepare(CONFIG, text), tmp_path / "out"
    first = train_generator(prepared, folder, device=CPU, narrow=torch.float32)
    names = ("model.safetensors", "config.json", "tokenizer.json")
    before = [(folder / name).read_bytes() for name in names]
    checkpoint = load_file(folder / CHECKPOINT)
    again = train_generator(prepared, folder, device=CPU, narrow=torch.float32, resume=True)
    assert again.step == first.step
    assert again.loss == first.loss
    assert [(folder / name).read_bytes() for name in names] == before
    for name, tensor in load_file(folder / CHECKPOINT).items():
        np.testing.assert_array_equal(tensor, checkpoint[name])


def test_streams_that_cannot_be_shared(text: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="4 streams cannot be shared equally among 3"):
        train_generator(
            prepare(CONFIG, text),
            tmp_path / "out",
            device=CPU,
            narrow=torch.float32,
            processes=Processes(0, 3),
        )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", ["a", ""])
def test_texts_too_short(content: str, tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text(content)
    with pytest.raises(TextError, match=r"short\.txt"):
        prepare(CONFIG, path)


def test_devices() -> None:
    assert best_device("cpu") == CPU
    assert best_device("auto").type == ("cuda" if torch.cuda.is_available() else "cpu")
    for name in ("gpu", "", "mps", "cuda:77"):
        with pytest.raises(ConfigurationError, match=f"The device '{name}' is not here: use"):
            best_device(name)


def test_advice_grows_with_the_text() -> None:
    lengths = [0, 19_999, 20_000, 199_999, 200_000, 1_500_000, 10_000_000, 10**9]
    advice = [advised_size(length) for length in lengths]
    weights = [size * size * layers for size, layers, _ in advice]
    assert weights == sorted(weights)
    assert advice[0] == advice[1] != advice[2]
    for size, layers, dropout in advice:
        NetworkConfig("lstm", 1, 64, size, layers)
        assert 0 <= dropout < 1


def test_a_large_text_takes_little_memory(tmp_path: Path) -> None:
    """A text of half a gigabyte must fit: the peak stays near the size of the file."""
    path = tmp_path / "large.txt"
    line = "Снег шёл над рекой, and nobody hurried; он шёл всю ночь.\n"
    size = 4_000_000
    with path.open("w", encoding="utf-8") as file:
        for _ in range(size // len(line.encode()) // 1000 + 1):
            file.write(line * 1000)
    size = path.stat().st_size
    peaks = []
    for content in (path, tmp_path / "half.txt"):
        if not content.exists():
            lines = size // 2 // len(line.encode())
            content.write_text(line * lines, encoding="utf-8")
        tracemalloc.start()
        try:
            prepared = prepare(CONFIG, content)
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
        assert sum(len(p) for p in prepared.parts) == len(content.read_text(encoding="utf-8"))
        del prepared
    # What grows with the text, apart from the buffers of one piece.
    growth = (peaks[0] - peaks[1]) / (size - (tmp_path / "half.txt").stat().st_size)
    assert growth < 3, growth
    assert peaks[0] < 3 * size + 30_000_000


def test_config_json_is_for_people(text: Path, tmp_path: Path) -> None:
    train_generator(prepare(CONFIG, text), tmp_path / "out", device=CPU, narrow=torch.float32)
    raw = json.loads((tmp_path / "out" / "config.json").read_text(encoding="utf-8"))
    assert raw["network"]["cell"] == "gru"
    assert raw["data"]["split"] == [0.8, 0.1, 0.1]
