"""What a visitor does with the page: knobs, and poles dragged in the picture."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from rnn_demo.exhibits.autoregression.knobs import AutoregressionKnobs
from rnn_demo.exhibits.autoregression.poles import parse_poles, write_poles
from rnn_demo.exhibits.autoregression.presets import QUESTIONS
from rnn_demo.knobs.presets import moved
from rnn_demo.knobs.values import KnobError
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now
from rnn_demo.ui.placed import place
from rnn_demo.words import Sentence, sentence

PAGE = QUESTIONS.page
LONGEST_SENT = 200  # characters; the browser writes four poles with fewer


def now() -> AutoregressionKnobs:
    """The values of the widgets.

    Raises:
        KnobError: the poles that were typed cannot be read.
    """
    return knobs_now(PAGE, AutoregressionKnobs)


def widgets() -> None:
    """Draw the widgets."""
    draw_knobs(PAGE, AutoregressionKnobs)


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    name = st.session_state[f"{PAGE}_preset"]
    try:
        return moved(now(), QUESTIONS.presets[name].knobs)
    except KnobError:
        return [sentence("poles that cannot be read")]


def take_poles(text: object) -> None:
    """Take poles that were dragged; what cannot be read changes nothing.

    Args:
        text: as the browser sends it.
    """
    if not isinstance(text, str) or len(text) > LONGEST_SENT:
        return
    with suppress(ValueError):
        place(f"{PAGE}_poles", write_poles(parse_poles(text)))
