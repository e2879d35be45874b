"""A trained character model ready to serve: arrays that nobody changes, and pure functions.

One `CharacterNetwork` serves every visitor: the recurrent state is an argument and a result,
(layers, parts, batch, hidden) in float32, parts being h and C for an LSTM and h alone otherwise.
The formulas are those of `rnn_demo.cells`, in numpy: a page then starts without torch, and torch
would repack the weights at each single step. Tests compare the two.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.generator import GeneratorArtifact
from rnn_demo.artifacts.weights import Weights
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.tokenizers.characters import CharacterTokenizer, code_points

Array = NDArray[np.float32]


@dataclass(frozen=True)
class CharacterNetwork:
    """Weights in the order in which a step reads them.

    Attributes:
        name: of the model.
        config: its shape.
        tokenizer: its vocabulary.
        code_points: of each id, (vocab,).
        table: W_x e + b of the first layer for every character, (vocab, rows).
        input_weights: of the layers above the first, each (hidden, rows).
        biases: of the layers above the first, each (rows,).
        hidden_weights: of every layer, each (hidden, rows).
        head_weight: (hidden, vocab).
        head_bias: (vocab,).
    """

    name: str
    config: NetworkConfig
    tokenizer: CharacterTokenizer
    code_points: NDArray[np.uint32]
    table: Array
    input_weights: tuple[Array, ...]
    biases: tuple[Array, ...]
    hidden_weights: tuple[Array, ...]
    head_weight: Array
    head_bias: Array


def network_from(artifact: GeneratorArtifact) -> CharacterNetwork:
    """The network of a model folder."""
    weights = artifact.tempered_weights
    return network_of(artifact.name, artifact.config.network, artifact.tokenizer, weights)


def network_of(
    name: str, config: NetworkConfig, tokenizer: CharacterTokenizer, weights: Weights
) -> CharacterNetwork:
    """A network of its parts; the first layer's embedding is folded into its table."""
    above = range(1, config.num_layers)
    return CharacterNetwork(
        name=name,
        config=config,
        tokenizer=tokenizer,
        code_points=code_points(tokenizer.characters),
        table=_frozen(
            _folded(weights["embedding"], weights["layers.0.input_weight"])
            + weights["layers.0.bias"]
        ),
        input_weights=tuple(_frozen(weights[f"layers.{i}.input_weight"].T) for i in above),
        biases=tuple(_frozen(weights[f"layers.{i}.bias"]) for i in above),
        hidden_weights=tuple(
            _frozen(weights[f"layers.{i}.hidden_weight"].T) for i in range(config.num_layers)
        ),
        head_weight=_frozen(weights["head_weight"].T),
        head_bias=_frozen(weights["head_bias"]),
    )


def initial_state(network: CharacterNetwork, batch: int = 1) -> Array:
    """Zeros, (layers, parts, batch, hidden)."""
    config = network.config
    parts = 2 if config.cell == "lstm" else 1
    return np.zeros((config.num_layers, parts, batch, config.hidden_size), dtype=np.float32)


def step(network: CharacterNetwork, ids: NDArray[np.integer], state: Array) -> tuple[Array, Array]:
    """Read one character in each stream.

    Args:
        network: the model.
        ids: (batch,).
        state: (layers, parts, batch, hidden).

    Returns:
        Logits of the next character (batch, vocab) and the new state.
    """
    logits, new_state = read(network, ids[:, None], state)
    return logits[:, 0], new_state


def read(network: CharacterNetwork, ids: NDArray[np.integer], state: Array) -> tuple[Array, Array]:
    """Read a piece of text in each stream, layer by layer.

    Args:
        network: the model.
        ids: (batch, time).
        state: (layers, parts, batch, hidden).

    Returns:
        Logits (batch, time, vocab) and the new state.
    """
    new_state = np.empty_like(state)
    projected = network.table[ids.T]  # (time, batch, rows)
    total = _run_layer(network, 0, projected, state[0], new_state[0])
    for layer in range(1, network.config.num_layers):
        projected = total @ network.input_weights[layer - 1] + network.biases[layer - 1]
        total = total + _run_layer(network, layer, projected, state[layer], new_state[layer])
    logits = total @ network.head_weight + network.head_bias
    return logits.transpose(1, 0, 2), new_state


def _run_layer(
    network: CharacterNetwork, layer: int, projected: Array, state: Array, last: Array
) -> Array:
    """All h (time, batch, hidden) of one layer; the final state is written into `last`."""
    cell, weight = network.config.cell, network.hidden_weights[layer]
    outputs = np.empty((*projected.shape[:2], network.config.hidden_size), dtype=np.float32)
    hidden = state[0]
    memory = state[1] if cell == "lstm" else hidden
    for t, x in enumerate(projected):
        if cell == "lstm":
            hidden, memory = _lstm(x, hidden, memory, weight)
        elif cell == "gru":
            hidden = _gru(x, hidden, weight)
        else:
            hidden = np.tanh(x + hidden @ weight)
        outputs[t] = hidden
    last[0] = hidden
    if cell == "lstm":
        last[1] = memory
    return outputs


def _lstm(x: Array, hidden: Array, cell: Array, weight: Array) -> tuple[Array, Array]:
    size = hidden.shape[1]
    gates = x + hidden @ weight
    input_gate = sigmoid(gates[:, :size])
    forget_gate = sigmoid(gates[:, size : 2 * size])
    cell_candidate = np.tanh(gates[:, 2 * size : 3 * size])
    output_gate = sigmoid(gates[:, 3 * size :])
    cell = forget_gate * cell + input_gate * cell_candidate
    return output_gate * np.tanh(cell), cell


def _gru(x: Array, hidden: Array, weight: Array) -> Array:
    size = hidden.shape[1]
    both = sigmoid(x[:, : 2 * size] + hidden @ weight[:, : 2 * size])
    update_gate, reset_gate = both[:, :size], both[:, size:]
    candidate: Array = np.tanh(x[:, 2 * size :] + (reset_gate * hidden) @ weight[:, 2 * size :])
    return hidden + update_gate * (candidate - hidden)


def sigmoid(x: Array) -> Array:
    """1 / (1 + e^−x), element by element."""
    # Through tanh: one fast ufunc, and no overflow for large negative x.
    half: Array = np.tanh(x * np.float32(0.5))
    half *= np.float32(0.5)
    half += np.float32(0.5)
    return half


def _folded(embedding: Array, weight: Array) -> Array:
    """Embedding · weightᵀ, (vocab, rows), the same to the last bit on every machine.

    A library adds up in another order on another processor, and a last digit changes a text.
    """
    total = np.zeros((len(embedding), len(weight)), np.float32)
    product = np.empty_like(total)
    for vector, column in zip(embedding.T, weight.T, strict=True):
        np.multiply(vector[:, None], column, out=product)
        total += product
    return total


def _frozen(array: Array) -> Array:
    own = np.array(array, dtype=np.float32, order="C")  # a copy: the caller keeps theirs
    own.flags.writeable = False
    return own
