"""All gates and states of a network at one character, as small pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.forcing import forced_step
from rnn_demo.engine.network import Array, CharacterNetwork
from rnn_demo.gates import GATES, SIGMOID_GATES

SHADES = 255


@dataclass(frozen=True)
class Frame:
    """What every unit did while one character was read.

    Attributes:
        names: the names of the rows: the gates, then the states.
        shades: 0 … 255 for 0 … 1, or for −1 … 1 if a row has a sign, (layers, rows, hidden).
        means: the mean of each row, before rounding, (layers, rows).
        hidden: h after the character, (layers, hidden).
    """

    names: tuple[str, ...]
    shades: NDArray[np.uint8]
    means: NDArray[np.float64]
    hidden: Array

    def misses(self, state: Array) -> float:
        """The largest difference between h and the h of another state after the character.

        Args:
            state: the state of the 8-bit network that wrote, (layers, parts, 1, hidden).
        """
        return float(np.abs(self.hidden - state[:, 0, 0]).max())


def row_names(cell: str) -> tuple[str, ...]:
    """The rows of a cell's frames."""
    states = ("tanh_cell", "hidden") if cell == "lstm" else ("hidden",)
    return (*GATES[cell], *states)


def frame(network: CharacterNetwork, token: int, state: Array) -> Frame:
    """Read one character and keep everything.

    Args:
        network: the network in full precision.
        token: the character.
        state: the state before it, (layers, parts, 1, hidden), of the narrow network that writes,
            or of the full one.
    """
    cell = network.config.cell
    step = forced_step(network, np.array([token]), state)
    rows = [step.gates[name][:, 0] for name in GATES[cell]]
    if cell == "lstm":
        rows.append(np.tanh(step.state[:, 1, 0]))
    rows.append(step.state[:, 0, 0])
    names = row_names(cell)
    values = np.stack(rows, axis=1).astype(np.float64)
    # Gates are between 0 and 1, everything else between −1 and 1; C is shown as tanh C.
    signed = np.array([name not in SIGMOID_GATES for name in names])[:, None]
    unit = np.where(signed, (values + 1) / 2, values)
    shades = np.rint(SHADES * np.clip(unit, 0, 1)).astype(np.uint8)
    return Frame(names, shades, values.mean(2), step.state[:, 0, 0])
