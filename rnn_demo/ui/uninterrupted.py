"""Steps that the same visitor's next message does not interrupt.

Streamlit looks for a newer message at every access to `st.session_state`, and if there is one it
ends what is running, even in the middle of a callback. The callback is not called again, so a click
on Generate was lost whenever another message (a text that ended, a second widget) came while it
ran: rarely on an idle machine, often on a busy one. A step that changes a session therefore runs to
its end first; the newer message is handled at the next access after it.

Sometimes Streamlit begins a new run in another thread while an old one, told to stop, still is at
such a step. Steps of one session therefore come one after the other.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

P = ParamSpec("P")
R = TypeVar("R")
_new = threading.Lock()  # while a session gets its lock


def uninterrupted(step: Callable[P, R]) -> Callable[P, R]:
    """A step that finishes before the visitor's next message is handled.

    There is no public way to ask for this; `tests/ui/test_uninterrupted.py` fails if the private
    one changes its meaning.

    Args:
        step: a callback of a widget, or another function that changes a session in several places
            and draws nothing.
    """

    @wraps(step)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        context = get_script_run_ctx(suppress_warning=True)
        if context is None:
            return step(*args, **kwargs)
        state = context.session_state
        look = state._yield_callback
        # The state passes what is set on to the session; its own attributes have to be set this
        # way.
        object.__setattr__(state, "_yield_callback", _not_now)
        try:
            with _of_session():
                return step(*args, **kwargs)
        finally:
            object.__setattr__(state, "_yield_callback", look)

    return whole


def _of_session() -> threading.RLock:
    """The lock of this session; called where no newer message is looked for."""
    with _new:
        lock: threading.RLock = st.session_state.setdefault("step_lock", threading.RLock())
    return lock


def _not_now() -> None:
    """Takes the place of Streamlit's check for a newer message."""
