"""Tiny random models in folders like those of models/: the same every time, never trained."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.generator import GeneratorArtifact, generator_shapes
from rnn_demo.configuration.generator import DataConfig, GeneratorConfig
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.engine.network import CharacterNetwork, network_from
from rnn_demo.tokenizers.characters import CharacterTokenizer

CELLS = ("elman", "lstm", "gru")
CHARACTERS = "\n !',-.:;?ABCHTWabcdefghiklmnorstuvwy«»ЕСещёжнорстч—"


def tiny_artifact(
    name: str = "tiny-lstm",
    cell: str = "lstm",
    *,
    characters: str = CHARACTERS,
    seed: int = 0,
    corpus: str = "made-up",
    sha256: str = "",
    hidden_size: int = 8,
) -> GeneratorArtifact:
    """A model with random weights that float16 holds exactly."""
    network = NetworkConfig(cell, len(characters), 6, hidden_size, 2)
    config = GeneratorConfig(network, DataConfig(corpus, (0.8, 0.1, 0.1), sha256), Recipe(1))
    random = np.random.default_rng(seed)
    weights = {
        tensor: random.standard_normal(shape).astype(np.float16).astype(np.float32)
        for tensor, shape in generator_shapes(network).items()
    }
    return GeneratorArtifact(
        name, Path(name), config, CharacterTokenizer(characters), weights, None
    )


def tiny_network(cell: str = "lstm", *, seed: int = 0) -> CharacterNetwork:
    """The same, ready to serve."""
    return network_from(tiny_artifact(f"tiny-{cell}", cell, seed=seed))


def write_models(folder: Path, *artifacts: GeneratorArtifact) -> Path:
    """Write models into a folder of models; the folder itself."""
    for artifact in artifacts:
        write_folder(folder / artifact.name, artifact.config, artifact.tokenizer, artifact.weights)
    return folder
