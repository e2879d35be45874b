"""Networks that name signs, and the clips that are stored beside them to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save

from rnn_demo.artifacts.folder import read_folder
from rnn_demo.artifacts.metrics import Form
from rnn_demo.artifacts.weights import Weights, read_weights
from rnn_demo.configuration.signs import KIND, SignConfig, SignNetworkSize, sign_config
from rnn_demo.data.landmarks import HAND_POINTS, POSE_POINTS, Landmarks
from rnn_demo.files.together import latest
from rnn_demo.networks.sign_reader import SignReader
from rnn_demo.tokenizers.sign_names import SignNames

EXAMPLES = "examples.safetensors"
FRAMES = 24  # of each example
PARTS = ("pose", "left_hand", "right_hand")
# What the page Video, frame by frame shows of metrics.json.
_NETWORK: Form = {"last": float, "every": float, "nats": float, "calibration_error": float}
METRICS: dict[str, Form] = {
    "test": {
        "clips": int,
        "networks": [_NETWORK],
        "last_mean": float,
        "last_deviation": float,
        "by_frame": [float],
        "reversed_by_frame": [float],
        "shuffled_by_frame": [float],
    },
    "controls": {"*": {"last": float, "every": float}},
    "rivals": {"*": {"last": float}},
    "lost_hands": {
        "shares": [float],
        "network": [float],
        "each_frame_alone": [float],
        "mean_so_far": [float],
        "last_answer_kept": [float],
    },
    "mistakes": [{"clip": str, "taken_for": str, "probability": float}],
    "reliability": [{"confidence": float, "accuracy": float, "count": int}],
}


@dataclass(frozen=True)
class SignArtifact:
    """Trained networks as they are stored on disk."""

    name: str
    folder: Path
    config: SignConfig
    tokenizer: SignNames
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many numbers of the first network were trained; those of the others not counted."""
        return sum(t.size for name, t in self.weights.items() if name.startswith("0."))

    def reader(self, network: int = 0) -> SignReader:
        """One of the networks, float32."""
        return SignReader(
            **{name: self.weights[f"{network}.{name}"] for name in SignReader.__dataclass_fields__}
        )

    def temperature(self, network: int = 0) -> float:
        """By which the logits of a network are divided; 1 before it is known."""
        return self.config.temperatures[network] if self.config.temperatures else 1.0


def tensors_of(reader: SignReader, network: int) -> Weights:
    """A network as tensors of a folder."""
    return {f"{network}.{name}": value for name, value in vars(reader).items()}


def sign_shapes(size: SignNetworkSize) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor."""
    rows = 3 * size.hidden_size
    return {
        f"{network}.{name}": shape
        for network in range(size.networks)
        for name, shape in {
            "input_weight": (rows, size.features),
            "hidden_weight": (rows, size.hidden_size),
            "bias": (rows,),
            "output_weight": (size.vocab_size, size.hidden_size),
            "output_bias": (size.vocab_size,),
        }.items()
    }


def read_signs(folder: Path) -> SignArtifact:
    """Read and check a folder.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    contents = read_folder(
        folder,
        KIND,
        config_from=sign_config,
        tokenizer_from=SignNames.load,
        entries="signs",
        shapes_of=sign_shapes,
        metrics_form=METRICS,
        needed="test",
    )
    return SignArtifact(**vars(contents))


def examples_file(clips: Landmarks) -> bytes:
    """The examples as a file: x and y of every point, float16.

    Args:
        clips: (clips, time, points, 2).
    """
    return save({name: getattr(clips, name).astype(np.float16) for name in PARTS})


def read_examples(artifact: SignArtifact) -> Mapping[str, Landmarks]:
    """The clips beside a model by their names in its configuration, as in "hello 64".

    Raises:
        ArtifactError: the file is missing, damaged or not of this model.
    """
    names = artifact.config.data.examples
    points = dict(zip(PARTS, (POSE_POINTS, HAND_POINTS, HAND_POINTS), strict=True))
    shapes = {name: (len(names), FRAMES, count, 2) for name, count in points.items()}
    found = Landmarks(**read_weights(latest(artifact.folder, EXAMPLES), shapes))
    return {name: found.of(place) for place, name in enumerate(names)}
