"""How many websockets an address may have open, and all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from rnn_demo.serving.caller import caller
from rnn_demo.serving.door_settings import DoorSettings
from rnn_demo.serving.open_files import room
from rnn_demo.serving.pages_socket import is_pages_socket
from rnn_demo.serving.refusal import refuse

SHARE = 0.8  # of all connections: the others are for pictures, scripts and the health check
SECONDS = 30  # until another try
FULL = "This server has no room for another visitor; try again in a minute."
TABS = "{count} pages are open from your address, as many as it may have; close one and try again."
SOCKETS = "{count} websockets are open from your address, as many as it may have; close some."


class Places:
    """Gives each websocket a place, or refuses it."""

    def __init__(
        self, app: ASGIApp, settings: DoorSettings, most: Callable[[], int] = room
    ) -> None:
        self._app = app
        self._settings = settings
        self._most = most
        self._tabs: Counter[str] = Counter()
        self._sockets: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or refuse it."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        address, is_page = caller(scope), is_pages_socket(scope)
        tabs, sockets = self._tabs[address], self._sockets[address]
        if self._sockets.total() >= SHARE * self._most():
            await refuse(503, FULL, scope, receive, send, retry_after=SECONDS)
        elif is_page and tabs >= self._settings.tabs:
            await refuse(429, TABS.format(count=tabs), scope, receive, send, retry_after=SECONDS)
        elif sockets >= self._settings.sockets:
            line = SOCKETS.format(count=sockets)
            await refuse(429, line, scope, receive, send, retry_after=SECONDS)
        else:
            taken = [self._sockets, self._tabs] if is_page else [self._sockets]
            for counter in taken:
                counter[address] += 1
            try:
                await self._app(scope, receive, send)
            finally:
                for counter in taken:
                    counter[address] -= 1
                    if not counter[address]:
                        del counter[address]
