"""A closed tab's session is let go when its time is over, though no other tab is closed."""

from __future__ import annotations

import gc
import time
import weakref
from types import SimpleNamespace
from typing import Any, cast

from streamlit.runtime import Runtime
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from rnn_demo.serving.left_sessions import close, forget


class Session:
    """Stands for what a tab has."""

    id = "closed"


def test_a_session_whose_time_is_over_is_let_go() -> None:
    storage = MemorySessionStorage(ttl_seconds=cast(int, 0.01))
    manager = WebsocketSessionManager(storage, *cast(Any, (None, None, None)))
    server = cast(Runtime, SimpleNamespace(_session_mgr=manager))
    session = Session()
    left = weakref.ref(session)
    storage.save(SessionInfo(client=None, session=cast(Any, session)))
    del session
    time.sleep(0.05)
    gc.collect()
    assert left() is not None  # as Streamlit leaves it
    forget(server)
    gc.collect()
    assert left() is None


def test_a_runtime_has_what_is_asked_of_it() -> None:
    """Of the class, without starting one."""
    assert "_session_mgr" in Runtime.__init__.__code__.co_names


def test_files_of_a_session_that_is_closed_are_removed_even_if_they_came_later() -> None:
    """A file may be on its way while its tab is closed: Streamlit would keep it for ever."""
    calls: list[str] = []
    manager = SimpleNamespace(get_session_info=lambda tab: None)
    files = SimpleNamespace(remove_session_files=calls.append)
    server = SimpleNamespace(
        _session_mgr=manager, uploaded_file_mgr=files, close_session=lambda tab: None
    )
    close(cast(Runtime, server), "a tab")
    assert calls == ["a tab"]
