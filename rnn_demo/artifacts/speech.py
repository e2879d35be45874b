"""Networks that hear digits, and the recordings that are stored beside them to be heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.folder import read_folder
from rnn_demo.artifacts.metrics import Form
from rnn_demo.artifacts.tensors import open_tensors
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.speech import (
    KIND,
    SpeechConfig,
    SpeechNetworkSize,
    network_shapes,
    speech_config,
)
from rnn_demo.files.regular import shown
from rnn_demo.files.together import latest
from rnn_demo.tokenizers.labels import Labels
from rnn_demo.words import sentence

EXAMPLES = "examples.safetensors"
LONGEST = 40_000  # samples of an example
ZERO = 32_768  # how silence is stored: samples of 16 bits, made whole numbers without a sign
# What the page Sounds into words shows of metrics.json.
METRICS: dict[str, Form] = {
    "test": {
        "voices": {"*": {"right": float, "takes": int, "rows": float, "rival": float}},
        "mean": float,
        "worst": float,
        "rows_mean": float,
        "rival_mean": float,
        "easy": {"right": float, "takes": int},
    },
    "nothing": {"*": {"recordings": int, "silent": float, "words_a_second": float}},
    "by_chance": [{"low": float, "high": float, "words": int, "right": float}],
}


@dataclass(frozen=True)
class SpeechArtifact:
    """Trained networks as they are stored on disk."""

    name: str
    folder: Path
    config: SpeechConfig
    tokenizer: Labels
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many numbers of the first network were trained; those of the others not counted."""
        return sum(t.size for name, t in self.network(0).items() if name != "usual")

    def network(self, number: int) -> Weights:
        """One of the networks: the first has heard all voices, each other one all but one."""
        start = f"{number}."
        return {
            name.removeprefix(start): tensor
            for name, tensor in self.weights.items()
            if name.startswith(start)
        }


def speech_shapes(size: SpeechNetworkSize) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor."""
    one = network_shapes(size)
    return {
        f"{number}.{name}": shape
        for number in range(1 + len(size.voices))
        for name, shape in one.items()
    }


def read_speech(folder: Path) -> SpeechArtifact:
    """Read and check a folder.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    contents = read_folder(
        folder,
        KIND,
        config_from=speech_config,
        tokenizer_from=Labels.load,
        entries="words",
        shapes_of=speech_shapes,
        metrics_form=METRICS,
        needed="test",
    )
    return SpeechArtifact(**vars(contents))


def examples_file(sounds: Mapping[str, NDArray[np.float32]]) -> bytes:
    """Recordings from −1 to 1 as a file: whole numbers of 16 bits, 32,768 for silence."""
    return save(
        {
            name: np.clip(np.rint(32_768 * sound) + ZERO, 0, 65_535).astype(np.uint16)
            for name, sound in sounds.items()
        }
    )


def read_examples(artifact: SpeechArtifact) -> dict[str, NDArray[np.float32]]:
    """The recordings beside a model by their names in its configuration, as in "theo 7 0".

    Raises:
        ArtifactError: the file is missing, damaged or not of this model.
    """
    path, names = latest(artifact.folder, EXAMPLES), artifact.config.data.examples
    with open_tensors(path) as file:
        if set(file.entries) != set(names):
            raise ArtifactError(
                sentence("{path} does not hold the examples of config.json.", path=shown(path))
            )
        for name, entry in file.entries.items():
            if len(entry.shape) != 1 or not 1 <= entry.shape[0] <= LONGEST:
                raise ArtifactError(
                    sentence("{path}: {name} is no recording.", path=shown(path), name=name)
                )
        return {
            name: ((file.read(name, counts=True) - float(ZERO)) / 32_768).astype(np.float32)
            for name in names
        }
