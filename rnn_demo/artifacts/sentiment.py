"""A classifier of reviews: one recurrent layer over word pieces, and a head that reads its states.

In the same folder are the weights with which it reads short texts, its plain rival, which
`rnn_demo.reading.ngrams` reads, and the language model that it was trained from.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.folder import of_one_time, read_folder
from rnn_demo.artifacts.kinds import KINDS
from rnn_demo.artifacts.layers import layer_shapes
from rnn_demo.artifacts.metrics import Form
from rnn_demo.artifacts.weights import Weights, read_weights
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.configuration.sentiment import KIND, ClassifierConfig, classifier_config
from rnn_demo.files.together import latest
from rnn_demo.tokenizers.word_pieces import WordPieceTokenizer

SHORT_WEIGHTS = "short_texts.safetensors"
COUNTED = "familiarity"  # the tensor that was counted, not trained: both networks use it
_SHARES: dict[str, Form] = {"accuracy": float, "confidence": float}
_MAYBE: Form = {"reviews": int, "accuracy?": float, "confidence?": float}
# What the page Sentiment shows of metrics.json.
METRICS: dict[str, Form] = {
    "test": {
        "reviews": int,
        "accuracy": float,
        "expected_calibration_error": float,
        "bins": [{"low": float, "high": float, "count": int, **_SHARES}],
    },
    "neuron": {
        "unit": int,
        "test_accuracy": float,
        "best": [{"unit": int, "validation_accuracy": float}],
        "histogram": {"edges": [float], "positive": [int], "negative": [int]},
    },
    "contrast": {
        "sentences": int,
        "accuracy": float,
        "by_turn": {"not?": float, "but?": float, "if?": float, "irony?": float},
        "rival_accuracy?": float,
    },
    "sentences": {
        "sentences": int,
        **_SHARES,
        "expected_calibration_error?": float,
        "turning": {"sentences": int, "accuracy?": float},
        "rival_accuracy": float,
    },
    "whole_network_alone": {
        "sentences_accuracy": float,
        "contrast_accuracy": float,
        "short_reviews_accuracy?": float,
    },
    "phrases": {
        "phrases": int,
        **_SHARES,
        "words": [int],
        "expected_calibration_error": float,
        "not_judged": int,
        "rival_accuracy": float,
    },
    "rival": {"test_accuracy": float, "when_they_differ?": _MAYBE},
    "by_length": {
        "median?": int,
        "ranges": [{"from": int, "to?": int, "reviews": int, **_SHARES}],
    },
    "doubted": {"*": int},
    "doubted_judgements": {"*": _MAYBE},
}


@dataclass(frozen=True)
class ClassifierArtifact:
    """A trained classifier as it is stored on disk.

    Attributes:
        short_weights: the network for short texts, None if the configuration has none.
    """

    name: str
    folder: Path
    config: ClassifierConfig
    tokenizer: WordPieceTokenizer
    weights: Weights
    metrics: dict[str, Any] | None
    short_weights: Weights | None = None

    @property
    def parameters(self) -> int:
        """How many numbers of one of its networks were trained."""
        return sum(t.size for name, t in self.weights.items() if name != COUNTED)


def classifier_shapes(config: NetworkConfig) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor of a classifier."""
    return {
        "embedding": (config.vocab_size, config.embedding_dim),
        **layer_shapes("layer", config.cell, config.embedding_dim, config.hidden_size),
        "head_weight": (3, config.hidden_size),
        "head_bias": (1,),
        COUNTED: (config.vocab_size,),
    }


def short_shapes(config: NetworkConfig) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor of the network for short texts."""
    return {name: shape for name, shape in classifier_shapes(config).items() if name != COUNTED}


def read_classifier(folder: Path) -> ClassifierArtifact:
    """Read and check a classifier's folder.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """

    def read() -> ClassifierArtifact:
        contents = read_folder(
            folder,
            KIND,
            config_from=classifier_config,
            tokenizer_from=WordPieceTokenizer.load,
            entries="pieces",
            shapes_of=classifier_shapes,
            metrics_form=METRICS,
            needed="test",
        )
        config, short = contents.config, None
        if config.short_texts:
            short = read_weights(latest(folder, SHORT_WEIGHTS), short_shapes(config.network))
        return ClassifierArtifact(**vars(contents), short_weights=short)

    return of_one_time(folder, KINDS[KIND].files, read)
