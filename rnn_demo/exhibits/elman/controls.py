"""The exhibit's widgets, and which of them have left the preset."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from rnn_demo.exhibits.elman.knobs import ElmanKnobs
from rnn_demo.exhibits.elman.presets import QUESTIONS
from rnn_demo.knobs.presets import moved
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now, place_knobs
from rnn_demo.ui.placed import widget_value
from rnn_demo.words import Sentence

PAGE = QUESTIONS.page
IN_A_SECTION = ("text",)  # it has its widget there


def elman_knobs() -> ElmanKnobs:
    """The values of the widgets."""
    return knobs_now(PAGE, ElmanKnobs)


def take(knobs: ElmanKnobs) -> None:
    """Take a preset's knobs; the text below stays as it is."""
    place_knobs(PAGE, replace(knobs, text=widget_value(f"{PAGE}_text")))


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    usual = QUESTIONS.presets[st.session_state.elman_preset].knobs
    return moved(elman_knobs(), usual, IN_A_SECTION)


def widgets() -> None:
    """Draw the widgets beside the picture."""
    draw_knobs(PAGE, ElmanKnobs)
