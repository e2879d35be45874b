"""A network that writes tunes, and what tells whether it copies, as they are stored on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.folder import read_folder
from rnn_demo.artifacts.generator import generator_shapes
from rnn_demo.artifacts.metrics import Form
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.tunes import KIND, TuneConfig, tune_config
from rnn_demo.tokenizers.tunes import TuneTokenizer

FIGURE: Form = {"nats_per_token": float, "nats_per_character": float, "predictions": int}
SHARES: Form = {
    "tunes": int,
    "parse": float,
    "bars_add_up": float,
    "end_on_tonic": float,
    "longest_shared": {"median": float, "ninth_decile": float, "most": int},
}
# What the page Tunes shows of metrics.json.
METRICS: dict[str, Form] = {
    "test": FIGURE,
    "baseline": {"name": str, "test": FIGURE},
    "written": SHARES,
    "held_out": SHARES,
}


@dataclass(frozen=True)
class TuneArtifact:
    """A trained network as it is stored on disk."""

    name: str
    folder: Path
    config: TuneConfig
    tokenizer: TuneTokenizer
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many numbers were trained."""
        return sum(tensor.size for tensor in self.weights.values())


def read_tunes(folder: Path) -> TuneArtifact:
    """Read and check the folder of a network that writes tunes.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    contents = read_folder(
        folder,
        KIND,
        config_from=tune_config,
        tokenizer_from=TuneTokenizer.load,
        entries="tokens",
        shapes_of=generator_shapes,
        metrics_form=METRICS,
        needed="test",
    )
    return TuneArtifact(**vars(contents))
