"""The small cell as a part of the conveyor belt's link: what is not as it stands at first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import Cell
from rnn_demo.exhibits.conveyor_belt.compute import LARGEST, SLIDE_LETTERS, UNITS, first_weights
from rnn_demo.ui.address import SHOWN

USUAL = "0 1 0 0 -1 0 0"
MOST_TEXT = 200
LINKED = ("s_cell", "s_units", "s_inputs", "s_weights")


@dataclass(frozen=True)
class SmallCell:
    """What a small cell is and reads.

    Attributes:
        cell: lstm or gru-slide.
        units: how many.
        inputs: x, one after another, as typed.
        changed: by row and column, the weights that are not `first_weights`.
    """

    cell: Cell = "lstm"
    units: int = UNITS[0]
    inputs: str = USUAL
    changed: Mapping[tuple[int, int], float] = field(default_factory=dict)

    @property
    def weights(self) -> NDArray[np.float64]:
        """Those of the table, see `first_weights`."""
        weights = first_weights(self.cell, self.units)
        for place, value in self.changed.items():
            weights[place] = value
        return weights


def changes(small: SmallCell, weights: NDArray[np.floating]) -> dict[tuple[int, int], float]:
    """Which weights of a table are not those at first; a missing one is left out."""
    first = first_weights(small.cell, small.units)
    places = np.argwhere((weights != first) & np.isfinite(weights)).tolist()
    return {(row, column): float(weights[row, column]) for row, column in places}


def write_small(small: SmallCell) -> dict[str, str]:
    """The part of a query that restores it."""
    usual = SmallCell()
    query = {"s_cell": small.cell, "s_units": str(small.units), "s_inputs": small.inputs}
    for name in list(query):
        if query[name] == str(getattr(usual, name[2:])):
            del query[name]
    if small.changed:
        told = (f"{row}.{column}.{value!r}" for (row, column), value in small.changed.items())
        query["s_weights"] = "_".join(told)
    return query


def read_small(query: Mapping[str, str]) -> tuple[SmallCell, list[str]]:
    """The small cell of a query, and a sentence for each part that cannot be used."""
    problems = []
    cells: dict[str, Cell] = {name: name for name in SLIDE_LETTERS}
    units = {str(count): count for count in UNITS}
    for name, known in (("s_cell", cells), ("s_units", units)):
        if name in query and query[name] not in known:
            problems.append(
                f"The link's {name} is {query[name][:SHOWN]!r}; give one of {', '.join(known)}."
            )
    cell = cells.get(query.get("s_cell", ""), "lstm")
    count = units.get(query.get("s_units", ""), UNITS[0])
    text = query.get("s_inputs", USUAL).encode("utf-8", "replace").decode("utf-8")
    if len(text) > MOST_TEXT:
        problems.append(
            f"The link's s_inputs has {len(text):,} characters; its first {MOST_TEXT} are used."
        )
        text = text[:MOST_TEXT]
    changed = {}
    rows, columns = first_weights(cell, count).shape
    for part in query.get("s_weights", "").split("_") if query.get("s_weights") else ():
        try:
            row, column, value = part.split(".", 2)
            place, number = (int(row), int(column)), float(value)
        except ValueError:
            place, number = (-1, -1), 0.0
        if 0 <= place[0] < rows and 0 <= place[1] < columns and abs(number) <= LARGEST:
            changed[place] = number
        else:
            problems.append(
                f"The link's s_weights has {part[:SHOWN]!r}; give row.column.value with rows to "
                f"{rows - 1}, columns to {columns - 1} and values to ±{LARGEST:g}."
            )
            break
    return SmallCell(cell, count, text, changed), problems
