"""What a visitor does with the page: knobs, and a start dragged in the picture."""

from __future__ import annotations

import math
from typing import Any

import streamlit as st

from rnn_demo.dynamics.flows import flow_of
from rnn_demo.exhibits.learned_dynamics.knobs import DynamicsKnobs, as_point
from rnn_demo.exhibits.learned_dynamics.presets import OF_ITS_START, QUESTIONS
from rnn_demo.knobs.presets import moved
from rnn_demo.knobs.values import KnobError
from rnn_demo.tasks.learned_dynamics.record import LearnedFlow, read_learned
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now
from rnn_demo.ui.placed import place, widget_value
from rnn_demo.words import Sentence, sentence

PAGE = QUESTIONS.page


def now() -> DynamicsKnobs:
    """The values of the widgets.

    Raises:
        KnobError: the start that was typed is no point.
    """
    return knobs_now(PAGE, DynamicsKnobs)


def widgets() -> None:
    """Draw the widgets; another system begins at its own usual start."""
    draw_knobs(PAGE, DynamicsKnobs, flow={"then": _usual_start})


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    name = st.session_state[f"{PAGE}_preset"]
    silent = () if name == OF_ITS_START else ("start",)
    try:
        return moved(now(), QUESTIONS.presets[name].knobs, silent)
    except KnobError:
        return [sentence("a start that cannot be read")]


def learned(knobs: DynamicsKnobs) -> LearnedFlow:
    """What was learned of the flow.

    Raises:
        LearnedDynamicsError: its files are missing or damaged.
    """
    return _kept(knobs.flow, knobs.own_noise)


def take_start(point: Any) -> None:
    """Take a start that was dragged; what is no point of the flow's box changes nothing.

    Args:
        point: as the browser sends it.
    """
    flow = flow_of(widget_value(f"{PAGE}_flow"))
    if not isinstance(point, list) or len(point) != len(flow.variables):
        return
    if not all(type(x) in (int, float) and math.isfinite(x) for x in point):
        return
    inside = zip(point, flow.low, flow.high, strict=True)
    place(f"{PAGE}_start", as_point(tuple(float(min(max(x, a), b)) for x, a, b in inside)))


@st.cache_resource(show_spinner=False, max_entries=8)
def _kept(flow: Any, noise: float) -> LearnedFlow:
    return read_learned(flow, noise)


def _usual_start() -> None:
    place(f"{PAGE}_start", "")
    if widget_value(f"{PAGE}_flow") != "lorenz":  # nothing else was learned from noisy samples
        place(f"{PAGE}_noise", 0.0)
