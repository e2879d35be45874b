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

from rnn_demo.serving.left_sessions import forget


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
