"""The network that the knobs stand for, with its input and first state."""

from __future__ import annotations

import numpy as np

from rnn_demo.dynamics.cells import Network
from rnn_demo.dynamics.orbits import DrivenNetwork
from rnn_demo.dynamics.weights import recurrent_weights
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs
from rnn_demo.gates import GATES

MOST_GATES = max(map(len, GATES.values()))


def build(knobs: SimulationKnobs) -> DrivenNetwork:
    """Draw weights, input and start.

    The start is tanh of a standard normal for each h (a standard normal for φ without bounds, and
    for c). The counterexample starts at its fixed point a* = (0, artanh ½) instead, where
    J = [[8, 8], [−6, −6]] at gain 8, and has the bias that makes it one.
    """
    weights_of, input_of, start_of = (np.random.default_rng([knobs.seed, k]) for k in range(3))
    gates, n = len(GATES[knobs.cell]), knobs.n
    drawn = [recurrent_weights(knobs.weights, n, knobs.gain, weights_of) for _ in range(gates)]
    weights = np.stack([np.array(knobs.matrix) if knobs.matrix else one for one in drawn])
    network = Network(knobs.cell, knobs.activation, weights, np.zeros(n))
    start = start_of.standard_normal(network.state_size)
    bounded = knobs.cell != "elman" or knobs.activation in ("tanh", "logistic")
    start[:n] = np.tanh(start[:n]) if bounded else start[:n]
    # Drawn for as many gates as any cell has, so that all cells get the same input.
    drive = knobs.input_noise * input_of.standard_normal((knobs.steps, MOST_GATES, n))[:, :gates]
    for gate, name in enumerate(GATES[knobs.cell]):
        if name in ("forget_gate", "update_gate"):
            drive[:, gate] += knobs.gate_bias
    if knobs.weights == "counterexample" and not knobs.matrix and bounded:
        at = np.zeros(n)
        at[1::2] = np.arctanh(0.5)
        if knobs.cell == "elman" and knobs.activation == "tanh":
            start[:n] = np.tanh(at)
            drive[:, 0] += at - weights[0] @ start[:n]
    dtype = np.dtype(knobs.precision)
    network = network._replace(
        weights=weights.astype(dtype), recurrent_bias=network.recurrent_bias.astype(dtype)
    )
    return DrivenNetwork(network, drive.astype(dtype), start.astype(dtype))
