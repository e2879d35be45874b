"""The small cell's knobs, and its table of weights as a part of the conveyor belt's link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import Cell
from rnn_demo.exhibits.conveyor_belt.compute import LARGEST, UNITS, first_weights
from rnn_demo.knobs.knob import choice, string
from rnn_demo.knobs.links import read_values, write_values
from rnn_demo.knobs.values import check, quoted
from rnn_demo.words import sentence

USUAL = "0 1 0 0 -1 0 0"
WEIGHTS = "s_weights"  # its name in the link
LINKED = ("s_cell", "s_units", "s_inputs", WEIGHTS)
CELL_NAMES: dict[Cell, str] = {"lstm": "LSTM", "gru-slide": "GRU"}


@dataclass(frozen=True)
class SmallCell:
    """A small cell and what it reads."""

    cell: Cell = choice("lstm", "Cell", CELL_NAMES, link="s_cell")
    units: int = choice(UNITS[0], "Units", UNITS, link="s_units")
    inputs: str = string(USUAL, "Inputs x, one after another", 200, link="s_inputs")
    # By row and column, the weights that differ from `first_weights`: a table, not a knob.
    changed: Mapping[tuple[int, int], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check(self)

    @property
    def weights(self) -> NDArray[np.float64]:
        """The weights of the table, see `first_weights`."""
        weights = first_weights(self.cell, self.units)
        for place, value in self.changed.items():
            weights[place] = value
        return weights


def changes(small: SmallCell, weights: NDArray[np.floating]) -> dict[tuple[int, int], float]:
    """The weights of a table that differ from the first ones; a missing one is left out."""
    first = first_weights(small.cell, small.units)
    places = np.argwhere((weights != first) & np.isfinite(weights)).tolist()
    return {(row, column): float(weights[row, column]) for row, column in places}


def write_small(small: SmallCell) -> dict[str, str]:
    """The part of a query that restores a small cell: whatever differs from the first values."""
    query = write_values(small, SmallCell())
    if small.changed:
        parts = (f"{row}.{column}.{value!r}" for (row, column), value in small.changed.items())
        query[WEIGHTS] = "_".join(parts)
    return query


def read_small(query: Mapping[str, str]) -> tuple[SmallCell, list[str]]:
    """The small cell of a query, and a sentence for each part that cannot be used."""
    small, problems = read_values(query, SmallCell())
    rows, columns = first_weights(small.cell, small.units).shape
    changed: dict[tuple[int, int], float] = {}
    for part in query[WEIGHTS].split("_") if query.get(WEIGHTS) else ():
        try:
            row, column, value = part.split(".", 2)
            place, number = (int(row), int(column)), float(value)
        except ValueError:
            place, number = (-1, -1), 0.0
        if not (0 <= place[0] < rows and 0 <= place[1] < columns and abs(number) <= LARGEST):
            problems.append(
                sentence(
                    "The link's s_weights has {part}; give row.column.value with rows to {rows}, "
                    "columns to {columns} and values to ±{largest:g}.",
                    part=quoted(part),
                    rows=rows - 1,
                    columns=columns - 1,
                    largest=LARGEST,
                )
            )
            break
        changed[place] = number
    return replace(small, changed=changed), problems
