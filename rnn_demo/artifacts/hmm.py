"""Hidden Markov models of one text, of several sizes, as they are stored on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rnn_demo.artifacts.folder import read_folder
from rnn_demo.artifacts.metrics import Form
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.hmm import KIND, ChainConfig, ChainSize, chain_config
from rnn_demo.networks.hidden_markov import Array, HiddenMarkovModel, shares, stationary
from rnn_demo.tokenizers.characters import CharacterTokenizer

FLOOR = -30.0  # nats; a smaller ln p is stored as this, so that float16 need not hold −∞
FIGURE: Form = {"nats_per_character": float, "bits_per_character": float, "predictions": int}
# What the page Hidden Markov model shows of metrics.json.
METRICS: dict[str, Form] = {
    "test": {"stateful": FIGURE, "cold-256": FIGURE, "cold-64": FIGURE},
    "by_states": {"*": {"stateful": FIGURE}},
    "baseline": {"name": str, "test": FIGURE},
}


@dataclass(frozen=True)
class ChainArtifact:
    """Trained models as they are stored on disk; the one with the most states is meant by it."""

    name: str
    folder: Path
    config: ChainConfig
    tokenizer: CharacterTokenizer
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many probabilities the largest model has, transitions and emissions."""
        size = self.config.network
        return size.hidden_size * (size.hidden_size + size.vocab_size)

    def model(self, states: int, precision: type[np.floating[Any]]) -> HiddenMarkovModel:
        """One of the models; it begins anywhere in its text, so π is its stationary distribution.

        Args:
            states: which one, by the number of its states.
            precision: of its probabilities.
        """
        prefix = _prefix(states, self.config.network)
        moves, emitted = (
            _probabilities(self.weights[f"{prefix}.{name}"]).astype(precision)
            for name in ("transitions", "emissions")
        )
        return HiddenMarkovModel(stationary(moves), moves, emitted)


def _probabilities(logs: Array) -> Array:
    """Rows of probabilities, float64, from their logarithms; rounding is shared out."""
    return shares(np.exp(logs.astype(np.float64)))


def _prefix(states: int, size: ChainSize) -> str:
    """What the names of a model's tensors begin with."""
    return "largest" if states == size.hidden_size else f"smaller_{states}"


def tensors_of(model: HiddenMarkovModel, size: ChainSize) -> Weights:
    """One of the models as tensors of a folder: logarithms of its probabilities, in nats."""
    with np.errstate(divide="ignore"):
        return {
            f"{_prefix(model.states, size)}.{name}": np.maximum(np.log(values), FLOOR).astype(
                np.float32
            )
            for name, values in (
                ("transitions", model.transitions),
                ("emissions", model.emissions),
            )
        }


def chain_shapes(size: ChainSize) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor."""
    return {
        f"{_prefix(states, size)}.{name}": (states, width)
        for states in size.sizes
        for name, width in (("transitions", states), ("emissions", size.vocab_size))
    }


def read_chain(folder: Path) -> ChainArtifact:
    """Read and check the folder of hidden Markov models.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    contents = read_folder(
        folder,
        KIND,
        config_from=chain_config,
        tokenizer_from=CharacterTokenizer.load,
        entries="characters",
        shapes_of=chain_shapes,
        metrics_form=METRICS,
        needed="test",
    )
    return ChainArtifact(**vars(contents))
