"""A picture and its knobs: beside it where there is room, below it on a phone."""

from __future__ import annotations

import time
from collections.abc import Callable, Container
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from rnn_demo.engine.engine import serving_engine
from rnn_demo.knobs.values import KnobError
from rnn_demo.ui.language import t
from rnn_demo.words import message

Drawn = TypeVar("Drawn")
# Seconds until what comes after a picture is sent. Streamlit's page renders at one go what reaches
# it within a few milliseconds, and forty other elements take it longer than the picture alone.
HEAD_START = 0.045


def knobs_and_picture() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two containers, one for the knobs and one for the picture, which is three times as wide.

    The picture comes first in the page, because columns that do not fit beside each other are
    stacked in that order, and a screen reader reads them in that order.
    """
    picture, knobs = st.columns([3, 1], gap="medium")
    return knobs, picture


def picture_beside_knobs(
    hidden: Container[str],
    knobs: Callable[[], None],
    picture: Callable[[], Drawn],
    values: Callable[[], object],
) -> Drawn:
    """Draw a picture and, unless they are hidden, the knobs beside it; for a part of a page.

    A moved knob is to be seen at once, so then the picture is drawn first: the widgets, of which
    hardly one has changed, cost more time than it. Should one of them change a value, because a
    bound hangs on another knob, all is drawn again.

    Args:
        hidden: parts of the page that are not shown; "knobs" may be one.
        knobs: draws the widgets.
        picture: draws the rest, from the values that the widgets have.
        values: gives these values, as something whose `repr` tells them apart.

    Returns:
        What `picture` gives, for sections below: on a phone the knobs come before them.
    """
    if "knobs" in hidden:
        with st.container():
            return picture()
    beside, place = knobs_and_picture()
    if not _by_itself():
        with beside:
            knobs()
        with place:
            return picture()
    before = _told(values)
    with place:
        drawn = picture()
    if serving_engine().pages_run <= 1:  # else the next visitor waits for this run's end
        time.sleep(HEAD_START)
    with beside:
        knobs()
    if _told(values) != before:
        st.rerun(scope="fragment")
    return drawn


def keep_picture(error: Exception, shown: Drawn | None) -> Drawn | None:
    """Say what is wrong with the knobs; the picture of the last ones that were right stays.

    Args:
        error: its message is a sentence.
        shown: the last knobs that were right; None if there are none.
    """
    st.text(t(message(error)))  # may quote what was typed: never Markdown
    if shown is not None:
        st.caption(t("The picture is still that of the settings before."))
    return shown


def _by_itself() -> bool:
    """Whether this part of the page runs without the rest."""
    context = get_script_run_ctx(suppress_warning=True)
    return bool(context and context.fragment_ids_this_run)


def _told(values: Callable[[], object]) -> str:
    try:
        return repr(values())
    except KnobError as error:
        return str(error)
