"""How much each character of a text affects the next one: backpropagation through time in numpy.

What serves has no torch. Tests hold this to autograd through `rnn_demo.networks`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.gates import activity
from rnn_demo.engine.network import Array, CharacterNetwork, initial_state
from rnn_demo.gates import GATES
from rnn_demo.sampling import log_softmax


def prediction_gradient(
    network: CharacterNetwork, ids: NDArray[np.integer], target: int
) -> tuple[NDArray[np.float64], Array]:
    """The next character's log-probabilities, and the gradient of one of them.

    Args:
        network: the model, in full precision.
        ids: the text, (time,).
        target: the character whose log-probability is differentiated.

    Returns:
        Log-probabilities (vocab,) in nats, and the gradient by each character's row of the
        network's table, (time, rows). Multiplied with the difference of two rows it is, to first
        order, the change when one character is put for another.
    """
    happened, _ = activity(network, ids, initial_state(network))
    total = happened.hidden[-1].sum(0)
    log_p = log_softmax((total @ network.head_weight + network.head_bias).astype(np.float64))
    d_logits = -np.exp(log_p)
    d_logits[target] += 1
    d_total = np.zeros((len(ids), network.config.hidden_size), np.float32)
    d_total[-1] = network.head_weight @ d_logits
    for layer in range(network.config.num_layers - 1, -1, -1):
        gates = {name: happened.gates[name][:, layer] for name in GATES[network.config.cell]}
        hidden = np.concatenate([np.zeros_like(d_total[:1]), happened.hidden[:-1, layer]])
        weight = network.hidden_weights[layer]
        if network.config.cell == "lstm":
            assert happened.cell is not None
            d_rows = _through_lstm(gates, happened.cell[:, layer], weight, d_total)
        elif network.config.cell == "gru":
            d_rows = _through_gru(gates, hidden, weight, d_total)
        else:
            d_rows = _through_elman(gates["candidate"], weight, d_total)
        if layer:  # the layer below is added to what this one makes of it
            d_total = d_total + d_rows @ network.input_weights[layer - 1].T
    return log_p, d_rows


def _through_lstm(gates: dict[str, Array], cell: Array, weight: Array, d_outputs: Array) -> Array:
    i, f = gates["input_gate"], gates["forget_gate"]
    g, o = gates["cell_candidate"], gates["output_gate"]
    before = np.concatenate([np.zeros_like(cell[:1]), cell[:-1]])
    squashed = np.tanh(cell)
    d_rows = np.empty((len(cell), weight.shape[1]), np.float32)
    d_hidden, d_cell = np.zeros_like(cell[0]), np.zeros_like(cell[0])
    for t in range(len(cell) - 1, -1, -1):
        d_hidden = d_hidden + d_outputs[t]
        d_cell = d_cell + d_hidden * o[t] * (1 - squashed[t] ** 2)
        d_rows[t] = np.concatenate(
            [
                d_cell * g[t] * i[t] * (1 - i[t]),
                d_cell * before[t] * f[t] * (1 - f[t]),
                d_cell * i[t] * (1 - g[t] ** 2),
                d_hidden * squashed[t] * o[t] * (1 - o[t]),
            ]
        )
        d_cell = d_cell * f[t]
        d_hidden = weight @ d_rows[t]
    return d_rows


def _through_gru(gates: dict[str, Array], hidden: Array, weight: Array, d_outputs: Array) -> Array:
    z, r, candidate = gates["update_gate"], gates["reset_gate"], gates["candidate"]
    size = hidden.shape[1]
    d_rows = np.empty((len(hidden), weight.shape[1]), np.float32)
    d_hidden = np.zeros_like(hidden[0])
    for t in range(len(hidden) - 1, -1, -1):
        d_hidden = d_hidden + d_outputs[t]
        d_candidate = d_hidden * z[t] * (1 - candidate[t] ** 2)
        d_read = weight[:, 2 * size :] @ d_candidate  # by r h
        d_z = d_hidden * (candidate[t] - hidden[t]) * z[t] * (1 - z[t])
        d_r = d_read * hidden[t] * r[t] * (1 - r[t])
        d_rows[t] = np.concatenate([d_z, d_r, d_candidate])
        d_hidden = (
            d_hidden * (1 - z[t]) + d_read * r[t] + weight[:, : 2 * size] @ d_rows[t, : 2 * size]
        )
    return d_rows


def _through_elman(outputs: Array, weight: Array, d_outputs: Array) -> Array:
    d_rows = np.empty_like(outputs)
    d_hidden = np.zeros_like(outputs[0])
    for t in range(len(outputs) - 1, -1, -1):
        d_rows[t] = (d_hidden + d_outputs[t]) * (1 - outputs[t] ** 2)
        d_hidden = weight @ d_rows[t]
    return d_rows
