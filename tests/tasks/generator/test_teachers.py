"""What teachers expect, against the engine that serves them; what a pupil makes of it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.generator import GeneratorArtifact, read_generator
from rnn_demo.configuration.generator import DataConfig, GeneratorConfig
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.data.batches import Streams
from rnn_demo.engine.network import initial_state, network_from, read
from rnn_demo.networks.language_model import LanguageModel
from rnn_demo.tasks.generator import teachers
from rnn_demo.tasks.generator.card import model_card
from rnn_demo.tasks.generator.language_model import CharacterTask
from rnn_demo.tasks.generator.teachers import expected_by, read_teachers
from rnn_demo.tasks.generator.training import PreparedText, prepare, train_generator
from rnn_demo.training import TrainingError
from tests.tiny_models import tiny_artifact, write_models

CPU = torch.device("cpu")
LSTM, GRU = tiny_artifact("a", "lstm"), tiny_artifact("b", "gru", seed=1)
IDS = np.random.default_rng(0).integers(0, 40, 31).astype(np.uint8)
RECIPE = Recipe(epochs=2, batch_size=2, sequence_length=8, learning_rate=1e-2)


def by_the_engine(teacher: GeneratorArtifact, ids: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Probabilities after each character but the last, read from a zero state."""
    network = network_from(teacher)
    state, rows = initial_state(network, 1), []
    for index in ids[:-1]:
        logits, state = read(network, np.array([[index]]), state)
        powers = np.exp(logits.reshape(-1).astype(np.float64))
        rows.append(powers / powers.sum())
    return np.array(rows)


def test_the_mean_of_what_each_expects() -> None:
    warm = dataclasses.replace(GRU, config=dataclasses.replace(GRU.config, temperature=1.7))
    mean = (by_the_engine(LSTM, IDS) + by_the_engine(warm, IDS)) / 2
    assert np.abs(by_the_engine(warm, IDS) - by_the_engine(GRU, IDS)).max() > 0.05
    expected = expected_by([LSTM, warm], IDS)
    assert expected.dtype == np.float16
    np.testing.assert_allclose(expected, mean, atol=6e-4)
    assert np.abs(expected - by_the_engine(LSTM, IDS)).max() > 0.05


def test_parallel_pieces_cover_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teachers, "STREAMS", 4)
    monkeypatch.setattr(teachers, "WINDOW", 3)
    expected = expected_by([GRU], IDS)  # 30 places: four pieces of 8 that overlap by 1 or 0
    for start in (0, 7, 14, 22):
        own = by_the_engine(GRU, IDS[start : start + 9])
        # The first place of a piece may be the last one of the piece before, which knew more.
        np.testing.assert_allclose(expected[start + 1 : start + 7], own[1:7], atol=6e-4)
    np.testing.assert_allclose(expected.sum(1, dtype=np.float64), 1, atol=2e-3)


def test_too_long_a_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(teachers, "MAX_BYTES", 1_000)
    with pytest.raises(ConfigurationError, match=r"would take .* train on a shorter text"):
        expected_by([GRU], IDS)


def loss(distillation: float, expected: NDArray[np.float16] | None) -> float:
    network = LanguageModel(NetworkConfig("gru", 52, 4, 6, 1))
    network.initialise(0)
    recipe = dataclasses.replace(RECIPE, distillation=distillation)
    task = CharacterTask(
        network, Streams.over(IDS, 2, 8, seed=5), recipe, None, seed=0, expected=expected
    )
    return task.loss(0, {})[0].item()


def test_the_target_is_a_mixture() -> None:
    streams = Streams.over(IDS, 2, 8, seed=5)
    assert streams.places(0)[0, 0] > 0, "the offset must matter"
    exact = np.eye(52, dtype=np.float16)[IDS[1:]]
    other = np.eye(52, dtype=np.float16)[(IDS[1:] + 1) % 52]
    plain, wrong = loss(0.0, None), loss(1.0, other)
    assert loss(1.0, exact) == pytest.approx(plain, abs=1e-6)
    assert abs(wrong - plain) > 1e-3
    assert loss(0.3, other) == pytest.approx(0.7 * plain + 0.3 * wrong, abs=1e-6)


