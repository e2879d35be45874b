"""The simulator's widgets, and their one rule: a matrix typed by hand is not a kind of W."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.vanishing_gradient.knobs import TYPED, WEIGHT_NAMES, SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.presets import QUESTIONS
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.knobs.presets import moved
from rnn_demo.knobs.values import KnobError, parse
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now, place_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import place, widget_value
from rnn_demo.words import Sentence, sentence

PAGE = QUESTIONS.page
FIRST_TYPED = "8 8\n-8 -8"  # in the box until there is another matrix
KNOBS = knobs_of(SimulationKnobs)


def take(knobs: SimulationKnobs) -> None:
    """Let the widgets show these knobs."""
    place_knobs(PAGE, knobs)
    rows = [" ".join(f"{x:g}" for x in row) for row in knobs.matrix]
    place(f"{PAGE}_matrix", "\n".join(rows) or FIRST_TYPED)
    if knobs.matrix:
        place(f"{PAGE}_weights", TYPED)


def widgets(group: str = "") -> None:
    """The widgets of a group."""
    draw_knobs(
        PAGE,
        SimulationKnobs,
        group,
        weights={"offered": {**WEIGHT_NAMES, TYPED: TYPED}},
        gate_bias={} if widget_value(f"{PAGE}_cell") == "lstm" else {"label": "Bias of z, b_z"},
    )


def simulation_knobs() -> SimulationKnobs:
    """The values of the widgets.

    Raises:
        KnobError: the text typed by hand is not a matrix.
    """
    if widget_value(f"{PAGE}_weights") != TYPED:
        return knobs_now(PAGE, SimulationKnobs, matrix=())
    matrix = parse(KNOBS["matrix"], widget_value(f"{PAGE}_matrix"), "The {name}")
    if not matrix:
        raise KnobError(sentence("There is no matrix yet: type its rows, one a line."))
    return knobs_now(PAGE, SimulationKnobs, matrix=matrix, weights="gaussian", n=len(matrix))


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    usual = QUESTIONS.presets[st.session_state.gradient_preset].knobs
    try:
        return moved(simulation_knobs(), usual)
    except KnobError:  # widget_value where the picture would be
        return [sentence("a W that cannot be read")]


def other_of_preset(knobs: SimulationKnobs) -> dict[str, SimulationKnobs]:
    """What the preset's question changes, drawn as well, by its name in the picture."""
    preset = QUESTIONS.presets[st.session_state.gradient_preset]
    other = preset.other(knobs)
    if other is None:
        return {}
    told = ", ".join(
        f"{t(KNOBS[name].called)} = {value:g}" for name, value in preset.instead.items()
    )
    return {t("‖product‖ at {knobs}", knobs=told): other}
