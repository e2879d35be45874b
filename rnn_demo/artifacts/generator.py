"""One folder of models/: read with every check, written whole.

    config.json        what it is and how it was trained
    model.safetensors  the weights, float16
    tokenizer.json     the vocabulary
    metrics.json       written only by `evaluate`
    README.md          the model card

Reading needs neither torch nor trust: names, shapes and finiteness of every tensor are checked.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from rnn_demo.configuration.classifier import KIND as SENTIMENT
from rnn_demo.configuration.generator import (
    MAX_CONFIG_BYTES,
    Config,
    ConfigurationError,
    NetworkConfig,
    config_to_json,
    read_config,
)
from rnn_demo.files.whole import write_whole
from rnn_demo.gates import GATES
from rnn_demo.tokenizers.characters import CharacterTokenizer, TokenizerError

MODELS_VARIABLE = "RNN_DEMO_MODELS"
MAX_NAME = 200  # characters of a wrong name that an error repeats

Weights = dict[str, NDArray[np.float32]]


class ArtifactError(ValueError):
    """A model folder that cannot be used; one sentence says which file and why."""


@dataclass(frozen=True)
class Artifact:
    """A trained model as it lies on disk."""

    name: str
    folder: Path
    config: Config
    tokenizer: CharacterTokenizer
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many numbers were trained."""
        return sum(tensor.size for tensor in self.weights.values())


def models_folder() -> Path:
    """Where the shipped models lie; the environment variable RNN_DEMO_MODELS overrides it.

    Without it they lie inside an installed package, and beside one that is run from its folder.
    """
    named = os.environ.get(MODELS_VARIABLE, "")
    if named.strip():
        return Path(named)
    package = Path(__file__).parents[1]
    inside = package / "models"
    return inside if inside.is_dir() else package.parent / "models"


def missing_models_folder() -> str:
    """A sentence when RNN_DEMO_MODELS names what is no folder; empty when all is well."""
    named = os.environ.get(MODELS_VARIABLE, "")
    if not named.strip() or Path(named).is_dir():
        return ""
    return (
        f"{MODELS_VARIABLE} is {named!r}, and there is no such folder: name a folder of models, or "
        "unset it for those that are shipped."
    )


GENERATOR = "generator"
# What the models of each kind do, with its command, and what others do not.
KINDS = {
    GENERATOR: ("writes text (`python -m rnn_demo generate`)", "writes no text"),
    SENTIMENT: ("judges reviews (`python -m rnn_demo classify`)", "judges no reviews"),
}


def model_names(kind: str = GENERATOR) -> list[str]:
    """The models of a kind that are there, by name, whether or not they can be read."""
    folder = models_folder()
    if not folder.is_dir():
        return []
    names = sorted(path.parent.name for path in folder.glob("*/config.json"))
    return [name for name in names if kind_of_model(folder / name) == kind]


def kind_of_model(folder: Path) -> str:
    """What a model does: `generator` unless its config.json says otherwise."""
    # Where it cannot be read, whoever reads it as a generator says what is wrong with it.
    return declared_kind(folder / "config.json") or GENERATOR


