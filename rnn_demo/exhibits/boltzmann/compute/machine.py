"""A Boltzmann machine small enough for all its states to be listed.

    E(s) = −Σ_i s_i b_i − Σ_{i<j} s_i s_j w_ij,   s_i ∈ {0, 1},   w_ij = w_ji,   w_ii = 0
    p(s) = e^{−E(s)/T} / Z

A state has a number: its units, read as binary digits, the first unit first. Source: D. Ackley,
G. Hinton and T. Sejnowski, A learning algorithm for Boltzmann machines (1985).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.checks import Check
from rnn_demo.words import sentence

Array = NDArray[np.floating[Any]]
BOUND = 1e-12  # of probabilities, which are sums of a few thousand others


@dataclass(frozen=True)
class BoltzmannMachine:
    """Weights and biases.

    Attributes:
        weights: w (units, units), symmetric, 0 on the diagonal.
        biases: b (units,).
    """

    weights: Array
    biases: Array

    @property
    def units(self) -> int:
        """How many units it has."""
        return len(self.biases)


@lru_cache(maxsize=16)
def states_of(units: int) -> Array:
    """Every state by its number (2^units, units), entries 0.0 and 1.0; not to be written to."""
    numbers = np.arange(2**units)[:, None]
    found: Array = ((numbers >> np.arange(units - 1, -1, -1)) & 1).astype(np.float64)
    found.setflags(write=False)
    return found


def energies(machine: BoltzmannMachine) -> Array:
    """E of every state (2^units,)."""
    states = states_of(machine.units)
    found: Array = -states @ machine.biases - ((states @ machine.weights) * states).sum(-1) / 2
    return found


def log_partition(energy: Array, temperature: float) -> float:
    """The value of ln Z, Z = Σ e^{−E/T}."""
    scaled = -energy / temperature
    largest = float(scaled.max())
    return largest + float(np.log(np.exp(scaled - largest).sum()))


def distribution(energy: Array, temperature: float) -> Array:
    """The probability of every state (2^units,) at a temperature T > 0."""
    found: Array = np.exp(-energy / temperature - log_partition(energy, temperature))
    return found


def chances(energy: Array, temperature: float) -> list[Array]:
    """p(s_i = 1 | all other units) for each unit i, of shape (2^i, 2^(units − 1 − i)).

    The rows are the states of the units before i, the columns of those after it.
    """
    units = len(energy).bit_length() - 1
    found: list[Array] = []
    for unit in range(units):
        split = energy.reshape(2**unit, 2, -1)
        gain = (split[:, 0] - split[:, 1]) / temperature
        found.append(0.5 * np.tanh(0.5 * gain) + 0.5)
    return found


def swept(probabilities: Array, chance: list[Array]) -> Array:
    """The distribution of a chain's state after one Gibbs sweep, from that before it (2^units,).

    Args:
        probabilities: before.
        chance: see `chances`.
    """
    now = probabilities.copy()
    for unit, likely in enumerate(chance):
        split = now.reshape(2**unit, 2, -1)
        both = split[:, 0] + split[:, 1]
        np.multiply(both, 1 - likely, out=split[:, 0])
        np.multiply(both, likely, out=split[:, 1])
    return now


def correlations(probabilities: Array) -> Array:
    """⟨s_i s_j⟩ (units, units); ⟨s_i⟩ on the diagonal."""
    states = states_of(len(probabilities).bit_length() - 1)
    found: Array = (states * probabilities[:, None]).T @ states
    return found


def sweep_check(energy: Array, temperature: float) -> Check:
    """How far one Gibbs sweep moves the enumerated distribution, which it must leave alone."""
    exact = distribution(energy, temperature)
    moved = swept(exact, chances(energy, temperature))
    return Check(
        float(np.abs(moved - exact).max() / exact.max()),
        BOUND,
        sentence("the enumerated distribution after one Gibbs sweep of all units, which keeps it"),
    )
