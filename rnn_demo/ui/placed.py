"""Widgets that both the page and the visitor set: a preset's text in the box, a new seed.

With each click a browser sends the values of all widgets. A click that is sent before the answer to
the previous one has arrived carries the old value of a widget that the page has set meanwhile. This
happens to everyone who types and then presses a button, because the press ends the typing as well.
Under the same key Streamlit would take the old value for a new choice. So a widget that the page
sets gets a new key, and for the old widget only a visitor's change counts, not the value that it
showed.

The value is in `st.session_state` under its plain name; a page draws such a widget as
`state.seed = st.number_input("Seed", …, state.seed, **placed("seed"))`.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

import streamlit as st

from rnn_demo.ui.uninterrupted import uninterrupted

KEPT = 4  # widgets of a name whose values are remembered; messages about older ones are ignored


def placed(
    name: str,
    then: Callable[[], None] | None = None,
    offered: Container[Any] | None = None,
) -> dict[str, Any]:
    """Key and callback for the widget that shows a value.

    Args:
        name: the name of the value in `st.session_state`.
        then: called when the visitor has changed it.
        offered: the values of a list; what else a browser sends changes nothing. Streamlit hands
            it to callbacks before it compares it with the list. None where Streamlit knows the
            bounds itself.
    """
    key = _key(name)
    st.session_state[f"{name}_offered"] = offered
    _note(name, key, st.session_state[name])
    return {"key": key, "on_change": uninterrupted(_changed), "args": (name, key, then)}


def place(name: str, value: Any) -> None:
    """Show a value in the widget of this name from now on."""
    state = st.session_state
    if name in state and widget_value(name) != value:
        state[f"{name}_sets"] = state.get(f"{name}_sets", 0) + 1
    state[name] = value


def widget_value(name: str) -> Any:
    """The widget's value, even in a callback that runs before the widget's own."""
    value = st.session_state.get(_key(name), st.session_state[name])
    return value if _is_offered(name, value) else st.session_state[name]


def _is_offered(name: str, value: Any) -> bool:
    """Whether a widget can have this value: what a browser sends may be of any type."""
    offered: Container[Any] | None = st.session_state.get(f"{name}_offered")
    if offered is None:
        return type(value) is type(st.session_state[name]) or _is_number(value, name)
    try:
        return value in offered
    except TypeError:  # a list or the like, which is no key
        return False


def _is_number(value: Any, name: str) -> bool:
    return type(value) in (int, float) and type(st.session_state[name]) in (int, float)


def _key(name: str) -> str:
    return f"{name}_{st.session_state.get(f'{name}_sets', 0)}"


def _shown(name: str) -> dict[str, Any]:
    """What the browser is known to have shown, by key."""
    shown: dict[str, Any] = st.session_state.setdefault(f"{name}_shown", {})
    return shown


def _note(name: str, key: str, value: Any) -> None:
    shown = _shown(name)
    shown[key] = value
    while len(shown) > KEPT:
        del shown[next(iter(shown))]


def _changed(name: str, key: str, then: Callable[[], None] | None) -> None:
    value = st.session_state[key]
    if value == _shown(name).get(key, value):  # a replaced widget that repeats what it showed
        return
    if not _is_offered(name, value):
        st.session_state[f"{name}_sets"] = st.session_state.get(f"{name}_sets", 0) + 1
        return
    _note(name, key, value)
    if key == _key(name):
        st.session_state[name] = value
    else:
        place(name, value)
    if then:
        then()