def declared_kind(config: Path) -> str | None:
    """What a config.json says that its model does; None if it cannot be read."""
    try:
        if config.stat().st_size > MAX_CONFIG_BYTES:
            return None
        raw = json.loads(config.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None
    kind = raw.get("kind", GENERATOR) if isinstance(raw, dict) else None
    return kind if isinstance(kind, str) else None


def check_kind(folder: Path, wanted: str) -> None:
    """Refuse a model of another kind, before its configuration is read as one of this kind.

    Raises:
        ArtifactError: it says what the model does, and which ones do what was wanted.
    """
    kind = declared_kind(folder / "config.json")
    if kind in (None, wanted):  # None: whoever reads it says what is wrong with it
        return
    does = KINDS[kind][0] if kind in KINDS else f"is of an unknown kind, {kind[:MAX_NAME]!r},"
    there = ", ".join(model_names(wanted)) or "none is there"
    raise ArtifactError(
        f"{folder.name} {does} and {KINDS[wanted][1]}: choose one that does ({there})."
    )


def find_model(name: str) -> Path:
    """The folder of a model given by its name or by a path.

    Raises:
        ArtifactError: there is none; the message lists those that are there.
    """
    for folder in (models_folder() / name, Path(name)):
        # A name that no file can have (too long, with a null byte) is not there either.
        with suppress(OSError, ValueError):
            if (folder / "config.json").is_file():
                return folder
    there = ", ".join(_all_names()) or "none"
    shown = name if len(name) <= MAX_NAME else name[:MAX_NAME] + "…"
    why = missing_models_folder()
    raise ArtifactError(
        f"There is no model {shown!r}; there are: {there}." + (f" {why}" if why else "")
    )


def _all_names() -> list[str]:
    return sorted(path.parent.name for path in models_folder().glob("*/config.json"))


def tensor_shapes(config: NetworkConfig) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor of a character language model."""
    rows = len(GATES[config.cell]) * config.hidden_size
    shapes: dict[str, tuple[int, ...]] = {
        "embedding": (config.vocab_size, config.embedding_dim),
        "head_weight": (config.vocab_size, config.hidden_size),
        "head_bias": (config.vocab_size,),
    }
    for layer in range(config.num_layers):
        inputs = config.hidden_size if layer else config.embedding_dim
        shapes[f"layers.{layer}.input_weight"] = (rows, inputs)
        shapes[f"layers.{layer}.hidden_weight"] = (rows, config.hidden_size)
        shapes[f"layers.{layer}.bias"] = (rows,)
    return shapes


def read_artifact(folder: Path) -> Artifact:
    """Read and check a model folder.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    check_kind(folder, GENERATOR)
    try:
        config = read_config(folder / "config.json")
        tokenizer = CharacterTokenizer.load(folder / "tokenizer.json")
    except (ConfigurationError, TokenizerError) as error:
        raise ArtifactError(str(error)) from None
    if tokenizer.vocab_size != config.network.vocab_size:
        raise ArtifactError(
            f"{folder.name}: tokenizer.json has {tokenizer.vocab_size} characters, config.json "
            f"says {config.network.vocab_size}; the two are not of one model."
        )
    weights = read_weights(folder / "model.safetensors", tensor_shapes(config.network))
    return Artifact(folder.name, folder, config, tokenizer, weights, read_metrics(folder))


def read_metrics(folder: Path) -> dict[str, Any] | None:
    """metrics.json, None when it has not been written yet.

    Raises:
        ArtifactError: it is there and not a JSON object.
    """
    path = folder / "metrics.json"
    if not path.exists():
        return None
    try:
        metrics = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise ArtifactError(f"{path} cannot be read: {error}.") from None
    if not isinstance(metrics, dict):
        raise ArtifactError(f"{path} is not a JSON object; `evaluate` writes it anew.")
    return metrics


def write_artifact(
    folder: Path, config: Config, tokenizer: CharacterTokenizer, weights: Mapping[str, Any]
) -> None:
    """Write configuration, vocabulary and weights (as float16), each file whole or not at all.

    Raises:
        ArtifactError: a weight is not finite, or too large for float16; nothing is written.
    """
    write_weights(folder, weights)
    tokenizer.save(folder / "tokenizer.json")
    write_whole(folder / "config.json", config_to_json(config))


def write_weights(folder: Path, weights: Mapping[str, Any]) -> None:
    """Write model.safetensors as float16, and take away figures and card of other weights.

    Raises:
        ArtifactError: a weight is not finite, or too large for float16; nothing is written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with np.errstate(over="ignore"):  # looked at below
        half = {
            name: np.ascontiguousarray(tensor, dtype=np.float16) for name, tensor in weights.items()
        }
    for name, tensor in half.items():
        if not np.isfinite(tensor).all():
            raise ArtifactError(
                f"The trained {name} holds values that are not finite or above "
                f"{np.finfo(np.float16).max:g}: train with a lower recipe.learning_rate."
            )
    data, file = save(half), folder / "model.safetensors"
    same = file.exists() and file.read_bytes() == data
    write_whole(file, data)
    metrics = folder / "metrics.json"
    # `evaluate` writes metrics and card together: without metrics a README.md is someone's own.
    if metrics.exists() and not same:
        metrics.unlink()
        (folder / "README.md").unlink(missing_ok=True)


def read_weights(path: Path, shapes: dict[str, tuple[int, ...]]) -> Weights:
    """Read a safetensors file that must hold tensors of these names and shapes, and no others.

    Raises:
        ArtifactError: it does not, or holds what is not finite.
    """
    try:
        tensors = load_file(path)
    except (SafetensorError, OSError, ValueError, KeyError) as error:
        raise ArtifactError(
            f"{path} cannot be read ({error}): it may be cut short; fetch it again."
        ) from None
    if missing := sorted(set(shapes) - set(tensors)):
        raise ArtifactError(f"{path} lacks the tensor {missing[0]!r} that config.json asks for.")
    if foreign := sorted(set(tensors) - set(shapes)):
        raise ArtifactError(f"{path} holds a tensor {foreign[0]!r} that config.json does not know.")
    weights = {}
    for name, shape in shapes.items():
        tensor = tensors[name]
        if tensor.shape != shape:
            raise ArtifactError(
                f"{path}: {name} has the shape {tensor.shape}, config.json asks for {shape}."
            )
        if not np.issubdtype(tensor.dtype, np.floating):
            raise ArtifactError(f"{path}: {name} holds {tensor.dtype}, not real numbers.")
        weights[name] = tensor.astype(np.float32)
        if not np.isfinite(weights[name]).all():
            raise ArtifactError(f"{path}: {name} holds values that are not finite.")
    return weights
