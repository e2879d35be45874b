"""A translator that can be run: its encoder and one step of its decoder, as arrays.

The equations, with the names of the tensors, are in `rnn_demo.artifacts.translation`. numpy, not a
graph: a sentence is a few tens of products of one row with a matrix, so both are bound by reading
the weights, and what serves has no file of its own beside the weights (benchmarks/README.md).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.translation import TranslatorArtifact
from rnn_demo.configuration.translation import TranslatorConfig
from rnn_demo.engine.network import sigmoid
from rnn_demo.tokenizers.sentence_pieces import END, FIRST, SentencePieces

Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Translator:
    """What translates; one serves every visitor, from any thread.

    Attributes:
        name: of its folder.
        config: all of config.json.
        pieces: the vocabulary.
        weights: by the names of `rnn_demo.artifacts.translation`.
    """

    name: str
    config: TranslatorConfig
    pieces: SentencePieces
    weights: Mapping[str, Floats]

    @property
    def attention(self) -> bool:
        """Whether it looks back at the source while it writes."""
        return self.config.network.attention


@dataclass(frozen=True, eq=False)
class EncodedSource:
    """A sentence that was read.

    Attributes:
        ids: of its pieces, the tag first and the end last (pieces,).
        memory: m, what the encoder makes of each place, both directions (pieces, memory).
        handed: z, its last states in both directions (memory,).
        target: the tag of the target language, which stands before the first piece written.
    """

    ids: tuple[int, ...]
    memory: Floats
    handed: Floats
    target: int

    @property
    def most_pieces(self) -> int:
        """After so many pieces writing ends, whether or not the network has ended it."""
        return 2 * len(self.ids) + 10


@dataclass(frozen=True, eq=False)
class TranslationState:
    """All that the next piece depends on, of one or several translations being written.

    Attributes:
        values: h and C of the first layer, h and C of the second (4, translations, hidden).
    """

    values: Floats

    def rows(self, places: Sequence[int]) -> TranslationState:
        """Some of the translations, in this order; one may be there several times."""
        return TranslationState(self.values[:, np.asarray(places, np.int64)])


def translator_from(artifact: TranslatorArtifact) -> Translator:
    """A translator of a checked folder."""
    return Translator(artifact.name, artifact.config, artifact.tokenizer, artifact.weights)


def read_source(translator: Translator, ids: Sequence[int]) -> EncodedSource:
    """Read a sentence in both directions.

    Args:
        translator: which.
        ids: of its pieces, see `SentencePieces.encode_source`.
    """
    weights = translator.weights
    seen = _embedded(translator, ids)
    zero = np.zeros(translator.config.network.encoder_size, np.float32)
    ends: list[Floats] = []
    for layer in range(translator.config.network.encoder_layers):
        name = f"encoder.{layer}"
        forward = _read_along(weights, f"{name}.ahead", seen, zero, zero)
        backward = _read_along(weights, f"{name}.back", seen[::-1], zero, zero)[::-1]
        seen = np.concatenate([forward, backward], axis=1)
        ends = [forward[-1], backward[0]]
    return EncodedSource(tuple(ids), seen, np.concatenate(ends), ids[0])


def first_state(translator: Translator, source: EncodedSource) -> TranslationState:
    """The state that the encoder hands over, for one translation."""
    weights = translator.weights
    cells = weights["bridge.weight"] @ source.handed + weights["bridge.bias"]
    first, second = np.split(cells, 2)
    return TranslationState(np.stack([np.tanh(first), first, np.tanh(second), second])[:, None])


def next_piece(
    translator: Translator, source: EncodedSource, state: TranslationState, before: Sequence[int]
) -> tuple[Floats, Floats, TranslationState]:
    """One piece further.

    Args:
        translator: whose.
        source: what is translated.
        state: before.
        before: the piece before each, at the beginning the tag (translations,).

    Returns:
        ln p of every piece (translations, vocab), attention (translations, pieces of the source;
        none without attention) and the state after.
    """
    weights, (hidden, cell, second, second_cell) = translator.weights, state.values
    hidden, cell = _lstm(weights, "first", _embedded(translator, before), hidden, cell)
    attention, context = _look(translator, source, hidden)
    joined = np.concatenate([hidden, context], axis=1)
    second, second_cell = _lstm(weights, "second", joined, second, second_cell)
    log_chances = _log_chances(translator, second, context)
    return log_chances, attention, TranslationState(np.stack([hidden, cell, second, second_cell]))


def read_translation(
    translator: Translator, source: EncodedSource, pieces: Sequence[int]
) -> tuple[Floats, Floats]:
    """What the network thinks at each piece of a whole translation, by teacher forcing.

    All steps at once but for the two recurrences: nothing else of a step depends on the one before,
    once the pieces are known.

    Args:
        translator: whose.
        source: what is translated.
        pieces: of the translation.

    Returns:
        ln p of every piece at each place (pieces, vocab) and attention (pieces, pieces of the
        source; none without attention).
    """
    weights, start = translator.weights, first_state(translator, source).values[:, 0]
    seen = _embedded(translator, [source.target, *pieces[:-1]])
    hidden = _read_along(weights, "first", seen, start[0], start[1])
    attention, context = _look(translator, source, hidden)
    joined = np.concatenate([hidden, context], axis=1)
    second = _read_along(weights, "second", joined, start[2], start[3])
    return _log_chances(translator, second, context), attention


def _look(translator: Translator, source: EncodedSource, hidden: Floats) -> tuple[Floats, Floats]:
    """Attention (rows, pieces of the source) and what is seen with it (rows, memory)."""
    if not translator.attention:
        whole = np.broadcast_to(source.handed, (len(hidden), len(source.handed)))
        return np.zeros((len(hidden), 0), np.float32), whole
    energies = _product(translator.weights["query.weight"], hidden) @ source.memory.T
    energies /= np.float32(math.sqrt(translator.config.network.memory_size))
    attention = _softmax(energies)
    return attention, attention @ source.memory


def _log_chances(translator: Translator, second: Floats, context: Floats) -> Floats:
    """The ln p of every piece (rows, vocab)."""
    weights = translator.weights
    joined = np.concatenate([second, context], axis=1)
    output = np.tanh(_product(weights["merge.weight"], joined) + weights["merge.bias"])
    logits = _product(weights["embedding"], output) + weights["head_bias"]
    logits[:, END + 1 : FIRST] = -np.inf
    logits -= logits.max(1, keepdims=True)
    logits -= np.log(np.exp(logits).sum(1, keepdims=True))
    return logits


def _embedded(translator: Translator, ids: Sequence[int]) -> Floats:
    rows = translator.weights["embedding"][np.asarray(ids, np.int64)]
    return rows * np.float32(math.sqrt(translator.config.network.embedding_dim))


def _read_along(
    weights: Mapping[str, Floats], name: str, seen: Floats, hidden: Floats, cell: Floats
) -> Floats:
    """All h of one layer (pieces, hidden), from the state before the first piece on."""
    projected = _product(weights[f"{name}.input_weight"], seen) + weights[f"{name}.bias"]
    inner = weights[f"{name}.hidden_weight"]
    found = np.empty((len(seen), inner.shape[1]), np.float32)
    for place, own in enumerate(projected):
        hidden, cell = _gates(own + inner @ hidden, cell)
        found[place] = hidden
    return found


def _lstm(
    weights: Mapping[str, Floats], name: str, inputs: Floats, hidden: Floats, cell: Floats
) -> tuple[Floats, Floats]:
    """The next h and C (translations, hidden), after inputs (translations, width)."""
    gates = _product(weights[f"{name}.input_weight"], inputs) + weights[f"{name}.bias"]
    gates += _product(weights[f"{name}.hidden_weight"], hidden)
    return _gates(gates, cell)


def _product(weight: Floats, inputs: Floats) -> Floats:
    """The rows of inputs @ weight.T, in the order in which a few rows take less time."""
    found: Floats = np.ascontiguousarray((weight @ inputs.T).T)
    return found


def _gates(gates: Floats, cell: Floats) -> tuple[Floats, Floats]:
    """The next h and C; the rows of the gates are input, forget, candidate, output."""
    entering, kept, candidate, shown = np.split(gates, 4, axis=-1)
    cell = sigmoid(kept) * cell + sigmoid(entering) * np.tanh(candidate)
    return sigmoid(shown) * np.tanh(cell), cell


def _softmax(values: Floats) -> Floats:
    grown: Floats = np.exp(values - values.max(1, keepdims=True))
    grown /= grown.sum(1, keepdims=True)
    return grown
