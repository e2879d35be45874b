"""A run that is just ending takes nothing away from the next one, which has begun."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, ScriptRequestType
from streamlit.runtime.state import session_state
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import SessionState, WStates

from rnn_demo.serving import one_after_another
from rnn_demo.serving.one_after_another import GUARDED, guard_states, told_to_stop

NEXT = "$$ID-next-None"


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's own methods, put back at the end."""
    for name in GUARDED:
        method = getattr(SessionState, name)
        monkeypatch.setattr(SessionState, name, getattr(method, "__wrapped__", method))


def registered_while_the_last_run_ends(monkeypatch: pytest.MonkeyPatch) -> SessionState:
    """A state where a run ends, and in the midst of that the next one puts a widget there."""
    state, amid, put = SessionState(), threading.Event(), threading.Event()
    remove = WStates.remove_stale_widgets

    def slowly(states: WStates, *arguments: Any) -> None:
        amid.set()
        put.wait(0.3)
        remove(states, *arguments)

    monkeypatch.setattr(WStates, "remove_stale_widgets", slowly)
    context = SimpleNamespace(page_script_hash="", fragment_ids_this_run=None, script_requests=None)
    monkeypatch.setattr(session_state, "get_script_run_ctx", lambda *_, **__: context)
    ending = threading.Thread(target=lambda: state.on_script_finished(frozenset({"own"})))
    ending.start()
    assert amid.wait(10)
    widget = WidgetMetadata(NEXT, lambda value: value or 3.0, lambda value: value, "double_value")
    state._set_widget_metadata(widget)
    state.register_widget(widget, None)
    put.set()
    ending.join()
    return state


def test_streamlit_by_itself_loses_the_widget(plain: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyError):
        _ = registered_while_the_last_run_ends(monkeypatch)[NEXT]


def test_the_widget_stays(plain: None, monkeypatch: pytest.MonkeyPatch) -> None:
    guard_states()
    guard_states()  # twice is once
    assert registered_while_the_last_run_ends(monkeypatch)[NEXT] == 3.0


@pytest.mark.parametrize("stopped", [False, True])
def test_a_run_that_was_told_to_stop_removes_nothing(
    plain: None, monkeypatch: pytest.MonkeyPatch, stopped: bool
) -> None:
    guard_states()
    requests = ScriptRequests()
    if stopped:
        requests.request_stop()
    context = SimpleNamespace(
        page_script_hash="", fragment_ids_this_run=None, script_requests=requests
    )
    for module in (session_state, one_after_another):
        monkeypatch.setattr(module, "get_script_run_ctx", lambda *_, **__: context)
    state = SessionState()
    state._old_state[NEXT] = 3.0
    state.on_script_finished(frozenset())
    assert (NEXT in state._old_state) == stopped == told_to_stop()


def test_streamlit_has_what_is_looked_at() -> None:
    assert ScriptRequests()._state is ScriptRequestType.CONTINUE
    assert not told_to_stop()  # in a thread that runs no page
