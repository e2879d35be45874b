"""A network that foretells frames, as it is stored on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.folder import read_folder
from rnn_demo.artifacts.metrics import Form
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.frames import KIND, FrameConfig, frame_config, frame_shapes
from rnn_demo.tokenizers.grid import PixelGrid

_ERRORS: Form = {"squared_error": [float], "cross_entropy": [float]}
# What the page The next pixel shows of metrics.json.
METRICS: dict[str, Form] = {
    "test": {
        "films": int,
        "turned": float,
        "network": _ERRORS,
        "stays": _ERRORS,
        "moves_on": _ERRORS,
    },
}


@dataclass(frozen=True)
class FrameArtifact:
    """A trained network as it is stored on disk."""

    name: str
    folder: Path
    config: FrameConfig
    tokenizer: PixelGrid
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many numbers were trained."""
        return sum(tensor.size for tensor in self.weights.values())


def read_frames(folder: Path) -> FrameArtifact:
    """Read and check such a network's folder.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    contents = read_folder(
        folder,
        KIND,
        config_from=frame_config,
        tokenizer_from=PixelGrid.load,
        entries="pixels",
        shapes_of=frame_shapes,
        metrics_form=METRICS,
        needed="test",
    )
    return FrameArtifact(**vars(contents))
