"""A translator's folder: its tensors, and what each of them does.

With E the embedding, d its width, and one LSTM step (h, C) = LSTM(x, h, C) with the pre-activations
`input_weight @ x + hidden_weight @ h + bias`, rows in the order input, forget, candidate, output:

    source   ids s_1 … s_S: the tag of the target language, the pieces, the end
    encoder  x_i = sqrt(d) E[s_i]; each layer reads it forwards (`ahead`) and backwards (`back`),
             both from zero states, and hands [ahead; back] to the next; m_i = those of the last
    handed   z = [ahead's state of the last place; back's state of the first place] of that layer
    start    [C^1_0; C^2_0] = bridge.weight z + bridge.bias;  h^1_0 = tanh C^1_0, h^2_0 = tanh C^2_0
    step t   y_0 = the tag of the target language, y_t the piece written at step t
             (h^1, C^1) = LSTM_first(sqrt(d) E[y_{t-1}])
             e_i = (query h^1) . m_i / sqrt(memory_size);  a = softmax e;  c = sum_i a_i m_i
             (without attention there is no query, and c = z at every step)
             (h^2, C^2) = LSTM_second([h^1; c])
             o = tanh(merge.weight [h^2; c] + merge.bias)
             logits = E o + head_bias, of which those of the unknown piece and of the tags
             (ids 1 to FIRST - 1) are left out

Writing ends with the piece `END`, or after `2 S + 10` pieces.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.folder import read_folder
from rnn_demo.artifacts.metrics import Form
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.translation import (
    KIND,
    TranslatorConfig,
    TranslatorSize,
    translator_config,
)
from rnn_demo.tokenizers.sentence_pieces import SentencePieces

_SCORE: dict[str, Form] = {"bleu": float, "chrf": float}
# What the page shows of metrics.json.
METRICS: dict[str, Form] = {
    "test": {
        "*": {
            "sentences": int,
            "greedy": _SCORE,
            "beam": _SCORE,
            "by_length": [{"low": int, "high?": int, "sentences": int, "bleu": float}],
            "rivals": {"word_by_word": _SCORE, "nearest": _SCORE},
            "signatures?": {"bleu": str, "chrf": str},
        }
    },
}


@dataclass(frozen=True)
class TranslatorArtifact:
    """A trained translator as it lies on disk."""

    name: str
    folder: Path
    config: TranslatorConfig
    tokenizer: SentencePieces
    weights: Weights
    metrics: dict[str, Any] | None

    @property
    def parameters(self) -> int:
        """How many numbers were trained."""
        return sum(tensor.size for tensor in self.weights.values())


def translator_shapes(size: TranslatorSize) -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor."""
    memory, hidden, width = size.memory_size, size.hidden_size, size.embedding_dim
    shapes: dict[str, tuple[int, ...]] = {
        "embedding": (size.vocab_size, width),
        "head_bias": (size.vocab_size,),
        "bridge.weight": (2 * hidden, memory),
        "bridge.bias": (2 * hidden,),
        "merge.weight": (width, hidden + memory),
        "merge.bias": (width,),
    }
    for layer in range(size.encoder_layers):
        for way in ("ahead", "back"):
            read = memory if layer else width
            shapes |= _lstm(f"encoder.{layer}.{way}", read, size.encoder_size)
    shapes |= _lstm("first", width, hidden) | _lstm("second", hidden + memory, hidden)
    if size.attention:
        shapes["query.weight"] = (memory, hidden)
    return shapes


def _lstm(name: str, read: int, hidden: int) -> dict[str, tuple[int, ...]]:
    return {
        f"{name}.input_weight": (4 * hidden, read),
        f"{name}.hidden_weight": (4 * hidden, hidden),
        f"{name}.bias": (4 * hidden,),
    }


def read_translator(folder: Path) -> TranslatorArtifact:
    """Read and check a translator's folder.

    Raises:
        ArtifactError: a file is missing, damaged, of another model, or edited into nonsense.
    """
    contents = read_folder(
        folder,
        KIND,
        config_from=translator_config,
        tokenizer_from=SentencePieces.load,
        entries="pieces",
        shapes_of=translator_shapes,
        metrics_form=METRICS,
        needed="test",
    )
    return TranslatorArtifact(**vars(contents))
