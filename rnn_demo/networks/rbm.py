"""A restricted Boltzmann machine in numpy: visible and hidden units, no edges within a layer.

The energy of a state (v, h), all units 0 or 1, is

    E(v, h) = −b·v − c·h − v·W h

Given v the hidden units are independent, given h the visible ones, and the hidden units can be
summed out: p(v) = e^{−F(v)} / Z with the free energy

    F(v) = −b·v − Σ_j ln(1 + e^{c_j + (v W)_j})

Source: P. Smolensky, Information processing in dynamical systems (1986); G. Hinton, A practical
guide to training restricted Boltzmann machines (2010).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
MOST_SUMMED = 20  # units whose states are gone through one by one
AT_ONCE = 2**11  # of these states


@dataclass(frozen=True)
class RestrictedMachine:
    """Weights and biases, of any precision.

    Attributes:
        weights: W (visible, hidden).
        visible_bias: b (visible,).
        hidden_bias: c (hidden,).
    """

    weights: Array
    visible_bias: Array
    hidden_bias: Array

    def hidden_input(self, visible: Array) -> Array:
        """The inputs c + v W (…, hidden) of visible states (…, visible)."""
        found: Array = visible @ self.weights + self.hidden_bias
        return found

    def visible_input(self, hidden: Array) -> Array:
        """The inputs b + W h (…, visible) of hidden states (…, hidden)."""
        found: Array = hidden @ self.weights.T + self.visible_bias
        return found

    def free_energy(self, visible: Array) -> Array:
        """F(v) in nats (…,): the lower, the more probable is v."""
        found: Array = -(visible @ self.visible_bias) - softplus(self.hidden_input(visible)).sum(-1)
        return found

    def of_precision(self, precision: type[np.floating[Any]]) -> RestrictedMachine:
        """The same machine in another precision."""
        return RestrictedMachine(
            self.weights.astype(precision),
            self.visible_bias.astype(precision),
            self.hidden_bias.astype(precision),
        )


def sigmoid(x: Array) -> Array:
    """1 / (1 + e^{−x}) for any x."""
    found: Array = 0.5 * np.tanh(0.5 * x) + 0.5
    return found


def softplus(x: Array) -> Array:
    """ln(1 + e^x) for any x."""
    found: Array = np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
    return found


def drawn(probability: Array, random: np.random.Generator) -> Array:
    """Units that are 1 with these probabilities, of the same shape and precision."""
    wide = probability.dtype == np.float64
    coins = random.random(probability.shape, np.float64 if wide else np.float32)
    found: Array = (coins < probability).astype(probability.dtype)
    return found


def gibbs_step(machine: RestrictedMachine, visible: Array, random: np.random.Generator) -> Array:
    """New visible states (…, visible): all hidden units given these, then all visible ones."""
    hidden = drawn(sigmoid(machine.hidden_input(visible)), random)
    return drawn(sigmoid(machine.visible_input(hidden)), random)


def exact_log_partition(machine: RestrictedMachine) -> float:
    """The value of ln Z in nats, summed over every state of the hidden layer.

    Raises:
        ValueError: there are more than `MOST_SUMMED` hidden units.
    """
    count = len(machine.hidden_bias)
    if count > MOST_SUMMED:
        raise ValueError(f"{count} hidden units have 2^{count} states; at most {MOST_SUMMED} do.")
    found = -np.inf
    units = np.arange(count)
    for begin in range(0, 2**count, AT_ONCE):
        numbers = np.arange(begin, min(begin + AT_ONCE, 2**count))
        hidden = ((numbers[:, None] >> units) & 1).astype(machine.weights.dtype)
        free = softplus(machine.visible_input(hidden)).sum(-1, dtype=np.float64)
        found = np.logaddexp(found, log_sum(free + hidden @ machine.hidden_bias))
    return float(found)


def log_sum(values: Array) -> float:
    """The value of ln Σ e^x."""
    largest = values.max()
    return float(largest + np.log(np.exp(values - largest).sum(dtype=np.float64)))
