"""A segment of a text read forwards and backwards: its surprise, and the gradient of that.

The gradient of each matrix is a sum of one outer product a step, so it is handed back as its two
factors: what the matrix was multiplied with, and the gradient by what came out. Tests hold it to
autograd.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.backward import through_layer
from rnn_demo.engine.network import Array, CharacterNetwork, sigmoid
from rnn_demo.sampling import log_softmax


class Factors(NamedTuple):
    """The gradient of a matrix: inputsᵀ errors, (inputs, outputs).

    Attributes:
        inputs: what the matrix was multiplied with at each step, (time, inputs).
        errors: the gradient by what came out, (time, outputs).
    """

    inputs: Array
    errors: Array


class Segment(NamedTuple):
    """What reading a segment gave.

    Attributes:
        nats: -ln p of the next characters, (time,).
        state: after it, (layers, parts, 1, hidden).
        gradient: of Σ nats by each of `matrices`, in their order.
    """

    nats: NDArray[np.float64]
    state: Array
    gradient: list[Factors]


def matrices(network: CharacterNetwork) -> list[Array]:
    """All weights of a network as views of two dimensions, (inputs, outputs) each.

    First the table of the first layer's characters; then for each layer its input weights and its
    bias (above the first) and its hidden weights, those of a GRU's candidate by themselves, because
    they read r h; at last the head's weights and its bias.
    """
    found = [network.table]
    for layer, weight in enumerate(network.hidden_weights):
        if layer:
            found += [network.input_weights[layer - 1], network.biases[layer - 1][None]]
        split = _split(network)
        found += [weight[:, :split], weight[:, split:]] if split else [weight]
    return [*found, network.head_weight, network.head_bias[None]]


def read_segment(
    network: CharacterNetwork, ids: NDArray[np.integer], targets: NDArray[np.integer], state: Array
) -> Segment:
    """Read a segment and backpropagate its surprise as far as its beginning.

    Args:
        network: the model, in full precision.
        ids: the segment, (time,).
        targets: the characters after each of its characters, (time,).
        state: (layers, parts, 1, hidden), before the first of them; it is taken as it is, so no
            gradient goes into what was read earlier.
    """
    cell, layers, time = network.config.cell, network.config.num_layers, len(ids)
    new_state, steps = np.empty_like(state), np.arange(time)
    totals: list[Array] = []
    layer_runs: list[tuple[Array, Array, Array]] = []  # gates, h, C
    for layer in range(layers):
        sums = (
            totals[-1] @ network.input_weights[layer - 1] + network.biases[layer - 1]
            if layer
            else network.table[ids]
        )
        h, c = _forwards(cell, sums, state[layer, :, 0], network.hidden_weights[layer])
        new_state[layer, 0, 0], new_state[layer, -1, 0] = h[-1], c[-1]
        totals.append(totals[-1] + h[1:] if layer else h[1:])
        layer_runs.append((sums, h, c))
    log_p = log_softmax(totals[-1] @ network.head_weight + network.head_bias)
    d_logits = np.exp(log_p).astype(np.float32)
    d_logits[steps, targets] -= 1

    ones = np.ones((time, 1), np.float32)
    last = [Factors(totals[-1], d_logits), Factors(ones, d_logits)]
    d_total = d_logits @ network.head_weight.T
    split = _split(network)
    for layer in range(layers - 1, -1, -1):
        gates, h, c = layer_runs[layer]
        d_rows = through_layer(cell, gates, h, c, network.hidden_weights[layer], d_total)
        own = [Factors(h[:-1], d_rows)]
        if split:
            read = gates[:, split // 2 : split] * h[:-1]
            own = [Factors(h[:-1], d_rows[:, :split]), Factors(read, d_rows[:, split:])]
        if layer:
            own = [Factors(totals[layer - 1], d_rows), Factors(ones, d_rows), *own]
            d_total = d_total + d_rows @ network.input_weights[layer - 1].T
        last = own + last
    one_hot = np.zeros((time, len(network.table)), np.float32)
    one_hot[steps, ids] = 1
    return Segment(-log_p[steps, targets], new_state, [Factors(one_hot, d_rows), *last])


def _split(network: CharacterNetwork) -> int:
    """Where the rows of a GRU's candidate begin; 0 for other cells."""
    return 2 * network.config.hidden_size if network.config.cell == "gru" else 0


def _forwards(cell: str, sums: Array, state: Array, weight: Array) -> tuple[Array, Array]:
    """Run a layer; `sums` (time, rows) become its gates, state (parts, hidden).

    Returns:
        h and C before the first step and after each, (time + 1, hidden); for a cell without C it
        is h both times.
    """
    size = state.shape[1]
    hidden = np.empty((len(sums) + 1, size), np.float32)
    hidden[0] = state[0]
    memory = np.empty_like(hidden) if cell == "lstm" else hidden
    memory[0] = state[-1]
    for t, gates in enumerate(sums):
        h = hidden[t]
        if cell == "lstm":
            gates += h @ weight
            gates[: 2 * size] = sigmoid(gates[: 2 * size])
            np.tanh(gates[2 * size : 3 * size], out=gates[2 * size : 3 * size])
            gates[3 * size :] = sigmoid(gates[3 * size :])
            i, f, g, o = gates.reshape(4, size)
            memory[t + 1] = f * memory[t] + i * g
            hidden[t + 1] = o * np.tanh(memory[t + 1])
        elif cell == "gru":
            gates[: 2 * size] = sigmoid(gates[: 2 * size] + h @ weight[:, : 2 * size])
            z, r, candidate = gates.reshape(3, size)
            candidate += (r * h) @ weight[:, 2 * size :]
            np.tanh(candidate, out=candidate)
            hidden[t + 1] = h + z * (candidate - h)
        else:
            gates += h @ weight
            np.tanh(gates, out=gates)
            hidden[t + 1] = gates
    return hidden, memory
