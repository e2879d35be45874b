"""A stack in one number, drawn and moved in the browser by stack_view.js."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import streamlit as st

from rnn_demo.exhibits.turing.knobs import MOST_PUSHED
from rnn_demo.exhibits.turing.presets import QUESTIONS
from rnn_demo.knobs.presets import read_link
from rnn_demo.ui.address import asks, linked
from rnn_demo.ui.components import style, with_turn
from rnn_demo.ui.modules import joined
from rnn_demo.ui.script_words import words_in

_HERE = Path(__file__).parent
_HTML = (_HERE / "stack_view.html").read_text("utf-8")
_SCRIPT = joined(_HERE / "stack_view.js")
_WORDS = words_in(_SCRIPT, _HTML)
_component = st.components.v2.component(
    "rnn_demo_turing_stack",
    html=_HTML,
    css=style("buttons", _HERE / "stack_view"),
    js=_SCRIPT,
)
KEY = "turing_stack"
FIRST = "turing_stack_first"  # what the picture begins with when it is drawn in a new place


def stack_view() -> None:
    """Show the stack; its bits are those of the link until the visitor pushes and pops."""
    if asks(KEY, each_visit=True):
        st.session_state[FIRST] = read_link(QUESTIONS, linked()).knobs.pushed
        st.session_state.pop(KEY, None)
    data: dict[str, Any] = {"pushed": st.session_state[FIRST], "most": MOST_PUSHED}
    _component(key=KEY, data=with_turn(KEY, data, _WORDS), on_pushed_change=_nothing)


def pushed_now() -> str:
    """The bits on the stack, in the order in which they were pushed."""
    first: str = st.session_state.get(FIRST, read_link(QUESTIONS, linked()).knobs.pushed)
    found = (st.session_state.get(KEY) or {}).get("pushed")
    if isinstance(found, str) and re.fullmatch(f"[01]{{0,{MOST_PUSHED}}}", found):
        return found
    return first


def keep_pushed() -> None:
    """Let the picture begin with these bits when it is drawn again: a question comes first."""
    st.session_state[FIRST] = pushed_now()


def _nothing() -> None:
    """Do nothing; having a callback lets the page be drawn again, and its link be written."""