@pytest.fixture
def prepared(tmp_path: Path, tiny_text: str, monkeypatch: pytest.MonkeyPatch) -> PreparedText:
    """A pupil's configuration, and a model `teacher` of the same text that has learned a little."""
    text = tmp_path / "clerks.txt"
    text.write_text(tiny_text, encoding="utf-8")
    monkeypatch.setenv("RNN_DEMO_MODELS", str(tmp_path / "models"))
    data = DataConfig("made-up", (0.8, 0.1, 0.1))
    plain = GeneratorConfig(NetworkConfig("gru", 0, 6, 8, 1), data, RECIPE)
    teacher = prepare(plain, text)
    folder = tmp_path / "models" / "teacher"
    train_generator(teacher, folder, device=CPU, narrow=torch.float32)
    recipe = dataclasses.replace(RECIPE, distillation=0.5)
    return prepare(dataclasses.replace(plain, recipe=recipe, teachers=("teacher",)), text)


def test_a_pupil_learns_and_names_its_teachers(prepared: PreparedText, tmp_path: Path) -> None:
    out = tmp_path / "pupil"
    train_generator(prepared, out, device=CPU, narrow=torch.float32)
    pupil = read_generator(out)
    assert pupil.config.teachers == ("teacher",)
    assert pupil.config.recipe.distillation == 0.5
    taught = (tmp_path / "models" / "teacher" / "model.safetensors").read_bytes()
    assert (out / "model.safetensors").read_bytes() != taught
    row = {"nats_per_character": 1.0, "bits_per_character": 1.4427, "predictions": 9}
    metrics = {"test": {"stateful": row}, "baseline": {"name": "5-gram", "test": row}}
    sentence = "Each target is 0.5 the character itself and 0.5 the mean of what its teachers"
    card = model_card(pupil, metrics)
    assert f"\n{sentence} expect there; trained first: teacher.\n" in card
    assert "teachers" not in model_card(LSTM, metrics)
    # Another teacher under the same name is another run.
    teacher = read_generator(tmp_path / "models" / "teacher")
    weights = {name: tensor * 2 for name, tensor in teacher.weights.items()}
    write_models(tmp_path / "models", dataclasses.replace(teacher, weights=weights))
    with pytest.raises(TrainingError, match="is of a run with the teachers"):
        train_generator(prepared, out, device=CPU, narrow=torch.float32, resume=True)


def test_unsuitable_teachers(prepared: PreparedText, tmp_path: Path) -> None:
    good = read_generator(tmp_path / "models" / "teacher")
    assert [t.name for t in read_teachers(prepared.config, prepared.tokenizer)] == ["teacher"]

    def refused(teacher: GeneratorArtifact, match: str) -> None:
        write_models(tmp_path / "models", teacher)
        with pytest.raises(ConfigurationError, match=match) as caught:
            read_teachers(prepared.config, prepared.tokenizer)
        assert str(caught.value).endswith(".")
        assert str(caught.value).startswith("The teacher teacher ")

    refused(dataclasses.replace(LSTM, name="teacher"), "knows other characters")
    for data in (DataConfig("x", (0.9, 0.1), good.config.data.sha256),
                 DataConfig("x", (0.8, 0.1, 0.1), "0" * 64)):  # fmt: skip
        config = dataclasses.replace(good.config, data=data)
        refused(dataclasses.replace(good, config=config), "may not have read more")
    absent = dataclasses.replace(prepared.config, teachers=("nobody",))
    with pytest.raises(ArtifactError, match="The teacher nobody is not there: train it first"):
        read_teachers(absent, prepared.tokenizer)
