"""The exhibit's widgets, and which of them have left the preset."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.turing.compute.machines import TABLES, USUAL_WORDS
from rnn_demo.exhibits.turing.compute.table import MachineError, checked_word, read_machine
from rnn_demo.exhibits.turing.knobs import TuringKnobs
from rnn_demo.exhibits.turing.presets import QUESTIONS
from rnn_demo.exhibits.turing.stack_view import pushed_now
from rnn_demo.knobs.presets import moved
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import place, widget_value
from rnn_demo.words import Sentence

PAGE = QUESTIONS.page


def turing_knobs() -> TuringKnobs:
    """The values of the widgets, and of the stack."""
    return knobs_now(PAGE, TuringKnobs, pushed=pushed_now())


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    now, usual = turing_knobs(), QUESTIONS.presets[st.session_state.turing_preset].knobs
    silent = () if now.machine == usual.machine == "typed" else ("table",)
    return moved(now, usual, silent)


def widgets() -> None:
    """Draw the widgets, and the table of a machine that is not the visitor's own."""
    draw_knobs(PAGE, TuringKnobs, machine={"then": _fitting_word})
    if table := TABLES.get(st.session_state.turing_machine):
        with st.expander(t("Its table")):
            st.code(table, language=None)
            st.caption(
                t(
                    "State, symbol read, symbol written, move, next state. Where no rule fits, it "
                    "halts, which counts as reject."
                )
            )


def _fitting_word() -> None:
    """Another machine gets its usual input, unless the one that is there is in its alphabet."""
    machine = widget_value(f"{PAGE}_machine")
    if machine not in TABLES:
        return
    try:
        checked_word(read_machine(TABLES[machine]), widget_value(f"{PAGE}_word"))
    except MachineError:
        place(f"{PAGE}_word", USUAL_WORDS[machine])
