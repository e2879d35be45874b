"""The folder of a reader of styles: its tensors, and the graph of one row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.folder import read_folder
from rnn_demo.artifacts.metrics import Form
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.style import KIND, RowReaderSize, StyleConfig, style_config
from rnn_demo.tokenizers.labels import Labels

ROW = "row.onnx"
NARROW, WIDE = 3, 5  # pixels of a filter
# What the page shows of metrics.json.
METRICS: dict[str, Form] = {
    "test": {
        "drawings": int,
        "concepts": int,
        "accuracy": float,
        "by_hand": {"*": float},
        "after_rows": [float],
    },
    "rival": {"accuracy": float},
}


@dataclass(frozen=True)
class StyleArtifact:
    """A trained reader as it lies on disk."""

    name: str
    folder: Path
    config: StyleConfig
    tokenizer: Labels
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many numbers were trained."""
        return sum(tensor.size for tensor in self.weights.values())


def style_shapes(size: RowReaderSize) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor."""
    first, second = size.filters
    rows = 3 * size.hidden_size
    return {
        "first.weight": (first, 3, NARROW),
        "first.bias": (first,),
        "second.weight": (second, first, WIDE),
        "second.bias": (second,),
        "input_weight": (rows, 2 * (first + second)),
        "hidden_weight": (rows, size.hidden_size),
        "bias": (rows,),
        "head.weight": (size.vocab_size, size.hidden_size),
        "head.bias": (size.vocab_size,),
    }


def read_style(folder: Path) -> StyleArtifact:
    """Read and check the folder of a reader of styles; its graph is read where it is run.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    contents = read_folder(
        folder,
        KIND,
        config_from=style_config,
        tokenizer_from=Labels.load,
        entries="hands",
        shapes_of=style_shapes,
        metrics_form=METRICS,
        needed="test",
    )
    return StyleArtifact(**vars(contents))
