"""All minima of a small net, by trying all of its states."""

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.chance import ORDER, shuffled, words
from rnn_demo.exhibits.hopfield.compute.memories import NEARLY, Array, StoredWeights

MOST_UNITS = 16
MOST_SWEEPS = 200


class Minima(NamedTuple):
    """The states from which no single flip leads lower.

    Attributes:
        states: ±1, by energy, (minima, units).
        energies: (minima,).
        shares: of all 2^N states, the share whose recall ends here, (minima,).
        by_inputs: how many states have s_i h_i ≥ 0 at each unit, the same found another way.
        agree: whether these are the very same states, and whether every recall ends in one.
    """

    states: Array
    energies: Array
    shares: Array
    by_inputs: int
    agree: bool


def minima(memory: StoredWeights, seed: int) -> Generator[float, None, Minima]:
    """Enumerate the minima of E, and recall from every state; yields how much is done, 0 to 1.

    Args:
        memory: symmetric weights of at most `MOST_UNITS` units.
        seed: of the order of units, as for `recall.recall`.
    """
    units = len(memory.a)
    count = 1 << units
    numbers = np.arange(count)
    states = (2 * (numbers[:, None] >> np.arange(units) & 1) - 1).astype(np.float64)
    weights = memory.weights()
    energies = -0.5 * np.einsum("si,si->s", states @ weights, states)
    energies -= memory.theta * states.sum(1)
    lowest = np.ones(count, bool)
    for i in range(units):
        lowest &= energies[numbers ^ (1 << i)] >= energies - NEARLY
    yield 0.1
    fields = states @ weights + memory.theta
    at_rest = (states * fields >= -NEARLY).all(1)
    ends = yield from _ends(memory, weights, states, seed)
    found = numbers[lowest]
    found = found[np.argsort(energies[found], kind="stable")]
    shares = np.bincount(ends, minlength=count)[found] / count
    agree = np.array_equal(lowest, at_rest) and bool(lowest[ends].all())
    return Minima(states[found], energies[found], shares, int(at_rest.sum()), agree)


def _ends(
    memory: StoredWeights, weights: Array, states: Array, seed: int
) -> Generator[float, None, NDArray[np.int64]]:
    """The number of the state in which the recall from each state ends, (states,)."""
    now, luck = states.copy(), words(seed, ORDER)
    for sweep in range(MOST_SWEEPS):
        before = now.copy()
        for i in shuffled(len(weights), luck):
            field = now @ weights[i] + memory.theta
            moves = np.abs(field) > NEARLY
            now[moves, i] = np.where(field[moves] > 0, 1.0, -1.0)
        yield min(0.95, 0.1 + 0.15 * sweep)
        if np.array_equal(before, now):
            break
    powers = 1 << np.arange(len(weights))
    ends: NDArray[np.int64] = (now > 0) @ powers
    return ends
