"""A generator: a language model over characters, one recurrent layer upon another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.artifacts.folder import read_folder
from rnn_demo.artifacts.layers import layer_shapes
from rnn_demo.artifacts.metrics import Form
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.generator import GeneratorConfig, generator_config
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.tokenizers.characters import CharacterTokenizer

# What the page Score takes from metrics.json; the figures are looked at where they are shown.
_LEARNING = {"bits_per_character": float, "predictions": int}
METRICS: dict[str, Form] = {
    "usual": {"passages": int, "bits_per_character": [{"characters": int, "most": float}]},
    "dynamic": {"test": {"fixed": _LEARNING, "learning": _LEARNING}},
}


@dataclass(frozen=True)
class GeneratorArtifact:
    """A trained generator as it is stored on disk."""

    name: str
    folder: Path
    config: GeneratorConfig
    tokenizer: CharacterTokenizer
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many numbers were trained."""
        return sum(tensor.size for tensor in self.weights.values())

    @property
    def tempered_weights(self) -> Weights:
        """The weights with the head's divided by config.temperature: for whoever predicts."""
        temperature = np.float32(self.config.temperature)
        head = {name: self.weights[name] / temperature for name in ("head_weight", "head_bias")}
        return {**self.weights, **head}


def generator_shapes(config: NetworkConfig) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor of a character language model."""
    shapes: dict[str, tuple[int, ...]] = {
        "embedding": (config.vocab_size, config.embedding_dim),
        "head_weight": (config.vocab_size, config.hidden_size),
        "head_bias": (config.vocab_size,),
    }
    for layer in range(config.num_layers):
        inputs = config.hidden_size if layer else config.embedding_dim
        shapes |= layer_shapes(f"layers.{layer}", config.cell, inputs, config.hidden_size)
    return shapes


def read_generator(folder: Path) -> GeneratorArtifact:
    """Read and check a generator's folder.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    contents = read_folder(
        folder,
        "generator",
        config_from=generator_config,
        tokenizer_from=CharacterTokenizer.load,
        entries="characters",
        shapes_of=generator_shapes,
        metrics_form=METRICS,
    )
    return GeneratorArtifact(**vars(contents))
