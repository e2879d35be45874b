"""A network that draws pixel by pixel, as it is stored on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.folder import read_folder
from rnn_demo.artifacts.metrics import Form
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.pixels import KIND, PixelConfig, pixel_config, pixel_shapes
from rnn_demo.tokenizers.grid import PixelGrid

# What the page The next pixel shows of metrics.json.
METRICS: dict[str, Form] = {
    "test": {
        "digits": int,
        "nats": float,
        "standard_error": float,
        "deciles": [float],
    },
    "rivals": {"independent": float},
}


@dataclass(frozen=True)
class PixelArtifact:
    """A trained network as it is stored on disk."""

    name: str
    folder: Path
    config: PixelConfig
    tokenizer: PixelGrid
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many numbers were trained."""
        return sum(tensor.size for tensor in self.weights.values())


def read_pixels(folder: Path) -> PixelArtifact:
    """Read and check such a network's folder.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    contents = read_folder(
        folder,
        KIND,
        config_from=pixel_config,
        tokenizer_from=PixelGrid.load,
        entries="pixels",
        shapes_of=pixel_shapes,
        metrics_form=METRICS,
        needed="test",
    )
    return PixelArtifact(**vars(contents))
