"""The string that is walked: typed, or drawn by a seed; the page's address holds it all."""

from __future__ import annotations

from functools import partial

import streamlit as st

from rnn_demo.exhibits.memory_in_bits.compute.strings import drawn_string
from rnn_demo.exhibits.memory_in_bits.knobs import (
    MAX_SEED,
    StringKnobs,
    cleaned,
    opening_step,
    read_link,
)
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.ui.address import asks, linked
from rnn_demo.ui.knob_widgets import draw_knob
from rnn_demo.ui.language import t
from rnn_demo.ui.linked_knobs import open_with_link, settle
from rnn_demo.ui.placed import place
from rnn_demo.ui.uninterrupted import uninterrupted

PAGE = "reber"
KNOBS = knobs_of(StringKnobs)


@uninterrupted
def _set_up() -> None:
    """Take what the link asks for when a visitor first opens the page."""
    if asks("reber_step", each_visit=True):
        st.session_state.reber_linked, _ = read_link(linked())
    open_with_link(PAGE, read_link)


def choose_string() -> str:
    """A typed string, or one drawn by a seed; when the page is first opened, that of the link."""
    _set_up()
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        text: str = draw_knob(PAGE, KNOBS["text"], then=partial(settle, PAGE))
    right.button(t("Draw one"), key="reber_draw", on_click=uninterrupted(_draw))
    return cleaned(text)


def first_step(text: str) -> int:
    """Symbols walked when the picture opens: as the link says, or up to where memory is needed."""
    linked: StringKnobs = st.session_state.reber_linked
    return linked.step if text == cleaned(linked.text) else opening_step(text)


def _draw() -> None:
    state = st.session_state
    state.reber_seed = (state.reber_seed + 1) % (MAX_SEED + 1)
    place("reber_text", drawn_string(state.reber_seed))
    settle(PAGE)
