"""What closed tabs left is let go once their time is over.

Streamlit keeps the session of a closed tab for two minutes, for a browser that comes back, and
after that until some other tab is closed. On a quiet server the last visitors' texts, and the
models that wrote them, would stay for ever.
"""

from __future__ import annotations

import asyncio

from streamlit import runtime
from streamlit.runtime import Runtime

LOOK_SECONDS = 10.0


async def forget_left_sessions() -> None:
    """From time to time, until it is cancelled; in the server's event loop, as Streamlit's own."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        if runtime.exists():
            forget(runtime.get_instance())


def close(server: Runtime, tab: str) -> None:
    """Close a session, and let go at once what its page has kept.

    A session is a ring of references: Python would find it some seconds later.
    """
    session = server._session_mgr.get_session_info(tab)
    server.close_session(tab)
    server.uploaded_file_mgr.remove_session_files(tab)  # one that came after its tab had gone, too
    if session:
        session.session.session_state.clear()


def forget(server: Runtime) -> None:
    """Let go the sessions whose time is over.

    There is no public way to ask for this; the test fails if the private one changes.
    """
    server._session_mgr._session_storage._cache.expire()  # type: ignore[attr-defined]
