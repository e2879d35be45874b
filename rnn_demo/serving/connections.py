"""Connections before there is a request on them: how many, and for how long.

uvicorn waits for a request for ever and takes connections until no file is left. Streamlit makes
its configuration, which has no setting for either, so the class of its connections is extended
here when the server starts.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

from rnn_demo.serving.messages import LARGEST
from rnn_demo.serving.open_files import AT_ONCE, room

log = logging.getLogger("rnn_demo")
SWEEP_SECONDS = 1.0
REQUEST_SECONDS = 10.0  # until a request is whole: it fits into one packet
READ_SECONDS = 30.0  # that a browser may take nothing of an answer
SILENT_SHARE = 0.25  # of all connections, for those that have asked for nothing yet
ADDRESS_SHARE = 0.7  # of all connections, for those of one address (a balancer has one, too)
ACCEPT_FAILED = "socket.accept() out of system resource"  # of asyncio


class Connections:
    """Those of one server; each is a protocol of uvicorn's."""

    def __init__(
        self, most: Callable[[], int] = room, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._clock = clock
        self._silent: dict[Any, float] = {}  # since when, the oldest first
        self._unfinished: dict[Any, float] = {}
        self._unread: dict[Any, tuple[int, float]] = {}
        self._sweeping = False

    def made(self, connection: Any) -> None:
        """A connection is there: it is refused, or it has some seconds for its request."""
        most, there = self._most(), len(connection.connections)
        self._silent[connection] = self._clock()
        if there > most or (there > most / 2 and self._crowded(connection, most)):
            self._let_go(connection, "there are too many")
        elif len(self._silent) > most * SILENT_SHARE:
            self._let_go(next(iter(self._silent)), "too many ask for nothing")
        if not self._sweeping:
            self._sweeping = True
            connection.loop.call_later(SWEEP_SECONDS, self._sweep, connection)

    def _crowded(self, connection: Any, most: int) -> bool:
        """Whether an address has more than its share of a server that is half full."""
        if not connection.client:
            return False
        address = connection.client[0]
        others = (other.client for other in connection.connections)
        count = sum(1 for client in others if client and client[0] == address)
        return count > int(most * ADDRESS_SHARE)

    def _sweep(self, connection: Any) -> None:
        """Let go of those whose time is over; once a second while there are any."""
        now, everybody = self._clock(), connection.connections
        for silent, since in list(self._silent.items()):
            if silent not in everybody or silent.scope is not None:
                del self._silent[silent]
            elif now - since > REQUEST_SECONDS:
                self._let_go(silent, "nothing was asked for")
        unfinished = {one: self._unfinished.get(one, now) for one in everybody if _half_asked(one)}
        for half, since in unfinished.items():
            if now - since > REQUEST_SECONDS:
                self._let_go(half, "a request was not finished")
        self._unfinished = unfinished
        unread = {}
        for one in everybody:
            if size := one.transport.get_write_buffer_size():
                before, since = self._unread.get(one, (size, now))
                unread[one] = (size, since if size == before else now)
                if now - unread[one][1] > READ_SECONDS:
                    self._let_go(one, "an answer was not read")
        self._unread = unread
        if everybody:
            connection.loop.call_later(SWEEP_SECONDS, self._sweep, connection)
        else:
            self._sweeping = False

    def _let_go(self, connection: Any, why: str) -> None:
        self._silent.pop(connection, None)
        connection.transport.abort()
        log.info("A connection was closed: %s.", why)


def _half_asked(connection: Any) -> bool:
    """Whether a connection has had an answer, and then the beginning of another request."""
    cycle = getattr(connection, "cycle", None)
    return (
        cycle is not None and cycle.response_complete and connection.timeout_keep_alive_task is None
    )


def guard_connections(loop: asyncio.AbstractEventLoop) -> None:
    """From now on the connections that a loop's server accepts are watched."""
    create_server = loop.create_server

    async def create_server_that_looks(*arguments: Any, **named: Any) -> asyncio.Server:
        # A turn of the loop accepts as many connections as may wait, uvicorn's 2,048: they would
        # take the last file before one of them is refused.
        backlog = named.pop("backlog", 100)
        server = await create_server(*arguments, **named, backlog=AT_ONCE)
        if listening := named.get("sock"):
            listening.listen(backlog)
        return server

    loop.create_server = create_server_that_looks  # type: ignore[method-assign]
    loop.set_exception_handler(_say_briefly)
    usual: Callable[[Any, Any], None] = AutoHTTPProtocol.connection_made
    if getattr(usual, "guards", False):
        return
    connections = Connections()

    def connection_made(self: Any, transport: asyncio.Transport) -> None:
        # A frame is held in memory until it is whole; Streamlit gives one bound for both ways.
        self.config.ws_max_size = LARGEST
        usual(self, transport)
        connections.made(self)

    connection_made.guards = True  # type: ignore[attr-defined]
    AutoHTTPProtocol.connection_made = connection_made  # type: ignore[method-assign, assignment]


def _say_briefly(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Handle what a loop has to report: no file left for a connection is one line.

    asyncio reports it a thousand times a second, each time with a traceback.
    """
    if context.get("message") == ACCEPT_FAILED:
        log.warning("No file is left for another connection: %s", context.get("exception"))
    else:
        loop.default_exception_handler(context)
