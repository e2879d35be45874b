"""The widgets of the trellis, and which of them have left the preset."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.hidden_markov.compute.models import chain_of, observed
from rnn_demo.exhibits.hidden_markov.knobs import ChainKnobs
from rnn_demo.exhibits.hidden_markov.presets import QUESTIONS
from rnn_demo.knobs.presets import moved
from rnn_demo.knobs.values import KnobError
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now
from rnn_demo.ui.placed import place
from rnn_demo.words import Sentence

PAGE = QUESTIONS.page


def chain_knobs() -> ChainKnobs:
    """The values of the widgets."""
    return knobs_now(PAGE, ChainKnobs)


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    return moved(chain_knobs(), QUESTIONS.presets[st.session_state.hmm_preset].knobs)


def widgets(group: str = "") -> None:
    """Draw the widgets of a group; without a name, those of the trellis."""
    draw_knobs(PAGE, ChainKnobs, group, model={"then": _fitting_observations})


def _fitting_observations() -> None:
    """Another model says something itself, unless what was typed is in its symbols."""
    now = chain_knobs()
    try:
        observed(now, chain_of(now))
    except KnobError:
        place(f"{PAGE}_observations", "")
