"""How much memory a network takes, known from its configuration before its weights are read."""

from __future__ import annotations

from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.narrow_network import COLUMNS
from rnn_demo.gates import GATES


def network_memory(config: NetworkConfig) -> int:
    """Bytes of a generator's arrays, in float32 and in 8 bits together.

    While it is read, about as much again is needed for a moment.
    """
    hidden, vocab, layers = config.hidden_size, config.vocab_size, config.num_layers
    rows = len(GATES[config.cell]) * hidden
    matrices = (2 * layers - 1) * rows  # rows of them: hidden weights, and inputs above the first
    full = 4 * ((matrices + vocab) * hidden + vocab * rows + layers * rows + vocab)
    padded = matrices + vocab + (3 * layers + 1) * (LANES - 1)  # each product to whole blocks
    weights = padded * -(-hidden // COLUMNS) * COLUMNS
    narrow = weights + 8 * padded + 4 * layers * rows
    large = 7 * weights // 50  # a list of large pairs, where the machine needs one
    return full + narrow + large + 8 * vocab
