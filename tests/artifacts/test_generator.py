"""Model folders: what is written is read again, and every kind of damage is one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import read_metrics, write_folder
from rnn_demo.artifacts.generator import read_generator
from rnn_demo.artifacts.kinds import kind_of_model, model_names
from rnn_demo.artifacts.models_folder import (
    MODELS_VARIABLE,
    find_model,
    missing_models_folder,
    models_folder,
)
from rnn_demo.configuration.file import UNNAMED_KIND
from rnn_demo.files.whole import write_whole
from rnn_demo.networks.language_model import LanguageModel
from rnn_demo.tokenizers.characters import CharacterTokenizer
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


@pytest.mark.parametrize("value", [np.nan, np.inf, 70_000.0])
def test_weights_that_float16_cannot_hold(value: float, tmp_path: Path) -> None:
    artifact = tiny_artifact()
    before = {
        path.name: path.read_bytes()
        for path in (write_models(tmp_path, artifact) / artifact.name).iterdir()
    }
    weights = {name: tensor.copy() for name, tensor in artifact.weights.items()}
    weights["head_bias"][0] = value
    folder = tmp_path / artifact.name
    with pytest.raises(ArtifactError, match="trained head_bias holds values that are not finite"):
        write_folder(folder, artifact.config, artifact.tokenizer, weights)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


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


def change_weights(folder: Path, change: Callable[[dict[str, np.ndarray]], None]) -> None:
    weights = load_file(folder / "model.safetensors")
    change(weights)
    save_file(weights, folder / "model.safetensors")


def change_config(folder: Path, *path: str, value: object) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    inner = config
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")


def cut(folder: Path, name: str, size: int) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:size])


def with_value(weights: dict[str, np.ndarray], value: float) -> None:
    weights["head_weight"][3, 2] = value


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "weights cut short": (lambda f: cut(f, "model.safetensors", 2000), "cut short; fetch it"),
    "weights cut in the header": (lambda f: cut(f, "model.safetensors", 20), "cut short"),
    "weights empty": (lambda f: cut(f, "model.safetensors", 0), "cut short"),
    "weights are not weights": (
        lambda f: (f / "model.safetensors").write_bytes(b"<html>not found</html>"),
        "model.safetensors cannot be read",
    ),
    "no weights": (lambda f: (f / "model.safetensors").unlink(), "model.safetensors cannot be"),
    "weights are a folder": (
        lambda f: ((f / "model.safetensors").unlink(), (f / "model.safetensors").mkdir()),
        "model.safetensors cannot be read",
    ),
    "no tokenizer": (lambda f: (f / "tokenizer.json").unlink(), "tokenizer.json"),
    "tokenizer cut short": (lambda f: cut(f, "tokenizer.json", 100), "tokenizer.json"),
    "tokenizer of another model": (
        lambda f: CharacterTokenizer("\nabc").save(f / "tokenizer.json"),
        "tokenizer.json has 4 characters, config.json says 52; the two are not of one model",
    ),
    "no configuration": (lambda f: (f / "config.json").unlink(), "config.json cannot be read"),
    "configuration cut short": (lambda f: cut(f, "config.json", 30), "is not JSON"),
    "configuration empty": (lambda f: cut(f, "config.json", 0), "is not JSON"),
    "configuration is a list": (
        lambda f: (f / "config.json").write_text("[1, 2]"),
        "the configuration must be an object",
    ),
    "configuration is a number": (
        lambda f: (f / "config.json").write_text("7"),
        "the configuration must be an object",
    ),
    "configuration is binary": (
        lambda f: (f / "config.json").write_bytes(b"\xff\xfe\x00"),
        "config.json cannot be read",
    ),
    "configuration nested without end": (
        lambda f: (f / "config.json").write_text("[" * 100_000),
        "config.json",
    ),
    "another hidden size": (
        lambda f: change_config(f, "network", "hidden_size", value=16),
        "has the shape (52, 8), config.json asks for (52, 16)",
    ),
    "another cell": (
        lambda f: change_config(f, "network", "cell", value="gru"),
        "layers.0.input_weight has the shape (32, 6), config.json asks for (24, 6)",
    ),
    "a cell that there is not": (
        lambda f: change_config(f, "network", "cell", value="transformer"),
        "network.cell is 'transformer'; use one of elman, lstm, gru",
    ),
    "more layers": (
        lambda f: change_config(f, "network", "num_layers", value=3),
        "lacks the tensor 'layers.2.bias'",
    ),
    "fewer layers": (
        lambda f: change_config(f, "network", "num_layers", value=1),
        "holds a tensor 'layers.1.bias'",
    ),
    "a misspelt name": (
        lambda f: change_config(f, "network", "hiden_size", value=8),
        "unknown name 'hiden_size'",
    ),
    "a size that is a text": (
        lambda f: change_config(f, "network", "hidden_size", value="8"),
        "network.hidden_size is '8'; give a whole number",
    ),
    "a corpus that is no text": (
        lambda f: change_config(f, "data", "corpus", value=["x"]),
        "data.corpus is ['x']",
    ),
    "data is null": (lambda f: change_config(f, "data", value=None), "data must be an object"),
    "a tensor is missing": (
        lambda f: change_weights(f, lambda w: w.pop("head_bias")),
        "lacks the tensor 'head_bias' that config.json asks for",
    ),
    "a foreign tensor": (
        lambda f: change_weights(f, lambda w: w.update(lm_head=np.zeros(3, np.float16))),
        "holds a tensor 'lm_head' that config.json does not know",
    ),
    "a wrong shape": (
        lambda f: change_weights(f, lambda w: w.update(head_bias=np.zeros(53, np.float16))),
        "head_bias has the shape (53,), config.json asks for (52,)",
    ),
    "transposed": (
        lambda f: change_weights(f, lambda w: w.update(embedding=w["embedding"].T.copy())),
        "embedding has the shape (6, 52)",
    ),
    "not a number": (
        lambda f: change_weights(f, lambda w: with_value(w, np.nan)),
        "head_weight holds values that are not finite",
    ),
    "infinite": (
        lambda f: change_weights(f, lambda w: with_value(w, -np.inf)),
        "head_weight holds values that are not finite",
    ),
    "whole numbers": (
        lambda f: change_weights(f, lambda w: w.update(head_bias=np.zeros(52, np.int32))),
        "head_bias holds int32, not real numbers",
    ),
    "metrics are a list": (
        lambda f: (f / "metrics.json").write_text("[]"),
        "metrics.json is not a JSON object",
    ),
    "metrics cut short": (
        lambda f: (f / "metrics.json").write_text('{"test": '),
        "metrics.json cannot be read",
    ),
    "metrics are binary": (
        lambda f: (f / "metrics.json").write_bytes(b"\xff"),
        "metrics.json cannot be read",
    ),
    "metrics nested without end": (
        lambda f: (f / "metrics.json").write_text('{"a":' * 100_000),
        "metrics.json cannot be read",
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


def test_float32_and_float64_weights_are_taken(models: Path) -> None:
    for dtype in (np.float32, np.float64):
        change_weights(
            models / "tiny-lstm",
            lambda w, dtype=dtype: w.update({n: t.astype(dtype) for n, t in w.items()}),  # type: ignore[misc]
        )
        weights = read_generator(models / "tiny-lstm").weights
        assert {t.dtype for t in weights.values()} == {np.dtype(np.float32)}


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


def test_names(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (models / "notes").mkdir()  # not a model
    (models / "README.md").write_text("…")
    assert model_names() == ["tiny-gru", "tiny-lstm"]
    assert find_model("tiny-gru") == models / "tiny-gru"
    assert find_model(str(models / "tiny-gru")) == models / "tiny-gru"
    monkeypatch.setenv(MODELS_VARIABLE, str(models / "nowhere"))
    assert model_names() == []
    with pytest.raises(ArtifactError, match=r"no model 'tiny-gru'; there are: none\."):
        find_model("tiny-gru")


def test_a_folder_of_models_that_is_not_there(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert missing_models_folder() == ""
    for named in (models / "nowhere", models / "tiny-gru" / "config.json"):
        monkeypatch.setenv(MODELS_VARIABLE, str(named))
        with pytest.raises(ArtifactError, match=f"RNN_DEMO_MODELS is '{named}', .*: name a folder"):
            find_model("tiny-gru")
        assert find_model(str(models / "tiny-gru")) == models / "tiny-gru"  # a path is a path
    for nothing in ("", " "):
        monkeypatch.setenv(MODELS_VARIABLE, nothing)
        assert (missing_models_folder(), models_folder().name) == ("", "models")
        assert models_folder().is_absolute()


@pytest.mark.parametrize(
    "name",
    ["", ".", "/", "../x", "../models/nothing", "tiny", "a" * 10_000, "a\0b", "\udcff", "~", "…\n"],
)
def test_a_name_that_is_no_model(
    name: str, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArtifactError) as error:
        find_model(name)
    sentence = str(error.value)
    assert sentence.endswith("there are: tiny-gru, tiny-lstm.")
    assert "\n" not in sentence
    assert len(sentence) < 500


def test_weights_may_come_in_any_layout(tmp_path: Path) -> None:
    artifact = tiny_artifact()
    backwards = {name: np.asfortranarray(t) for name, t in artifact.weights.items()}
    write_folder(tmp_path / "m", artifact.config, artifact.tokenizer, backwards)
    got = read_generator(tmp_path / "m").weights
    for name, tensor in artifact.weights.items():
        np.testing.assert_array_equal(got[name], tensor)
