"""A small cell as two tables: its weights, which can be typed over, and what it then does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from rnn_demo.exhibits.conveyor_belt.compute import (
    SLIDE_LETTERS,
    SmallCellError,
    SmallStep,
    missed,
    run_small_cell,
)
from rnn_demo.exhibits.conveyor_belt.small_cell_knobs import (
    LINKED,
    SmallCell,
    changes,
    read_small,
    write_small,
)
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.ui.address import asks, linked, write_address
from rnn_demo.ui.knob_widgets import draw_knob, knobs_now, place_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.linked_knobs import settle
from rnn_demo.ui.run_costs import fragment
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.words import message, sentence

PAGE = "small"
EDITOR = "s_weights_"  # the keys of the tables of weights begin with this
CLOSE = 1e-9  # for numbers up to a few hundred thousand


@uninterrupted
def _set_up() -> None:
    """Take what the link asks for when a visitor first opens the page."""
    # If the page stopped at a question, Streamlit has forgotten what was typed into the table.
    edited = any(str(key).startswith(EDITOR) for key in st.session_state)
    if asks("small_cell", each_visit=True) or not edited:
        st.session_state.small_link, st.session_state.small_problems = read_small(linked())
        place_knobs(PAGE, st.session_state.small_link)


@fragment
def small_cell() -> None:
    """Weights, inputs, and every number of every step."""
    _set_up()
    asked: SmallCell = st.session_state.small_link
    with st.expander(t("A small cell: change every number"), expanded=asked != SmallCell()):
        for problem in st.session_state.small_problems:
            st.text(t(problem))  # quotes the link: never Markdown
        for column, knob in zip(st.columns([1, 1, 2]), knobs_of(SmallCell).values(), strict=True):
            with column:
                draw_knob(PAGE, knob, then=_settle)
        now = knobs_now(PAGE, SmallCell)
        cell, units = now.cell, now.units
        if (cell, units) == (asked.cell, asked.units):
            now = replace(now, changed=asked.changed)
        names = [f"{letter} {unit + 1}" for letter in SLIDE_LETTERS[cell] for unit in range(units)]
        columns = [*(f"h {unit + 1}" for unit in range(units)), "x", "b"]
        edited = st.data_editor(
            {"": names, **{column: now.weights[:, i] for i, column in enumerate(columns)}},
            disabled=[""],
            hide_index=True,
            key=f"{EDITOR}{cell}_{units}",
        )
        weights = np.column_stack([np.asarray(edited[column], float) for column in columns])
        now = replace(now, changed=changes(now, weights))
        belt = {n: v for n, v in linked().items() if n not in LINKED}
        write_address({**belt, **write_small(now)}, "_small")
        try:
            steps = run_small_cell(cell, weights, _numbers(now.inputs))
        except SmallCellError as error:
            st.text(t(message(error)))  # may quote what was typed: never Markdown
            return
        st.table(_shown(steps), hide_index=True, border="horizontal")
        st.caption(
            t(
                "{mark} {miss:.0e}: largest difference to the slide's formulas, computed again "
                "unit by unit. Each row is a step. As it stands, unit 1 catches an input of 1, "
                "keeps it for as long as f (in a GRU 1 − z) is near 1, and an input of −1 does "
                "not enter: its gate is shut.",
                mark="✓" if (miss := missed(cell, weights, steps)) < CLOSE else "✗",
                miss=miss,
            )
        )


def _settle() -> None:
    settle(PAGE)


def kept_link() -> dict[str, str]:
    """The part of the page's address that belongs to the small cell."""
    return {n: v for n, v in linked().items() if n in LINKED}


def _numbers(typed: str) -> list[float]:
    found = []
    for part in typed.replace(",", " ").split():
        try:
            found.append(float(part))
        except ValueError:
            raise SmallCellError(
                sentence(
                    "Among the inputs is {part!r}; give numbers with spaces between them.",
                    part=part[:20],
                )
            ) from None
    return found


def _shown(steps: list[SmallStep]) -> dict[str, list[str]]:
    """A column for x, each letter and the state; one field holds the values of all units."""
    table = {"x": [f"{step.x:g}" for step in steps]}
    for letter in steps[0].gates:
        table[letter] = [_units(step.gates[letter]) for step in steps]
    if steps[0].cell is not None:
        table["C"] = [_units(step.cell) for step in steps if step.cell is not None]
    table["h"] = [_units(step.hidden) for step in steps]
    return table


def _units(values: np.ndarray) -> str:
    return "  ".join(f"{value:.3f}".replace("-", "−") for value in values)
