"""What a visitor does with the page: a strand, and a point that is chosen in the picture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from rnn_demo.exhibits.history.knobs import STRAND_NAMES, HistoryKnobs
from rnn_demo.exhibits.history.points import POINTS, drawn
from rnn_demo.exhibits.history.presets import QUESTIONS
from rnn_demo.knobs.presets import moved
from rnn_demo.knobs.values import quoted
from rnn_demo.ui.address import linked
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now, place_knobs
from rnn_demo.ui.placed import place
from rnn_demo.words import Sentence, sentence

PAGE = QUESTIONS.page


def now() -> HistoryKnobs:
    """The values of the widgets and of the picture; a point that is not drawn gives way."""
    knobs = knobs_now(PAGE, HistoryKnobs)
    own = drawn(knobs.strand)
    return knobs if knobs.point in own else replace(knobs, point=next(iter(own)))


def take(knobs: HistoryKnobs) -> None:
    """Put a preset's or a link's knobs into the widgets; a link may name what does not go together.

    Args:
        knobs: the values.
    """
    place_knobs(PAGE, knobs)
    if "point" in linked() and knobs.point not in drawn(knobs.strand):
        st.session_state[f"{PAGE}_problems"].append(
            sentence(
                "The link's point {point} is not on the line “{strand}”; the first one there is "
                "shown.",
                point=quoted(knobs.point),
                strand=sentence(STRAND_NAMES[knobs.strand]),
            )
        )


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words; a preset's answer stays for any point."""
    return moved(now(), QUESTIONS.presets[st.session_state[f"{PAGE}_preset"]].knobs)


def widgets() -> None:
    """Draw the widgets."""
    draw_knobs(PAGE, HistoryKnobs)


def take_point(name: Any) -> None:
    """Take the point that was chosen; what is none changes nothing."""
    if isinstance(name, str) and name in POINTS:
        place(f"{PAGE}_point", name)
