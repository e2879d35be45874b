"""Two runs of one visitor do not take away each other's widgets.

A click tells the run before it to stop and begins the next in another thread at once. Streamlit
guards a visitor's state by a lock that each run has for itself, so a run that is just ending
takes away what its page no longer shows while the next one puts its own there: a value is lost,
and the next run ends with an error on the page.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.runtime.state.session_state import SessionState

# Whatever goes through all of a state or replaces parts of it. What calls the visitor's callbacks
# is not among them: they may compute for long.
GUARDED = ("register_widget", "set_widgets_from_proto", "_compact_state", "on_script_finished")
_LOCK = threading.RLock()  # of all visitors: a state has no room for one, and none is held for long


def guard_states() -> None:
    """From now on, in all sessions of this process."""
    for name in GUARDED:
        method = getattr(SessionState, name)
        if not hasattr(method, "__wrapped__"):
            setattr(SessionState, name, _finished if name == GUARDED[-1] else _locked(method))


def told_to_stop() -> bool:
    """Whether the run in this thread has been told to stop, because another has begun."""
    context = get_script_run_ctx(suppress_warning=True)
    requests = context.script_requests if context else None
    return requests is not None and requests._state is ScriptRequestType.STOP


def _locked(method: Callable[..., Any]) -> Callable[..., Any]:
    """The method, by one thread at a time."""

    @wraps(method)
    def alone(state: SessionState, *arguments: Any, **named: Any) -> Any:
        with _LOCK:
            return method(state, *arguments, **named)

    return alone


_finish = SessionState.on_script_finished


@wraps(_finish)
def _finished(state: SessionState, widget_ids_this_run: frozenset[str], **named: Any) -> None:
    """The end of a run: one that has been told to stop leaves the state to the next."""
    with _LOCK:
        if not told_to_stop():
            _finish(state, widget_ids_this_run, **named)
