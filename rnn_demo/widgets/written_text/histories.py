"""The texts of each network that a visitor can go back through, with the latest one last."""

from __future__ import annotations

import streamlit as st

from rnn_demo.widgets.written_text.drafts import Draft
from rnn_demo.widgets.written_text.shown_texts import show_text

HISTORY = 8  # texts that Undo can go back through
MAX_KEPT = 12_000  # characters in all of them: 30 bytes each, states included


def view_of(name: str) -> str:
    """The key of the view that shows a network's text."""
    return f"view-{name}"


def latest() -> list[Draft]:
    """The texts that the networks show, one for each."""
    return [history[-1] for history in st.session_state.drafts.values()]


def show_draft(name: str, draft: Draft) -> None:
    """Make a draft the text that a network shows."""
    history = st.session_state.drafts.setdefault(name, [])
    history.append(draft)
    show_text(view_of(name), draft)
    del history[:-HISTORY]
    coming = len(draft.kept) + draft.writing.request.length
    while len(history) > 1 and coming + sum(d.length for d in history[:-1]) > MAX_KEPT:
        del history[0]


def next_number() -> int:
    """A number that no text of this visitor has yet."""
    st.session_state.number += 1
    return int(st.session_state.number)
