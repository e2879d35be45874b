"""The widgets of the conventions; each family keeps its own pair."""

from __future__ import annotations

import streamlit as st

from rnn_demo.cells.conventions import CONVENTIONS
from rnn_demo.exhibits.conventions.knobs import (
    FAMILIES,
    FITTING,
    ConventionKnobs,
    opening,
    read_link,
)
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.ui.knob_widgets import draw_knob, draw_knobs, knobs_now
from rnn_demo.ui.language import t
from rnn_demo.ui.linked_knobs import open_with_link
from rnn_demo.ui.placed import place
from rnn_demo.ui.questions import tell_problems
from rnn_demo.ui.uninterrupted import uninterrupted

PAGE = "convention"
SIDES = ("source", "target")
KNOBS = knobs_of(ConventionKnobs)


@uninterrupted
def _set_up() -> None:
    """Take what the link asks for when a visitor first opens the page."""
    if not open_with_link(PAGE, read_link):
        return
    linked = knobs_now(PAGE, ConventionKnobs)
    for family in FAMILIES:
        own = linked if family == linked.family else opening(family)
        for side in SIDES:
            place(f"{PAGE}_{family}_{side}", getattr(own, side))


def chosen() -> ConventionKnobs:
    """The values of the widgets; when a visitor first opens the page, those of the link."""
    _set_up()
    family = draw_knob(PAGE, KNOBS["family"])
    offered = {name: own.title for name, own in CONVENTIONS[family].items()}
    pair = {side: draw_knob(f"{PAGE}_{family}", KNOBS[side], offered=offered) for side in SIDES}
    draw_knob(PAGE, KNOBS["fitting"], label=FITTING[family])
    with st.expander(t("The network and its input")):
        draw_knobs(PAGE, ConventionKnobs, "network")
    tell_problems(PAGE)
    return knobs_now(PAGE, ConventionKnobs, **pair)
