"""The widgets, and how far they have left the preset."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.series.knobs import OWN, SeriesKnobs
from rnn_demo.exhibits.series.presets import QUESTIONS
from rnn_demo.knobs.presets import moved
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now, place_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import place, widget_value
from rnn_demo.ui.present import hidden_parts
from rnn_demo.ui.questions import ask, choose_preset, step_back
from rnn_demo.words import Sentence

PAGE = QUESTIONS.page
OF_NO_FILE = "series", "lag", "length"  # knobs that do not count for the visitor's own series


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


def is_own() -> bool:
    """Whether the series is the visitor's, which no question is about."""
    return bool(widget_value(f"{PAGE}_series") == OWN)


def pills() -> None:
    """The pills of the questions, dark where the series is the visitor's."""
    st.session_state[f"{PAGE}_dark"] = is_own()
    choose_preset(QUESTIONS, lit=not is_own())


def ask_or_step_back() -> bool:
    """Draw the question, or one line where the series is the visitor's; whether to go on."""
    if "presets" not in hidden_parts(PAGE) and st.session_state[f"{PAGE}_dark"] != is_own():
        st.rerun()  # the pills are not drawn by the fragment
    if not is_own():
        return ask(QUESTIONS, left_preset())
    preset = QUESTIONS.presets[st.session_state[f"{PAGE}_preset"]]
    left = moved(now(), preset.knobs, OF_NO_FILE)
    told = t("Your own series, with {left}.", left=", ".join(map(t, left)))
    step_back(
        PAGE, told if left else t("Your own series."), lambda: place_knobs(PAGE, preset.knobs)
    )
    return True
