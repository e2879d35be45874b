"""What a visitor does with the net: widgets, and what is drawn, stored and forgotten in it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from rnn_demo.exhibits.hopfield.compute.spoiling import WIPED
from rnn_demo.exhibits.hopfield.knobs import HopfieldKnobs
from rnn_demo.exhibits.hopfield.network import assembled
from rnn_demo.exhibits.hopfield.presets import QUESTIONS
from rnn_demo.knobs.bitmaps import MOST_OWN, Bitmap, parse_bitmaps
from rnn_demo.knobs.presets import moved
from rnn_demo.knobs.values import KnobError
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now, place_knobs
from rnn_demo.words import Sentence, sentence

PAGE = QUESTIONS.page


def take(knobs: HopfieldKnobs) -> None:
    """Let the page show these knobs, a drawing included, whatever is drawn in the browser."""
    state = st.session_state
    place_knobs(PAGE, knobs)
    state.hopfield_opened = state.get("hopfield_opened", 0) + 1
    state.hopfield_said, state.hopfield_notice = 0, None


def widgets(group: str = "") -> None:
    """The widgets of a group."""
    draw_knobs(PAGE, HopfieldKnobs, group)


def net_knobs() -> HopfieldKnobs:
    """The values of the widgets.

    Raises:
        KnobError: the letters cannot be read.
    """
    return knobs_now(PAGE, HopfieldKnobs)


def left_preset() -> list[Sentence]:
    """Which knobs have left the preset, in words."""
    preset = QUESTIONS.presets[st.session_state.hopfield_preset].knobs
    try:
        now = net_knobs()
    except KnobError:  # the net stays as it was shown before
        now = st.session_state.get("hopfield_shown", preset)
    return moved(now, preset)


def take_change(told: object) -> None:
    """Take what was drawn, spoiled, stored or forgotten in the picture.

    Args:
        told: {"opened", "said", "drawn", "noise", "wiped"} and perhaps "cue", "store" or "forget";
            anything else, or what belongs to an earlier opening, is ignored.
    """
    state = st.session_state
    if not isinstance(told, dict) or told.get("opened") != state.hopfield_opened:
        return
    with suppress(KnobError, ValueError, TypeError):
        before = net_knobs()
        after, notice = changed(before, told)
        place_knobs(PAGE, after)
        state.hopfield_notice = notice
        if isinstance(told.get("said"), int):
            state.hopfield_said = told["said"]


def changed(knobs: HopfieldKnobs, told: Mapping[str, Any]) -> tuple[HopfieldKnobs, Sentence | None]:
    """The knobs after a change in the picture, and a sentence if a part of it was not possible.

    Args:
        knobs: as they were.
        told: see `take_change`.

    Raises:
        ValueError: a part of it is malformed.
    """
    noise, wiped = float(told["noise"]), str(told["wiped"])
    if wiped not in WIPED:
        raise ValueError(wiped)
    knobs = replace(knobs, noise=min(max(noise, 0.0), 0.5), wiped=wiped)
    if "cue" in told:
        return replace(knobs, cue=int(told["cue"]), drawn=()), None
    drawn = _drawing(told["drawn"], knobs.size)
    shown = assembled(replace(knobs, drawn=())).drawing
    same = np.array_equal(drawn.pixels(knobs.size), shown)
    knobs = replace(knobs, drawn=() if same else (drawn,))
    if "store" in told:
        if len(knobs.own) >= MOST_OWN:
            return knobs, sentence(
                "{most} drawings are stored, as many as a link can hold: forget one first.",
                most=MOST_OWN,
            )
        return replace(knobs, own=(*knobs.own, _drawing(told["store"], knobs.size))), None
    if "forget" in told:
        return _without(knobs, int(told["forget"]), drawn), None
    return knobs, None


def _drawing(text: object, side: int) -> Bitmap:
    """The one drawing of this size that a text stands for."""
    (found,) = parse_bitmaps(str(text))
    if found.side != side:
        raise ValueError(text)
    return found


def _without(knobs: HopfieldKnobs, at: int, drawn: Bitmap) -> HopfieldKnobs:
    """The knobs without one pattern; what is shown to the net stays."""
    letters, own = knobs.letters, knobs.own
    if at < 0 or at >= len(letters) + len(own):
        raise ValueError(at)
    if at < len(letters):
        letters = letters[:at] + letters[at + 1 :]
    else:
        own = own[: at - len(letters)] + own[at - len(letters) + 1 :]
    cue = knobs.cue - 1 if at + 1 < knobs.cue else knobs.cue
    found = replace(knobs, letters=letters, own=own, cue=cue, drawn=())
    same = np.array_equal(drawn.pixels(knobs.size), assembled(found).drawing)
    return found if same else replace(found, drawn=(drawn,))
