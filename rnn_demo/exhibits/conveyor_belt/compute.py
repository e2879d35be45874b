"""A cell so small that each of its numbers can be printed and changed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import Cell, Network, take_step
from rnn_demo.gates import GATES, LETTERS
from rnn_demo.words import sentence

Numbers = NDArray[np.float64]
MOST_INPUTS = 12
LARGEST = 1000.0
# The letters of the slide, in the order in which it explains them.
SLIDE_LETTERS: dict[Cell, tuple[str, ...]] = {
    "lstm": ("f", "i", "C̃", "o"),
    "gru-slide": ("r", "z", "h̃"),
}
UNITS = (2, 3, 4)


class SmallCellError(ValueError):
    """Numbers that cannot be used; the message names the value, the bound and the remedy."""


@dataclass(frozen=True)
class SmallStep:
    """A step of a small cell.

    Attributes:
        x: the number that was read.
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
    letters = SLIDE_LETTERS[cell]
    weights = np.zeros((len(letters), units, units + 2))
    x, b = units, units + 1
    latch = {"f": (0.0, 5.0), "i": (8.0, -4.0), "C̃": (2.0, 0.0), "o": (0.0, 3.0)}
    latch |= {"r": (0.0, 3.0), "z": (8.0, -4.0), "h̃": (2.0, 0.0)}
    for row, letter in enumerate(letters):
        weights[row, 0, [x, b]] = latch[letter]
        for unit in range(1, units):  # the other units mix what they see, each at its own pace
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
        raise SmallCellError(
            sentence(
                "There are {count} inputs; give 1 to {most}.", count=len(inputs), most=MOST_INPUTS
            )
        )
    for name, values in (
        (sentence("weights"), np.ravel(weights)),
        (sentence("inputs"), np.array(inputs, float)),
    ):
        bad = [value for value in values.tolist() if not abs(value) <= LARGEST]
        if bad:
            shown = sentence("missing") if math.isnan(bad[0]) else f"{bad[0]:g}"
            raise SmallCellError(
                sentence(
                    "One of the {numbers} is {value}; give numbers from {low:g} to {high:g}.",
                    numbers=name,
                    value=shown,
                    low=-LARGEST,
                    high=LARGEST,
                )
            )
    letters = SLIDE_LETTERS[cell]
    rows = [LETTERS[name] for name in GATES[cell]]
    places = [rows.index(letter) for letter in letters]
    units = weights.shape[1] - 2
    by_letter = np.asarray(weights, float).reshape(len(letters), units, units + 2)
    ordered = np.empty_like(by_letter)
    ordered[places] = by_letter
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


def missed(cell: Cell, weights: NDArray[np.floating], steps: Sequence[SmallStep]) -> float:
    """The largest difference between the steps and the slide's formulas, in plain arithmetic.

    Args:
        cell: lstm or gru-slide.
        weights: as from `first_weights`.
        steps: what `run_small_cell` gave for them.
    """
    units = weights.shape[1] - 2
    rows = np.asarray(weights, float).tolist()
    hidden, memory, worst = [0.0] * units, [0.0] * units, 0.0

    def total(letter: int, unit: int, before: Sequence[float], x: float) -> float:
        *by_unit, by_x, bias = rows[letter * units + unit]
        return math.fsum([*(w * h for w, h in zip(by_unit, before, strict=True)), by_x * x, bias])

    for step in steps:
        h, x = list(hidden), step.x
        resets = [_sigmoid(total(0, unit, h, x)) for unit in range(units)]  # a GRU's r
        for unit in range(units):
            if cell == "lstm":
                f, i = _sigmoid(total(0, unit, h, x)), _sigmoid(total(1, unit, h, x))
                candidate = math.tanh(total(2, unit, h, x))
                o = _sigmoid(total(3, unit, h, x))
                memory[unit] = f * memory[unit] + i * candidate
                hidden[unit] = o * math.tanh(memory[unit])
                own = {"f": f, "i": i, "C̃": candidate, "o": o}
            else:
                z = _sigmoid(total(1, unit, h, x))
                reset_h = [r * value for r, value in zip(resets, h, strict=True)]
                candidate = math.tanh(total(2, unit, reset_h, x))
                hidden[unit] = (1 - z) * h[unit] + z * candidate
                own = {"r": resets[unit], "z": z, "h̃": candidate}
            gaps = [abs(step.gates[letter][unit] - value) for letter, value in own.items()]
            gaps.append(abs(step.hidden[unit] - hidden[unit]))
            if step.cell is not None:
                gaps.append(abs(step.cell[unit] - memory[unit]))
            worst = max(worst, *gaps)
    return worst


def _sigmoid(total: float) -> float:
    small = math.exp(-abs(total))
    return 1 / (1 + small) if total >= 0 else small / (1 + small)
