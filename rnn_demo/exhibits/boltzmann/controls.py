"""The small machine's widgets, and their one rule: weights typed by hand are not of a kind."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.boltzmann.knobs import TYPED, WEIGHT_NAMES, MachineKnobs
from rnn_demo.exhibits.boltzmann.presets import QUESTIONS
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.knobs.presets import moved
from rnn_demo.knobs.values import KnobError, parse
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now, place_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import place, widget_value
from rnn_demo.words import Sentence, sentence

PAGE = QUESTIONS.page
FIRST_WEIGHTS, FIRST_BIASES = "0 2 -2\n2 0 1\n-2 1 0", "0 -1 1"  # until there are others
KNOBS = knobs_of(MachineKnobs)


def take(knobs: MachineKnobs) -> None:
    """Let the widgets show these knobs."""
    place_knobs(PAGE, knobs)
    if knobs.matrix:
        rows = [" ".join(f"{x:g}" for x in row) for row in knobs.matrix]
        place(f"{PAGE}_matrix", "\n".join(rows))
        place(f"{PAGE}_weights", TYPED)
    else:
        place(f"{PAGE}_matrix", FIRST_WEIGHTS)
        place(f"{PAGE}_biases", FIRST_BIASES)


def widgets() -> None:
    """All widgets, the rarer ones folded away."""
    draw_knobs(
        PAGE,
        MachineKnobs,
        weights={"offered": {**WEIGHT_NAMES, TYPED: "typed by hand"}},
    )
    with st.expander(t("Learning")):
        draw_knobs(PAGE, MachineKnobs, "learning")
    with st.expander(t("More knobs")):
        draw_knobs(PAGE, MachineKnobs, "more")


def machine_knobs() -> MachineKnobs:
    """The values of the widgets.

    Raises:
        KnobError: what was typed by hand cannot be read.
    """
    if widget_value(f"{PAGE}_weights") != TYPED:
        return knobs_now(PAGE, MachineKnobs, matrix=(), biases=())
    matrix = parse(KNOBS["matrix"], widget_value(f"{PAGE}_matrix"), "The {name}")
    if not matrix:
        raise KnobError(sentence("There are no weights yet: type the rows of W, one a line."))
    return knobs_now(PAGE, MachineKnobs, matrix=matrix, weights="all", n=len(matrix))


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    usual = QUESTIONS.presets[st.session_state.boltzmann_preset].knobs
    try:
        return moved(machine_knobs(), usual)
    except KnobError:  # said where the picture would be
        return [sentence("something that cannot be read")]
