"""A cell small enough to print and to change every number of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import Cell, Network, take_step

Numbers = NDArray[np.float64]
MOST_INPUTS = 12
LARGEST = 1000.0
# The slide's letters, in the order in which it tells them.
LETTERS: dict[Cell, tuple[str, ...]] = {
    "lstm": ("f", "i", "C̃", "o"),
    "gru-slide": ("r", "z", "h̃"),
}
# Where each stands among the weights: `rnn_demo.dynamics.cells.GATES`.
PLACES: dict[Cell, tuple[int, ...]] = {"lstm": (1, 0, 2, 3), "gru-slide": (1, 0, 2)}
UNITS = (2, 3, 4)


class SmallCellError(ValueError):
    """Numbers that cannot be computed with; the message names value, bound and remedy."""


@dataclass(frozen=True)
class SmallStep:
    """A step of a small cell.

    Attributes:
        x: what was read.
        gates: by letter, each (units,).
        cell: C of an LSTM, else None, (units,).
        hidden: h, (units,).
    """

    x: float
    gates: Mapping[str, Numbers]
    cell: Numbers | None
    hidden: Numbers


def first_weights(cell: Cell, units: int) -> Numbers:
    """A cell worth looking at: its first unit catches an input of 1 and keeps it.

    Returns:
        (letters · units, units + 2): a row for each unit of each letter, in columns h_1 … h_n, x
        and b.
    """
    letters = LETTERS[cell]
    weights = np.zeros((len(letters), units, units + 2))
    x, b = units, units + 1
    latch = {"f": (0.0, 5.0), "i": (8.0, -4.0), "C̃": (2.0, 0.0), "o": (0.0, 3.0)}
    latch |= {"r": (0.0, 3.0), "z": (8.0, -4.0), "h̃": (2.0, 0.0)}
    for row, letter in enumerate(letters):
        weights[row, 0, [x, b]] = latch[letter]
        for unit in range(1, units):  # the others blend what they see, each at its own pace
            weights[row, unit, [0, x, b]] = (1.0, 1.0, 1.0 - unit)
    return weights.reshape(-1, units + 2)


def run_small_cell(
    cell: Cell, weights: NDArray[np.floating], inputs: Sequence[float]
) -> list[SmallStep]:
    """Read some numbers from a state of zeros.

    Args:
        cell: lstm or gru-slide.
        weights: as from `first_weights`.
        inputs: x_1 … x_T.

    Raises:
        SmallCellError: a number is missing or out of bounds, or there are too many inputs.
    """
    if not 1 <= len(inputs) <= MOST_INPUTS:
        raise SmallCellError(f"There are {len(inputs)} inputs; give 1 to {MOST_INPUTS}.")
    for name, values in (("weights", np.ravel(weights)), ("inputs", np.array(inputs, float))):
        bad = [value for value in values.tolist() if not abs(value) <= LARGEST]
        if bad:
            shown = "missing" if math.isnan(bad[0]) else f"{bad[0]:g}"
            raise SmallCellError(
                f"One of the {name} is {shown}; give numbers from {-LARGEST:g} to {LARGEST:g}."
            )
    letters, places = LETTERS[cell], PLACES[cell]
    units = weights.shape[1] - 2
    by_letter = np.asarray(weights, float).reshape(len(letters), units, units + 2)
    ordered = np.empty_like(by_letter)
    ordered[list(places)] = by_letter
    network = Network(cell, "tanh", ordered[:, :, :units], np.zeros(units))
    state = np.zeros(network.state_size)
    steps = []
    for x in inputs:
        step = take_step(network, ordered[:, :, units] * x + ordered[:, :, units + 1], state)
        state = step.state
        steps.append(
            SmallStep(
                float(x),
                {letter: step.gates[p] for letter, p in zip(letters, places, strict=True)},
                state[units:] if cell == "lstm" else None,
                state[:units],
            )
        )
    return steps
