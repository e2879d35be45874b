"""Which review is read: a preset, a visitor's own, or that of a link."""

from __future__ import annotations

from functools import partial

import streamlit as st

from rnn_demo.exhibits.sentiment.knobs import CHOICES, ReviewKnobs, read_link
from rnn_demo.knobs.knob import knobs_of
from rnn_demo.ui.knob_widgets import draw_knob, knobs_now
from rnn_demo.ui.language import t
from rnn_demo.ui.linked_knobs import open_with_link, settle
from rnn_demo.ui.placed import place
from rnn_demo.ui.preset_buttons import preset_buttons
from rnn_demo.ui.questions import tell_problems

PAGE = "review"
KNOBS = knobs_of(ReviewKnobs)


def choose_review() -> str:
    """Draw the presets and the box; returns the text to be read, empty for the lecture's two."""
    open_with_link(PAGE, read_link)
    now = st.session_state.review_text
    preset_buttons(t("Reviews worth arguing about"), PAGE, CHOICES, now, _take)
    text: str = draw_knob(PAGE, KNOBS["text"], then=partial(settle, PAGE))
    st.button(t("Read it"), key="review_button", type="primary", shortcut="Ctrl+Enter")
    tell_problems(PAGE)
    return text if text.strip() else ""


def choose_tool(label: str) -> str:
    """Choose a tool that looks closer at the review that the label names."""
    tool: str = draw_knob(PAGE, KNOBS["tool"], label=label)
    return tool


def review_knobs(text: str) -> ReviewKnobs:
    """The values of the widgets, with the text that is read."""
    return knobs_now(PAGE, ReviewKnobs, text=text)


def _take(text: str) -> None:
    """Put a preset's review into the box."""
    place("review_text", text)
    settle(PAGE)
