"""One text is an anecdote: the same over a hundred, for those who ask."""

from __future__ import annotations

import threading

import streamlit as st

from rnn_demo.engine.forcing import Force
from rnn_demo.exhibits.conveyor_belt import SAMPLES
from rnn_demo.ui.belt_kept import counted
from rnn_demo.ui.belt_presets import Belt
from rnn_demo.ui.belt_view import held_name
from rnn_demo.ui.loading import Loaded


@st.cache_resource(show_spinner=False)
def _lock() -> threading.Lock:
    """One at a time: it takes a processor for some ten seconds."""
    return threading.Lock()


@st.fragment
def marks(loaded: Loaded, prompt: str, belt: Belt, force: Force) -> None:
    """A mark, a button, and in how many of a hundred texts it comes."""
    st.subheader(f"Over {SAMPLES} texts", anchor=False)
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    mark = left.text_input(
        "Count texts with",
        st.session_state.belt_mark,
        max_chars=20,
        key="belt_mark",
        persist_state="session",
    )
    asked = right.button("Count", key="belt_count")
    if not mark:
        st.caption("Type the characters that are to be counted.")
        return
    if not asked:
        st.caption("Seeds 0 to 99, the same for both: what differs is what was forced.")
        return
    if not _lock().acquire(blocking=False):
        st.info("Somebody else is counting just now: try again in some seconds.")
        return
    try:
        with st.spinner(f"{2 * SAMPLES} texts are being written, some ten seconds …"):
            found = counted(loaded, prompt, belt, mark, force)
    finally:
        _lock().release()
    st.text(
        f"{mark!r} comes in {found.free} of {found.samples} texts as the network is, and in "
        f"{found.forced} with {held_name(force)}. "
        f"Each has {belt.length:,} characters."
    )
