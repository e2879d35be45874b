"""What a visitor does with the page: knobs, and a curve drawn in the picture."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from rnn_demo.exhibits.approximation.drawing import parse_drawing
from rnn_demo.exhibits.approximation.knobs import ApproximationKnobs
from rnn_demo.exhibits.approximation.presets import QUESTIONS
from rnn_demo.knobs.presets import moved
from rnn_demo.knobs.values import KnobError
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now, place_knobs
from rnn_demo.words import Sentence

PAGE = QUESTIONS.page


def take(knobs: ApproximationKnobs) -> None:
    """Let the page show these knobs, whatever is drawn in the browser."""
    state = st.session_state
    place_knobs(PAGE, knobs)
    state.approximation_opened = state.get("approximation_opened", 0) + 1
    state.approximation_said = 0


def widgets(group: str = "") -> None:
    """Draw the widgets of a group."""
    draw_knobs(PAGE, ApproximationKnobs, group)


def now() -> ApproximationKnobs:
    """The values of the widgets."""
    return knobs_now(PAGE, ApproximationKnobs)


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    return moved(now(), QUESTIONS.presets[st.session_state.approximation_preset].knobs)


def take_drawing(told: object) -> None:
    """Take a curve that was drawn in the picture.

    Args:
        told: {"opened", "said", "drawn"}; anything else, or what belongs to an earlier opening, is
            ignored.
    """
    state = st.session_state
    if not isinstance(told, dict) or told.get("opened") != state.approximation_opened:
        return
    said, text = told.get("said"), told.get("drawn")
    if not isinstance(said, int) or not isinstance(text, str):
        return
    with suppress(ValueError, KnobError):
        drawn = parse_drawing(text)
        if drawn:
            place_knobs(PAGE, replace(now(), target="drawn", drawn=drawn))
            state.approximation_said = said
