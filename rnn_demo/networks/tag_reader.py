"""A trained tagger in numpy: two readers of a sentence, one of which also knows what comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.tokenizers.tagged_words import TaggedWords

Array = NDArray[np.float32]
BLOCK = 32  # words of one matrix product, always


@dataclass(frozen=True)
class TagReader:
    """A network of `rnn_demo.networks.tagger` and its vocabulary.

    Attributes:
        vocabulary: its tags, words and characters.
        weights: its tensors by name.
    """

    vocabulary: TaggedWords
    weights: Mapping[str, Array]


@dataclass(frozen=True)
class SentenceTags:
    """What both readers say of a sentence.

    Attributes:
        causal: probabilities by the reader of what was, (words, tags).
        both: by the reader of the whole sentence, (words, tags).
    """

    causal: Array
    both: Array


def read_sentence(reader: TagReader, words: Sequence[str]) -> SentenceTags:
    """The probabilities of the tags of each word.

    Equations, for the word t with its letters s and its number w::

        x_t = [letters(s), E w]
        f_t = LSTM(x_t, f_{t-1})                     b_t = LSTM(x_t, b_{t+1})
        causal = softmax(W_2 relu(W_1 [f_t, x_t]))   both = softmax(V_2 relu(V_1 [f_t, b_t, x_t]))

    What the causal reader says of a word is computed from it and the words before it, in products
    of the same shapes whatever comes later: with other words behind it, it is the same to the last
    bit.
    """
    weights = reader.weights
    x = word_vectors(reader, words)
    forwards = _states(weights, "forwards", x)
    backwards = _states(weights, "backwards", x[::-1])[::-1]
    return SentenceTags(
        _chances(weights, "causal", np.concatenate([forwards, x], 1)),
        _chances(weights, "both", np.concatenate([forwards, backwards, x], 1)),
    )


def word_vectors(reader: TagReader, words: Sequence[str]) -> Array:
    """x: the letters of each word and its number, (words, letters_dim + word_dim)."""
    weights, vocabulary = reader.weights, reader.vocabulary
    spelled = np.array([vocabulary.spelling(word) for word in words]).reshape(len(words), 2, -1)
    seen = weights["characters"][spelled[:, 0]]
    seen = seen + spelled[:, 1, :, None].astype(np.float32) * weights["capital"]
    letters = seen.reshape(len(words), -1)
    for layer in ("letters_1", "letters_2"):
        letters = np.maximum(_linear(weights, layer, letters), 0)
    known = weights["words"][[vocabulary.word_id(word) for word in words]]
    return np.concatenate([_linear(weights, "letters_3", letters), known], 1)


def _states(weights: Mapping[str, Array], name: str, x: Array) -> Array:
    """The states of an LSTM after each row of x, (words, hidden)."""
    driven = _product(weights[f"{name}_input"], x) + weights[f"{name}_bias"]
    recurrent = weights[f"{name}_hidden"]
    size = recurrent.shape[1]
    hidden = cell = np.zeros(size, np.float32)
    found = np.empty((len(x), size), np.float32)
    for time, row in enumerate(driven):
        gates = row + recurrent @ hidden
        squashed = _sigmoid(gates)
        candidate = np.tanh(gates[2 * size : 3 * size])
        cell = squashed[size : 2 * size] * cell + squashed[:size] * candidate
        hidden = squashed[3 * size :] * np.tanh(cell)
        found[time] = hidden
    return found


def _chances(weights: Mapping[str, Array], name: str, seen: Array) -> Array:
    logits = _linear(weights, f"{name}_2", np.maximum(_linear(weights, f"{name}_1", seen), 0))
    raised = np.exp(logits - logits.max(1, keepdims=True))
    found: Array = raised / raised.sum(1, keepdims=True)
    return found


def _linear(weights: Mapping[str, Array], name: str, x: Array) -> Array:
    return _product(weights[f"{name}.weight"], x) + weights[f"{name}.bias"]


def _product(weight: Array, x: Array) -> Array:
    """X Wᵀ in blocks of 32 rows, the last filled with zeros: every product has the same shape.

    Libraries choose the order of their sums by the shape, so the last bits of a row would depend
    on how many rows there are.
    """
    rows = len(x)
    filled = np.zeros((-(-rows // BLOCK) * BLOCK, x.shape[1]), np.float32)
    filled[:rows] = x
    blocks = filled.reshape(-1, BLOCK, x.shape[1])
    found = np.concatenate([block @ weight.T for block in blocks]) if rows else filled @ weight.T
    return found[:rows]


def _sigmoid(x: Array) -> Array:
    found: Array = 0.5 * (1 + np.tanh(0.5 * x))
    return found


def as_reader(vocabulary: TaggedWords, weights: Mapping[str, NDArray[Any]]) -> TagReader:
    """A reader with its weights as they are multiplied, float32."""
    return TagReader(
        vocabulary, {name: np.ascontiguousarray(w, np.float32) for name, w in weights.items()}
    )
