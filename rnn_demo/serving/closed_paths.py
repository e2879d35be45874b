"""Addresses that Streamlit offers and this page does not need: they do not exist here."""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Receive, Scope, Send

from rnn_demo.serving.door_settings import DoorSettings
from rnn_demo.serving.refusal import refuse

# Wherever they stand in the path: the page may be served below another one.
CLOSED = re.compile(
    r"/_stcore/(metrics|agent|script-health-check)(/|$)|/(auth|oauth2callback)(/|$)"
)
METRICS = re.compile(r"/_stcore/metrics/?$")


class ClosedPaths:
    """Answers 404 for what is closed."""

    def __init__(self, app: ASGIApp, settings: DoorSettings) -> None:
        self._app = app
        self._metrics = settings.metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or refuse it."""
        path = scope.get("path", "")
        if CLOSED.search(path) and not (self._metrics and METRICS.search(path)):
            await refuse(404, "There is nothing at this address.", scope, receive, send)
            return
        await self._app(scope, receive, send)
