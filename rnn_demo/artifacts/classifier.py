"""The folder of a classifier in models/: config.json, weights, tokenizer, figures and card.

As `rnn_demo.artifacts.generator` reads generators: without torch and without trust.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.artifacts.generator import (
    ArtifactError,
    Weights,
    check_kind,
    read_metrics,
    read_weights,
    write_weights,
)
from rnn_demo.configuration.classifier import KIND, ClassifierConfig, read_classifier_config
from rnn_demo.configuration.generator import ConfigurationError, NetworkConfig, config_to_json
from rnn_demo.files.whole import write_whole
from rnn_demo.gates import GATES
from rnn_demo.tokenizers.word_pieces import WordPieceError, WordPieceTokenizer


@dataclass(frozen=True)
class ClassifierArtifact:
    """A trained classifier as it lies on disk."""

    name: str
    folder: Path
    config: ClassifierConfig
    tokenizer: WordPieceTokenizer
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many numbers were trained."""
        return sum(t.size for name, t in self.weights.items() if name != "familiarity")


def classifier_shapes(config: NetworkConfig) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor of a classifier."""
    rows = len(GATES[config.cell]) * config.hidden_size
    return {
        "embedding": (config.vocab_size, config.embedding_dim),
        "layer.input_weight": (rows, config.embedding_dim),
        "layer.hidden_weight": (rows, config.hidden_size),
        "layer.bias": (rows,),
        "head_weight": (3, config.hidden_size),
        "head_bias": (1,),
        "familiarity": (config.vocab_size,),
    }


def read_classifier(folder: Path) -> ClassifierArtifact:
    """Read and check a classifier's folder.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    check_kind(folder, KIND)
    try:
        config = read_classifier_config(folder / "config.json")
        tokenizer = WordPieceTokenizer.load(folder / "tokenizer.json")
    except (ConfigurationError, WordPieceError) as error:
        raise ArtifactError(str(error)) from None
    if tokenizer.vocab_size != config.network.vocab_size:
        raise ArtifactError(
            f"{folder.name}: tokenizer.json has {tokenizer.vocab_size} pieces, config.json says "
            f"{config.network.vocab_size}; the two are not of one model."
        )
    weights = read_weights(folder / "model.safetensors", classifier_shapes(config.network))
    return ClassifierArtifact(folder.name, folder, config, tokenizer, weights, read_metrics(folder))


def write_classifier(
    folder: Path,
    config: ClassifierConfig,
    tokenizer: WordPieceTokenizer,
    weights: Mapping[str, Any],
) -> None:
    """Write configuration, vocabulary and weights (as float16).

    Raises:
        ArtifactError: a weight is not finite, or too large for float16; nothing is written.
    """
    write_weights(folder, weights)
    tokenizer.save(folder / "tokenizer.json")
    write_whole(folder / "config.json", config_to_json(config))


def as_float16(weights: Mapping[str, Any]) -> Weights:
    """What weights are after they have been written and read again."""
    return {
        name: np.asarray(tensor, np.float16).astype(np.float32) for name, tensor in weights.items()
    }
