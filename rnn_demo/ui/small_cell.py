"""A small cell as two tables: its weights, which can be typed over, and what it then does."""

from __future__ import annotations

import numpy as np
import streamlit as st

from rnn_demo.dynamics.cells import Cell
from rnn_demo.exhibits.small_cell import (
    LETTERS,
    UNITS,
    SmallCellError,
    SmallStep,
    first_weights,
    run_small_cell,
)

NAMES: dict[Cell, str] = {"lstm": "LSTM", "gru-slide": "GRU"}
USUAL = "0 1 0 0 -1 0 0"


@st.fragment
def small_cell() -> None:
    """Weights, inputs, and every number of every step."""
    with st.expander("A small cell: change every number"):
        left, middle, right = st.columns([1, 1, 2])
        cell: Cell = left.selectbox(
            "Cell", list(NAMES), format_func=NAMES.__getitem__, key="s_cell"
        )
        units = middle.selectbox("Units", UNITS, key="s_units")
        typed = right.text_input("Inputs x, one after another", USUAL, key="s_inputs")
        names = [f"{letter} {unit + 1}" for letter in LETTERS[cell] for unit in range(units)]
        columns = [*(f"h {unit + 1}" for unit in range(units)), "x", "b"]
        first = first_weights(cell, units)
        edited = st.data_editor(
            {"": names, **{column: first[:, i] for i, column in enumerate(columns)}},
            disabled=[""],
            hide_index=True,
            key=f"s_weights_{cell}_{units}",
        )
        weights = np.column_stack([np.asarray(edited[column], float) for column in columns])
        try:
            steps = run_small_cell(cell, weights, _numbers(typed))
        except SmallCellError as error:
            st.text(str(error))  # may quote what was typed: never Markdown
            return
        st.table(_shown(steps), hide_index=True, border="horizontal")
        st.caption(
            "Each row is a step. As it stands, unit 1 catches an input of 1, keeps it for as long "
            "as f (in a GRU 1 − z) is near 1, and an input of −1 does not enter: its gate is shut."
        )


def _numbers(typed: str) -> list[float]:
    found = []
    for part in typed.replace(",", " ").split():
        try:
            found.append(float(part))
        except ValueError:
            raise SmallCellError(
                f"Among the inputs is {part[:20]!r}; give numbers with spaces between them."
            ) from None
    return found


def _shown(steps: list[SmallStep]) -> dict[str, list[str]]:
    """A column for x, each letter and the state; all units of one in one field."""
    table = {"x": [f"{step.x:g}" for step in steps]}
    for letter in steps[0].gates:
        table[letter] = [_units(step.gates[letter]) for step in steps]
    if steps[0].cell is not None:
        table["C"] = [_units(step.cell) for step in steps if step.cell is not None]
    table["h"] = [_units(step.hidden) for step in steps]
    return table


def _units(values: np.ndarray) -> str:
    return "  ".join(f"{value:.3f}".replace("-", "−") for value in values)
