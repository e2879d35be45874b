"""The widgets of the page, and what a click in the score changes."""

from __future__ import annotations

from typing import Any

import streamlit as st

from rnn_demo.exhibits.tunes.knobs import (
    FASTEST_TEMPO,
    MOST_START,
    SLOWEST_TEMPO,
    TuneKnobs,
    key_of,
)
from rnn_demo.exhibits.tunes.presets import QUESTIONS
from rnn_demo.knobs.knob import LARGEST_SEED
from rnn_demo.knobs.presets import moved
from rnn_demo.music.abc_writer import abc_body
from rnn_demo.music.tune import END, Element
from rnn_demo.tasks.tunes.writing import WrittenTune
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now
from rnn_demo.ui.language import t
from rnn_demo.ui.placed import place
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.words import Sentence

PAGE = QUESTIONS.page


def tune_knobs() -> TuneKnobs:
    """The values of the widgets."""
    return knobs_now(PAGE, TuneKnobs)


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    return moved(tune_knobs(), QUESTIONS.presets[st.session_state[f"{PAGE}_preset"]].knobs)


def widgets() -> None:
    """Draw the knobs, and the buttons that set several of them."""
    draw_knobs(PAGE, TuneKnobs)
    with st.container(horizontal=True, gap="xsmall"):
        st.button(
            t("Another tune"),
            key=f"{PAGE}_another",
            type="primary",
            on_click=uninterrupted(_another),
            help=t("The same question with the next seed."),
        )
        if tune_knobs().start:
            st.button(t("Clear the start"), key=f"{PAGE}_clear", on_click=uninterrupted(_clear))


def take(change: object, found: WrittenTune, now: TuneKnobs) -> None:
    """Go on from an element of the score, perhaps with another one there, or change the tempo.

    Args:
        change: from the browser: the number of an element and the rank of a rival, -1 for none; or
            another tempo.
        found: the tune that is shown.
        now: the knobs that it was written with.
    """
    if isinstance(change, dict) and "tempo" in change:
        tempo = change["tempo"]
        if type(tempo) is int and SLOWEST_TEMPO <= tempo <= FASTEST_TEMPO:
            place(f"{PAGE}_tempo", tempo)
        return
    at, rank = _numbers(change)
    if not 0 <= at < len(found.written):
        return
    here = found.written[at]
    elements: list[Element] = [one.element for one in found.written[:at] if one.element is not None]
    if rank < 0:
        if here.element is not None:
            elements.append(here.element)
        place(f"{PAGE}_seed", (now.seed + 1) % LARGEST_SEED)
    elif rank < len(here.rivals):
        rival = here.rivals[rank].element
        elements.append(END if rival is None else rival)
    body = abc_body(elements, key_of(now), now.meter)
    if len(body) <= MOST_START:
        place(f"{PAGE}_start", body)


def edit(found: WrittenTune, now: TuneKnobs) -> None:
    """Put the whole tune into the box for the start, where it can be changed."""
    elements = found.tune.elements
    if elements[-1:] == (END,):
        elements = elements[:-1]
    body = f"{abc_body(elements, key_of(now), now.meter)} {END}"  # nothing is to be added
    if len(body) <= MOST_START:
        place(f"{PAGE}_start", body)


def _numbers(change: Any) -> tuple[int, int]:
    """What a browser sends may be of any type; (-1, -1) for what is no pair of numbers."""
    if isinstance(change, dict):
        at, rank = change.get("at"), change.get("rank")
        if type(at) is int and type(rank) is int:
            return at, rank
    return -1, -1


def _another() -> None:
    place(f"{PAGE}_seed", (tune_knobs().seed + 1) % LARGEST_SEED)


def _clear() -> None:
    place(f"{PAGE}_start", "")
