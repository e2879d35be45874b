"""A captioner's folder: its tensors, and two graphs, of the encoder and of a decoder's step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.folder import read_folder
from rnn_demo.artifacts.metrics import Form
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.captions import (
    KIND,
    CaptionerConfig,
    CaptionerSize,
    captioner_config,
)
from rnn_demo.tokenizers.name_words import NameWords

ENCODER, STEP = "encoder.onnx", "step.onnx"
_PART: dict[str, Form] = {"drawings": int, "exact": float, "word_f1": float}
_TONE: dict[str, Form] = {**_PART, "tone_right": float}
_RIVAL: Form = {"hand": _PART, "tone": _TONE}
# What the page shows of metrics.json.
METRICS: dict[str, Form] = {
    "test": {
        "hand": {
            **_PART,
            "by_hand": {"*": _PART},
            "by_group": {"*": _PART},
            "by_chance": [{"low": float, "high": float, "drawings": int, "exact": float}],
            "only_the_tone_changed": {"pairs": int, "share?": float},
        },
        "tone": {**_TONE, "combinations": int},
    },
    "rivals": {"pixels": _RIVAL, "features": _RIVAL},
}


@dataclass(frozen=True)
class CaptionerArtifact:
    """A trained captioner as it lies on disk."""

    name: str
    folder: Path
    config: CaptionerConfig
    tokenizer: NameWords
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many numbers were trained."""
        return sum(tensor.size for tensor in self.weights.values())

    @property
    def encoder_weights(self) -> Weights:
        """The tensors of the encoder, by the names in its graph."""
        return _part(self.weights, "encoder.")

    @property
    def step_weights(self) -> Weights:
        """The tensors of a decoder's step, by the names in its graph."""
        return _part(self.weights, "step.")


def _part(weights: Mapping[str, Any], prefix: str) -> Weights:
    return {n.removeprefix(prefix): t for n, t in weights.items() if n.startswith(prefix)}


def captioner_shapes(size: CaptionerSize) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor."""
    depth, hidden, words = size.channels[-1], size.hidden_size, size.embedding_dim
    encoder: dict[str, tuple[int, ...]] = {
        **_convolution("stem", 3, size.stem, 4),
        "place": (size.grid**2, depth),
        "first_hidden.weight": (hidden, depth),
        "first_hidden.bias": (hidden,),
        "first_cell.weight": (hidden, depth),
        "first_cell.bias": (hidden,),
    }
    for stage, (before, channels) in enumerate(pairwise((size.stem, *size.channels))):
        encoder |= _convolution(f"enter.{stage}", before, channels)
    for stage, channels in enumerate(size.channels[1:]):
        for part in ("first", "second"):
            encoder |= _convolution(f"blocks.{stage}.{part}", channels, channels)
    step: dict[str, tuple[int, ...]] = {
        "embedding": (size.vocab_size, words),
        "input_weight": (4 * hidden, words),
        "hidden_weight": (4 * hidden, hidden),
        "bias": (4 * hidden,),
        "query.weight": (depth, hidden),
        "merge.weight": (words, hidden + depth),
        "merge.bias": (words,),
        "head.weight": (size.vocab_size, words),
        "head.bias": (size.vocab_size,),
    }
    return {f"encoder.{name}": shape for name, shape in encoder.items()} | {
        f"step.{name}": shape for name, shape in step.items()
    }


def _convolution(
    name: str, before: int, channels: int, side: int = 3
) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (channels, before, side, side), f"{name}.bias": (channels,)}


def read_captioner(folder: Path) -> CaptionerArtifact:
    """Read and check a captioner's folder; its graphs are read where they are run.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    contents = read_folder(
        folder,
        KIND,
        config_from=captioner_config,
        tokenizer_from=NameWords.load,
        entries="words",
        shapes_of=captioner_shapes,
        metrics_form=METRICS,
        needed="test",
    )
    return CaptionerArtifact(**vars(contents))
