"""Networks of every kind, drawn from a seed, for the tests of this folder."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import ACTIVATIONS, CELLS, Activation, Cell, Network
from rnn_demo.dynamics.orbits import Orbit, follow
from rnn_demo.gates import GATES

KINDS: list[tuple[Cell, Activation]] = [
    *(("elman", activation) for activation in ACTIVATIONS),
    *((cell, "tanh") for cell in CELLS if cell != "elman"),
]


class Drawn(NamedTuple):
    network: Network
    drive: NDArray[np.float64]
    start: NDArray[np.float64]

    @property
    def orbit(self) -> Orbit:
        return follow(self.network, self.drive, self.start)


def draw(
    cell: Cell, activation: Activation = "tanh", n: int = 5, steps: int = 7, seed: int = 0
) -> Drawn:
    random = np.random.default_rng(seed)
    gates = len(GATES[cell])
    weights = random.normal(size=(gates, n, n)) / np.sqrt(n)
    bias = random.normal(size=n) if cell == "gru-torch" else np.zeros(n)
    network = Network(cell, activation, weights, bias)
    start = random.normal(size=network.state_size) * 0.7
    return Drawn(network, random.normal(size=(steps, gates, n)), start)
