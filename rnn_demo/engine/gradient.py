"""How much each character of a text affects the next one: backpropagation through time in numpy.

What serves has no torch. Tests hold this to autograd through `rnn_demo.networks`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.backward import through_layer
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
    cell = network.config.cell
    for layer in range(network.config.num_layers - 1, -1, -1):
        gates = np.concatenate([happened.gates[name][:, layer] for name in GATES[cell]], axis=1)
        hidden = _with_start(happened.hidden[:, layer])
        memory = hidden if happened.cell is None else _with_start(happened.cell[:, layer])
        d_rows = through_layer(cell, gates, hidden, memory, network.hidden_weights[layer], d_total)
        if layer:  # the layer below is added to what this one makes of it
            d_total = d_total + d_rows @ network.input_weights[layer - 1].T
    return log_p, d_rows


def _with_start(states: Array) -> Array:
    """The same after the zeros that a text begins with, (time + 1, hidden)."""
    return np.concatenate([np.zeros_like(states[:1]), states])
