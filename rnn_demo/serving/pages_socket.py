"""Which requests are the websocket of a page: the one through which Streamlit runs it."""

from __future__ import annotations

from starlette.types import Scope


def is_pages_socket(scope: Scope) -> bool:
    """Whether it is Streamlit's own websocket, below whatever path the page is served."""
    return scope["type"] == "websocket" and str(scope["path"]).endswith("/_stcore/stream")
