"""A run waits for the end of the one before it, of the same visitor and not for long."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

import pytest
from streamlit.runtime.scriptrunner_utils import script_run_context

from rnn_demo.ui import last_run
from rnn_demo.ui.last_run import wait_for_last_run


@pytest.mark.parametrize(
    ("session", "seconds", "ended"),
    [("own", 0.03, True), ("own", 5.0, False), ("else", 5.0, False)],
)
def test_it_waits(
    monkeypatch: pytest.MonkeyPatch, session: str, seconds: float, ended: bool
) -> None:
    monkeypatch.setattr(last_run, "MOST", 0.1 if seconds > 1 else 30.0)
    own = SimpleNamespace(session_id="own")
    monkeypatch.setattr(last_run, "get_script_run_ctx", lambda suppress_warning: own)
    over = threading.Event()
    thread = threading.Thread(target=lambda: over.wait(seconds))
    assert script_run_context.SCRIPT_RUN_CONTEXT_ATTR_NAME == last_run.CONTEXT  # type: ignore[attr-defined]
    setattr(thread, last_run.CONTEXT, SimpleNamespace(session_id=session))
    thread.start()
    began = time.monotonic()
    wait_for_last_run()
    assert thread.is_alive() != ended
    assert time.monotonic() - began < seconds or ended
    over.set()
    thread.join()
