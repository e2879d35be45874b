"""How many requests and websockets an address may begin; beyond that it is told when to return.

Generous: a class behind one router opens the page at the same moment, and each browser then asks
for some 150 files.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from rnn_demo.serving.bucket import Buckets
from rnn_demo.serving.caller import caller
from rnn_demo.serving.pages_socket import is_pages_socket
from rnn_demo.serving.refusal import refuse

REQUESTS = (15_000, 300)  # at once, and a second
SOCKETS = (600, 20)
PAGES = (200, 1)  # websockets of pages: each new one has some processor time at once
LINE = "Too many requests from your address; try again in a few seconds."


class RequestRate:
    """Answers 429 to those who ask too often."""

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._buckets = {"http": Buckets(*REQUESTS, clock), "websocket": Buckets(*SOCKETS, clock)}
        self._pages = Buckets(*PAGES, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or refuse it."""
        buckets = self._pages if is_pages_socket(scope) else self._buckets.get(scope["type"])
        if buckets and (seconds := buckets.take(caller(scope))):
            await refuse(429, LINE, scope, receive, send, retry_after=seconds)
            return
        await self._app(scope, receive, send)
