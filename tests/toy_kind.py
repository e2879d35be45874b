"""A made-up kind of network, whole: what it takes beside one line in `KINDS`.

It marks vowels: an Elman network that reads characters and says after each how likely it is one.
What would be three files is in three parts here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.folder import read_folder, write_folder
from rnn_demo.artifacts.kinds import Kind
from rnn_demo.artifacts.layers import layer_shapes
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.values import checked_names, text
from rnn_demo.tokenizers.characters import CharacterTokenizer

KIND = "vowels"
VOWELS = "aeiou"
LETTERS = "abcdefghijklmnopqrstuvwxyz"

# --- The network: networks/vowels.py


def marks(
    weights: Weights, ids: NDArray[np.integer], hidden: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Logits of "vowel" (batch, time) of texts (batch, time), and the state (batch, hidden)."""
    embedded = weights["embedding"][ids] @ weights["layer.input_weight"].T + weights["layer.bias"]
    logits = np.empty(ids.shape, np.float32)
    for t in range(ids.shape[1]):
        hidden = np.tanh(embedded[:, t] + hidden @ weights["layer.hidden_weight"].T)
        logits[:, t] = hidden @ weights["head_weight"][0]
    return logits, hidden


# --- A folder of it: artifacts/vowels.py


@dataclass(frozen=True)
class VowelData:
    """What it read."""

    corpus: str


@dataclass(frozen=True)
class VowelConfig:
    """All of its config.json."""

    network: NetworkConfig
    data: VowelData
    kind: str = KIND


def vowel_config(raw: Any) -> VowelConfig:
    """Checked parsed JSON."""
    raw = checked_names(VowelConfig, raw, "the configuration")
    data = checked_names(VowelData, raw["data"], "data")
    text("data.corpus", data["corpus"])
    text("kind", raw["kind"])
    network = NetworkConfig(**checked_names(NetworkConfig, raw["network"], "network"))
    return VowelConfig(network, VowelData(**data), raw["kind"])


@dataclass(frozen=True)
class VowelArtifact:
    """A trained one as it lies on disk."""

    name: str
    folder: Path
    config: VowelConfig
    tokenizer: CharacterTokenizer
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many numbers were trained."""
        return sum(tensor.size for tensor in self.weights.values())


def vowel_shapes(config: NetworkConfig) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor."""
    return {
        "embedding": (config.vocab_size, config.embedding_dim),
        **layer_shapes("layer", config.cell, config.embedding_dim, config.hidden_size),
        "head_weight": (1, config.hidden_size),
    }


def read_vowels(folder: Path) -> VowelArtifact:
    """Read and check a folder."""
    contents = read_folder(
        folder,
        KIND,
        config_from=vowel_config,
        tokenizer_from=CharacterTokenizer.load,
        entries="characters",
        shapes_of=vowel_shapes,
    )
    return VowelArtifact(**vars(contents))


# --- How it is trained and measured: tasks/vowels/


def train_vowels(
    config: VowelConfig,
    source: Path,
    folder: Path,
    work: Path,
    *,
    say: Callable[[str], None],
    **_: Any,
) -> None:
    """Find weights (they can be written down) and write the folder."""
    shapes = vowel_shapes(config.network)
    weights = {name: np.zeros(shape, np.float32) for name, shape in shapes.items()}
    weights["embedding"][:, 0] = [1 if letter in VOWELS else -1 for letter in LETTERS]
    weights["layer.input_weight"][0, 0] = 2
    weights["layer.hidden_weight"][1, 0] = 0.5  # it remembers, too; nobody asks for it
    weights["head_weight"][0, 0] = 4
    write_folder(folder, config, CharacterTokenizer(LETTERS), weights)
    say("the vowels are known")


def evaluate_vowels(
    artifact: VowelArtifact, own_text: Path | None, report: Callable[[int, str], None]
) -> dict[str, Any]:
    """Its accuracy on the alphabet."""
    ids = np.arange(len(LETTERS))[None]
    state = np.zeros((1, artifact.config.network.hidden_size), np.float32)
    logits, _ = marks(artifact.weights, ids, state)
    right = [
        (logit > 0) == (letter in VOWELS) for logit, letter in zip(logits[0], LETTERS, strict=True)
    ]
    report(len(LETTERS), "letters")
    return {"parameters": artifact.parameters, "test": {"accuracy": float(np.mean(right))}}


def vowel_card(artifact: VowelArtifact, metrics: dict[str, Any]) -> str:
    """The text of README.md."""
    return f"# {artifact.name}\n\nMarks vowels, {metrics['test']['accuracy']:.0%} right.\n"


def vowel_line(artifact: VowelArtifact) -> str:
    """Its figure in one line."""
    return f"{artifact.metrics['test']['accuracy']:.0%} right" if artifact.metrics else ""


# --- The line in KINDS

VOWEL_KIND = Kind(
    noun="a marker of vowels",
    does="marks vowels (`python -m rnn_demo mark`)",
    does_not="marks no vowels",
    configuration="tests.toy_kind:vowel_config",
    reader="tests.toy_kind:read_vowels",
    training="tests.toy_kind:train_vowels",
    evaluation="tests.toy_kind:evaluate_vowels",
    card="tests.toy_kind:vowel_card",
    figures="tests.toy_kind:vowel_line",
)


def write_vowels(folder: Path) -> Path:
    """Write models/vowel-elman below a folder; the folder of models."""
    config = VowelConfig(NetworkConfig("elman", len(LETTERS), 3, 4, 1), VowelData("the alphabet"))
    train_vowels(config, folder, folder / "vowel-elman", folder, say=lambda sentence: None)
    return folder
