"""Model folders: what is written is read again, and every kind of damage is one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import read_metrics, write_folder
from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.kinds import kind_of_model
from rnn_demo.artifacts.models_folder import (
    MODELS_VARIABLE,
)
from rnn_demo.configuration.file import UNNAMED_KIND
from rnn_demo.engine.network import initial_state, network_from, read
from rnn_demo.files.whole import write_whole
from rnn_demo.networks.language_model import LanguageModel
from rnn_demo.tokenizers.characters import CharacterTokenizer
from tests.artifacts.damages import change_config
from tests.tiny_models import CELLS, tiny_artifact, write_models


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two models; `tiny-lstm` is the one to damage."""
    folder = write_models(tmp_path / "models", tiny_artifact(), tiny_artifact("tiny-gru", "gru"))
    monkeypatch.setenv(MODELS_VARIABLE, str(folder))
    return folder


@pytest.mark.parametrize("cell", CELLS)
def test_round_trip(cell: str, tmp_path: Path) -> None:
    written = tiny_artifact(f"tiny-{cell}", cell)
    folder = write_models(tmp_path, written) / written.name
    assert sorted(p.name for p in folder.iterdir()) == [
        "config.json",
        "model.safetensors",
        "tokenizer.json",
    ]
    got = read_generator(folder)
    assert (got.name, got.folder, got.metrics) == (written.name, folder, None)
    assert got.config == written.config
    assert got.tokenizer.characters == written.tokenizer.characters
    assert got.weights.keys() == written.weights.keys()
    for name, tensor in got.weights.items():
        assert tensor.dtype == np.float32
        np.testing.assert_array_equal(tensor, written.weights[name])
    assert {t.dtype for t in load_file(folder / "model.safetensors").values()} == {np.dtype("f2")}
    assert (folder / "model.safetensors").stat().st_mode & 0o777 == 0o644
    # The names and shapes are those of the network that is trained.
    model = LanguageModel(written.config.network)
    assert {n: tuple(p.shape) for n, p in model.named_parameters()} == {
        n: t.shape for n, t in got.weights.items()
    }
    assert got.parameters == sum(p.numel() for p in model.parameters())


def test_the_logits_are_divided_by_the_temperature(tmp_path: Path) -> None:
    written, ids = tiny_artifact(), np.array([[1, 5, 9]])
    plain = network_from(written)
    config = replace(written.config, temperature=1.6)
    write_folder(tmp_path / "warm", config, written.tokenizer, written.weights)
    warm = network_from(read_generator(tmp_path / "warm"))
    logits, state = read(warm, ids, initial_state(warm))
    before, same = read(plain, ids, initial_state(plain))
    np.testing.assert_allclose(logits, before / 1.6, rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(state, same)


def test_a_readme_of_someone_elses_stays(tmp_path: Path) -> None:
    readme = tmp_path / "tiny-lstm" / "README.md"
    readme.parent.mkdir()
    readme.write_text("Mine.")
    for seed in (0, 1):
        write_models(tmp_path, tiny_artifact(seed=seed))
        assert readme.read_text() == "Mine."


def test_writing_again_replaces(tmp_path: Path) -> None:
    folder = write_models(tmp_path, tiny_artifact(seed=1)) / "tiny-lstm"
    write_models(tmp_path, tiny_artifact(seed=2))
    expected = tiny_artifact(seed=2).weights["embedding"]
    np.testing.assert_array_equal(read_generator(folder).weights["embedding"], expected)
    assert not list(folder.glob("*.partial"))


# Beside those of every kind, in tests/artifacts/test_conformance.py.
DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "tokenizer of another model": (
        lambda f: CharacterTokenizer("\nabc").save(f / "tokenizer.json"),
        "tokenizer.json has 4 characters, config.json says 52; the two are not of one model",
    ),
    "another hidden size": (
        lambda f: change_config(f, "network", "hidden_size", value=16),
        "has the shape (52, 8), config.json asks for (52, 16)",
    ),
    "another cell": (
        lambda f: change_config(f, "network", "cell", value="gru"),
        "layers.0.input_weight has the shape (32, 6), config.json asks for (24, 6)",
    ),
    "more layers": (
        lambda f: change_config(f, "network", "num_layers", value=3),
        "lacks the tensor 'layers.2.bias'",
    ),
    "fewer layers": (
        lambda f: change_config(f, "network", "num_layers", value=1),
        "holds a tensor 'layers.1.bias'",
    ),
    "a corpus that is no text": (
        lambda f: change_config(f, "data", "corpus", value=["x"]),
        "data.corpus is ['x']",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_one_sentence_and_stays_with_its_model(damage: str, models: Path) -> None:
    break_it, words = DAMAGE[damage]
    read_generator(models / "tiny-lstm")  # whole before
    break_it(models / "tiny-lstm")
    with pytest.raises(ArtifactError) as error:
        read_generator(models / "tiny-lstm")
    sentence = str(error.value)
    assert words in sentence
    assert "tiny-lstm" in sentence
    assert "\n" not in sentence
    assert len(sentence) < 500
    assert error.value.__cause__ is None
    assert read_generator(models / "tiny-gru").parameters > 0


def test_metrics_are_read_when_there(models: Path) -> None:
    assert read_metrics(models / "tiny-lstm") is None
    (models / "tiny-lstm" / "metrics.json").write_text('{"test": {"ё": 1.5}}', encoding="utf-8")
    assert read_generator(models / "tiny-lstm").metrics == {"test": {"ё": 1.5}}


def test_a_byte_order_mark_changes_nothing(models: Path) -> None:
    """As some editors save: in every file of a model that is text."""
    folder = models / "tiny-lstm"
    write_whole(folder / "metrics.json", '{"test": {"ё": 1.5}}')
    plain = read_generator(folder)
    for name in ("config.json", "tokenizer.json", "metrics.json"):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())
    marked = read_generator(folder)
    assert marked.config == plain.config
    assert marked.tokenizer.characters == plain.tokenizer.characters
    assert marked.metrics == plain.metrics == {"test": {"ё": 1.5}}
    assert kind_of_model(folder) == UNNAMED_KIND


def test_weights_may_come_in_any_layout(tmp_path: Path) -> None:
    artifact = tiny_artifact()
    backwards = {name: np.asfortranarray(t) for name, t in artifact.weights.items()}
    write_folder(tmp_path / "m", artifact.config, artifact.tokenizer, backwards)
    got = read_generator(tmp_path / "m").weights
    for name, tensor in artifact.weights.items():
        np.testing.assert_array_equal(got[name], tensor)
