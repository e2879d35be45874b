"""What a visitor does on the page: widgets, and what is changed in the picture."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import streamlit as st

from rnn_demo.exhibits.next_pixel.knobs import SIDE, PixelKnobs
from rnn_demo.exhibits.next_pixel.presets import QUESTIONS
from rnn_demo.knobs.bitmaps import parse_bitmaps
from rnn_demo.knobs.presets import moved
from rnn_demo.knobs.values import KnobError
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now, place_knobs
from rnn_demo.words import Sentence

PAGE = QUESTIONS.page


def take(knobs: PixelKnobs) -> None:
    """Let the page show these knobs, a drawing included, whatever is drawn in the browser."""
    state = st.session_state
    place_knobs(PAGE, knobs)
    state.next_pixel_opened = state.get("next_pixel_opened", 0) + 1
    state.next_pixel_said = 0


def widgets() -> None:
    """The widgets."""
    draw_knobs(PAGE, PixelKnobs)


def film_widgets() -> None:
    """The widgets of the film."""
    draw_knobs(PAGE, PixelKnobs, "film")


def pixel_knobs() -> PixelKnobs:
    """The values of the widgets."""
    return knobs_now(PAGE, PixelKnobs)


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    return moved(pixel_knobs(), QUESTIONS.presets[st.session_state.next_pixel_preset].knobs)


def take_change(told: object) -> None:
    """Take what was drawn, or set, in the picture.

    Args:
        told: {"opened", "said", "given", "drawn"} and perhaps "seed"; anything else, or what
            belongs to an earlier opening, is ignored.
    """
    state = st.session_state
    if not isinstance(told, dict) or told.get("opened") != state.next_pixel_opened:
        return
    with suppress(KnobError, ValueError, TypeError, KeyError):
        place_knobs(PAGE, changed(pixel_knobs(), told))
        if isinstance(told.get("said"), int):
            state.next_pixel_said = told["said"]


def changed(knobs: PixelKnobs, told: Mapping[str, Any]) -> PixelKnobs:
    """The knobs after a change in the picture.

    Args:
        knobs: as they were.
        told: see `take_change`.

    Raises:
        ValueError: a part of it is malformed, or out of its bounds.
        KeyError: a part of it is missing.
    """
    (drawn,) = parse_bitmaps(str(told["drawn"]))
    if drawn.side != SIDE:
        raise ValueError(drawn.side)
    empty = not (drawn.pixels(SIDE) > 0).any()
    return replace(
        knobs,
        given=int(told["given"]),
        drawn=() if empty else (drawn,),
        seed=int(told.get("seed", knobs.seed)),
    )
