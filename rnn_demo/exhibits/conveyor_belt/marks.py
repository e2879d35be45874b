"""One text is only an anecdote: the same over a hundred texts, on request."""

from __future__ import annotations

import threading

import streamlit as st

from rnn_demo.engine.forcing import Force
from rnn_demo.exhibits.conveyor_belt.controls import KNOBS, PAGE, left_preset
from rnn_demo.exhibits.conveyor_belt.presets import COUNTED, PRESETS
from rnn_demo.ui.knob_widgets import draw_knob
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import LoadedModel
from rnn_demo.ui.run_costs import fragment
from rnn_demo.ui.uninterrupted import uninterrupted
from rnn_demo.ui.waiting import go_on
from rnn_demo.widgets.cell_diagram.compute import SAMPLES, Marks
from rnn_demo.widgets.cell_diagram.kept import counted
from rnn_demo.widgets.cell_diagram.settings import BeltSettings
from rnn_demo.widgets.cell_diagram.view import held_name


@st.cache_resource(show_spinner=False)
def _lock() -> threading.Lock:
    """A lock for one count at a time, because a count occupies a processor for a while."""
    return threading.Lock()


@fragment
def marks(loaded: LoadedModel, prompt: str, belt: BeltSettings, force: Force) -> None:
    """Draw a mark, a button, and in how many of a hundred texts the mark is written."""
    st.subheader(t("Over {count} texts", count=SAMPLES), anchor=False)
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    with left:
        mark = draw_knob(PAGE, KNOBS["mark"])
    asked = right.button(
        t("Count"), key="belt_count", on_click=uninterrupted(go_on), args=("belt_marks",)
    )
    if not mark:
        st.caption(t("Type the characters that are to be counted."))
        return
    if not asked:
        if ready := _ready(mark):
            st.text(t("{told} Counted before; Count does it again.", told=_told(ready, mark, belt)))
        st.caption(t("Seeds 0 to 99, the same for both: what differs is what was forced."))
        return
    if not _lock().acquire(blocking=False):
        st.info(t("Somebody else is counting just now: try again in some seconds."))
        return
    try:
        found = counted(loaded, prompt, belt, mark, force)
    finally:
        _lock().release()
    if found:
        st.text(_told(found, mark, belt))


def _ready(mark: str) -> Marks | None:
    """What was counted in advance for a preset, as long as its knobs are not changed."""
    preset = st.session_state.belt_preset
    if mark != PRESETS[preset].knobs.mark or left_preset():
        return None
    return Marks(*COUNTED[preset], SAMPLES)


def _told(found: Marks, mark: str, belt: BeltSettings) -> str:
    return t(
        "{mark!r} comes in {free} of {samples} texts as the network is, and in {forced} with "
        "{held}. Each has {length:,} characters.",
        mark=mark,
        free=found.free,
        samples=found.samples,
        forced=found.forced,
        held=held_name(belt.force),
        length=belt.length,
    )
