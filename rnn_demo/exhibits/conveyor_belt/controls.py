"""The conveyor belt's widgets: the network sets bounds for some of them, and the gates."""

from __future__ import annotations

import streamlit as st

from rnn_demo.engine.forcing import STATES
from rnn_demo.engine.network import CharacterNetwork
from rnn_demo.exhibits.conveyor_belt.presets import QUESTIONS
from rnn_demo.gates import GATES, LETTERS
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.knobs.presets import moved
from rnn_demo.ui.knob_widgets import draw_knob, knobs_now
from rnn_demo.ui.language import t
from rnn_demo.widgets.cell_diagram.settings import BeltSettings
from rnn_demo.words import Sentence

PAGE = QUESTIONS.page
KNOBS = knobs_of(BeltSettings)


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    usual = QUESTIONS.presets[st.session_state.belt_preset].knobs
    # If every unit is forced, no answer mentions the unit that is drawn.
    silent = () if usual.where == "unit" else ("layer", "unit")
    return moved(belt_now(), usual, silent)


def choose_model() -> str:
    """Which model reads and writes; one whose folder is gone stays, so that the page can say so."""
    there = [*KNOBS["model"].options, st.session_state.belt_model]
    chosen: str = draw_knob(PAGE, KNOBS["model"], offered={name: name for name in there})
    return chosen


def widgets(network: CharacterNetwork) -> BeltSettings:
    """Draw the widgets for a network; returns their values."""
    config = network.config
    draw_knob(PAGE, KNOBS["text"])
    left, right = st.columns(2)
    with left:
        draw_knob(PAGE, KNOBS["layer"], high=config.num_layers)
    with right:
        draw_knob(PAGE, KNOBS["unit"], high=config.hidden_size - 1)
    names = [*GATES[config.cell], *STATES[config.cell]]
    offered = {name: f"{LETTERS[name]}, {t(name.replace('_', ' '))}" for name in names}
    if draw_knob(PAGE, KNOBS["held"], offered={"": "nothing", **offered}):
        left, right = st.columns([2, 3])
        with left:
            draw_knob(PAGE, KNOBS["value"])
        with right:
            draw_knob(PAGE, KNOBS["where"])
    left, right = st.columns(2)
    with left:
        draw_knob(PAGE, KNOBS["seed"])
    with right:
        draw_knob(PAGE, KNOBS["temperature"])
    draw_knob(PAGE, KNOBS["length"])
    return belt_now()


def belt_now() -> BeltSettings:
    """The values of the widgets."""
    return knobs_now(PAGE, BeltSettings)
