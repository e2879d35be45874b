"""Whose memory is measured, on which text: the widgets."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.memory_ruler.knobs import RulerKnobs, opening, read_link
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.ui.knob_widgets import draw_knob, knobs_now
from rnn_demo.ui.language import t
from rnn_demo.ui.linked_knobs import open_with_link, settle
from rnn_demo.ui.placed import place, widget_value
from rnn_demo.ui.questions import tell_problems

PAGE = "ruler"
KNOBS = knobs_of(RulerKnobs)


def chosen() -> RulerKnobs:
    """The chosen reader and text."""
    open_with_link(PAGE, read_link)
    draw_knob(PAGE, KNOBS["reader"], then=_take_text)
    draw_knob(PAGE, KNOBS["text"])
    st.button(t("Measure"), key="ruler_button", type="primary")
    tell_problems(PAGE)
    return knobs_now(PAGE, RulerKnobs)


def _take_text() -> None:
    place("ruler_text", opening(widget_value("ruler_reader")).text)
    settle(PAGE)
