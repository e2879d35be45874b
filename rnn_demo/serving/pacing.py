"""A page's websocket is read no faster than its visitor's share of the server allows.

What is not read waits in the visitor's own machine. Messages cost by their number, and the runs
that they start by their processor time and by what they send (`fair_shares`). Whoever does not
read what was sent is not read, either.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from concurrent.futures import CancelledError
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rnn_demo.engine.engine import serving_engine
from rnn_demo.serving.bucket import Buckets
from rnn_demo.serving.caller import caller
from rnn_demo.serving.fair_shares import BYTE, MESSAGE, FairShares
from rnn_demo.serving.messages import KIND, RERUN
from rnn_demo.serving.pages_socket import is_pages_socket
from rnn_demo.serving.run_slots import RunSlots
from rnn_demo.ui.run_costs import TAB_HEADER, forget, listen
from rnn_demo.visitors import Visitor

log = logging.getLogger("rnn_demo")
MESSAGES = (60, 15)  # of one tab at once, and a second: a slider that is dragged sends eight
PATIENCE = 20.0  # seconds for one answer: a browser that is not read for 30 is cut off
LONGEST_WAY = 3.0  # seconds that a run gives way at most, whatever happens
LAST_RUN = 60.0  # seconds after its tab has gone in which a run may end
FLOOD = 60  # messages that had to wait, without one in between that had not
TRY_AGAIN = 1013  # code of the protocol


class Pacing:
    """Stands at each page's websocket, behind the door that checks its messages."""

    def __init__(
        self, app: ASGIApp, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._app = app
        self._sleep = sleep
        self._shares = FairShares()
        self._slots = RunSlots(self._shares, told=_make_room)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a conversation on, at its pace."""
        if not is_pages_socket(scope):
            await self._app(scope, receive, send)
            return
        visitor = Visitor(caller(scope), secrets.token_hex(8))
        loop, tab = asyncio.get_running_loop(), visitor.tab
        messages, waited, first, closed = Buckets(*MESSAGES), 0, True, False
        taken = asyncio.Event()  # what was sent, by the browser
        taken.set()
        ahead: asyncio.Task[Message] | None = None  # the next message, looked at while one waits

        async def next_message() -> Message:
            nonlocal ahead
            coming, ahead = ahead or asyncio.create_task(_received(receive)), None
            return await coming

        async def admitted() -> bool:
            """Wait until the tab may run; whether it is still there then."""
            nonlocal ahead
            with suppress(TimeoutError):
                await asyncio.wait_for(taken.wait(), PATIENCE)
            turn = asyncio.create_task(self._slots.begin(visitor, first))
            try:
                await asyncio.sleep(0)  # mostly nobody has to wait
                if not turn.done():
                    ahead = ahead or asyncio.create_task(_received(receive))
                    await asyncio.wait({turn, ahead}, return_when=asyncio.FIRST_COMPLETED)
                    if not turn.done() and ahead.result()["type"] == "websocket.disconnect":
                        return False
                await turn
            finally:
                turn.cancel()
            return True

        def ended(seconds: float) -> None:
            self._shares.charge(visitor, seconds)
            self._slots.end(tab)

        async def receive_in_turn() -> Message:
            nonlocal waited, first, closed
            message = await next_message()
            if message["type"] != "websocket.receive":
                return message
            if seconds := messages.take(tab):
                await self._sleep(seconds)
                messages.take(tab)
                waited += 1
            else:
                waited = 0
            if waited > FLOOD:
                closed = True
                log.info("A page's websocket was closed: it was flooded with messages.")
                reason = "Too many messages; try again in a while."
                await send({"type": "websocket.close", "code": TRY_AGAIN, "reason": reason})
                return {"type": "websocket.disconnect", "code": TRY_AGAIN, "reason": reason}
            if message[KIND] == RERUN:
                self._shares.charge(visitor, MESSAGE)
                if not await admitted():
                    return await next_message()
                first = False
            return message

        async def send_until_closed(message: Message) -> None:
            if closed:
                return
            self._shares.charge(visitor, BYTE * len(message.get("bytes") or b""))
            taken.clear()
            try:
                await send(message)
            finally:
                taken.set()

        name = TAB_HEADER.encode("ascii")
        headers = [entry for entry in scope["headers"] if entry[0].lower() != name]
        headers.append((name, tab.encode("ascii")))
        self._shares.open(visitor)
        listen(
            tab,
            lambda seconds: _tell(loop, ended, seconds),
            lambda: _give_way(loop, self._slots, visitor),
        )
        try:
            await self._app({**scope, "headers": headers}, receive_in_turn, send_until_closed)
        finally:
            if ahead:
                ahead.cancel()
            loop.call_later(LAST_RUN, forget, tab)  # a run that was begun is paid for
            self._slots.leave(tab)
            self._shares.close(visitor)


async def _received(receive: Receive) -> Message:
    """The next message, as what can be made a task: an awaitable cannot."""
    return await receive()


def _make_room(pages: int) -> None:
    serving_engine().pages_run = pages


def _tell(loop: asyncio.AbstractEventLoop, ended: Callable[[float], None], seconds: float) -> None:
    """From a run's thread to the server's; a server that has ended needs to know nothing."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(ended, seconds)


def _give_way(loop: asyncio.AbstractEventLoop, slots: RunSlots, visitor: Visitor) -> None:
    """In a run's thread: wait until it may go on."""
    if slots.wanted and not loop.is_closed():
        giving = asyncio.run_coroutine_threadsafe(slots.give_way(visitor), loop)
        with suppress(TimeoutError, CancelledError):
            giving.result(LONGEST_WAY)
        giving.cancel()  # else it would take a slot later, for a run that has gone on
