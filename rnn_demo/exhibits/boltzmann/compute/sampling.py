"""Gibbs sampling: many chains side by side, unit after unit, at a temperature that may fall."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.exhibits.boltzmann.compute.machine import Array, BoltzmannMachine

Numbers = NDArray[np.unsignedinteger[Any]]
TOLD = 20  # sweeps between two reports


@dataclass(frozen=True)
class Sample:
    """What the chains went through.

    Attributes:
        temperatures: of each sweep (sweeps,).
        numbers: of the state of each chain, before the first sweep and after each
            (sweeps + 1, chains).
    """

    temperatures: Array
    numbers: Numbers


def schedule(start: float, temperature: float, annealing: int, sweeps: int) -> Array:
    """The temperature of each sweep: falling geometrically from `start`, then constant."""
    falling = np.geomspace(start, temperature, annealing + 1)[:-1]
    return np.append(falling, np.full(sweeps, temperature))


def sampling(
    machine: BoltzmannMachine, temperatures: Array, first: Array, random: np.random.Generator
) -> Generator[float, None, Sample]:
    """Run the chains; each unit in turn is drawn from p(s_i = 1) = σ((b_i + Σ_j w_ij s_j) / T).

    Args:
        machine: the machine.
        temperatures: of each sweep (sweeps,).
        first: the state of each chain to begin with (chains, units).
        random: the luck.
    """
    states, units = first.astype(np.float64), machine.units
    places = 2.0 ** np.arange(units - 1, -1, -1)
    numbers = np.empty((len(temperatures) + 1, len(states)), np.uint16)
    numbers[0] = states @ places
    for sweep, temperature in enumerate(temperatures):
        coins = random.random((units, len(states)))
        for unit in range(units):
            pull = (machine.biases[unit] + states @ machine.weights[unit]) / temperature
            states[:, unit] = coins[unit] < 0.5 * np.tanh(0.5 * pull) + 0.5
        numbers[sweep + 1] = states @ places
        if sweep % TOLD == 0:
            yield sweep / len(temperatures)
    return Sample(temperatures, numbers)
