"""The widgets, and how far they have left the preset."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.series.knobs import OWN, SeriesKnobs
from rnn_demo.exhibits.series.presets import QUESTIONS
from rnn_demo.knobs.presets import moved
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now, place_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import place, widget_value
from rnn_demo.ui.questions import ask, step_back
from rnn_demo.words import Sentence

PAGE = QUESTIONS.page


def now() -> SeriesKnobs:
    """The values of the widgets."""
    return knobs_now(PAGE, SeriesKnobs)


def widgets() -> None:
    """All widgets, the rarer ones folded away."""
    draw_knobs(PAGE, SeriesKnobs)
    with st.expander(t("More knobs")):
        draw_knobs(PAGE, SeriesKnobs, "more")


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    return moved(now(), QUESTIONS.presets[st.session_state[f"{PAGE}_preset"]].knobs)


def choose_own() -> None:
    """Let the models forecast the visitor's own series."""
    place(f"{PAGE}_series", OWN)
    place(f"{PAGE}_origin", 100)


def ask_or_step_back() -> bool:
    """Draw the question, or one line where the series is the visitor's; whether to go on."""
    left = left_preset()
    if widget_value(f"{PAGE}_series") != OWN:
        return ask(QUESTIONS, left)
    preset = QUESTIONS.presets[st.session_state[f"{PAGE}_preset"]]
    step_back(PAGE, t(preset.title), left, lambda: place_knobs(PAGE, preset.knobs))
    return True
