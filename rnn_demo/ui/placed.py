"""Widgets that the page sets, too: a preset's text in the box, a new seed.

With each click a browser says what all widgets show. A click that leaves before the answer to the
one before has come says of a widget that was set meanwhile what stood in it before; this happens
to everyone who types and then presses a button, because the press ends the typing as well. Under
the same key Streamlit would take it for a change of mind. So what the page sets gets a new widget,
under a new key, and what the browser says of the old one is nobody's.

The value stands in `st.session_state` under its plain name; a page draws such a widget as
`state.seed = st.number_input("Seed", …, state.seed, key=key_of("seed"))`.
"""

from __future__ import annotations

from typing import Any

import streamlit as st


def key_of(name: str) -> str:
    """The key of the widget that shows this value now."""
    return f"{name}_{st.session_state.get(f'{name}_sets', 0)}"


def place(name: str, value: Any) -> None:
    """Let the widget of this name show a value from now on."""
    st.session_state[name] = value
    st.session_state[f"{name}_sets"] = st.session_state.get(f"{name}_sets", 0) + 1


def said(name: str) -> Any:
    """What the widget says, in a callback, too: there the page has not been drawn yet."""
    return st.session_state.get(key_of(name), st.session_state[name])
