"""Sockets through which a tab follows a text: who may, for how long, and what ends them.

A text's address belongs to one tab. Its sockets count as somebody who watches only as long as the
tab's page is there: what a closed tab has left open does not keep its texts at work.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar
from weakref import ReferenceType, WeakKeyDictionary, WeakValueDictionary, ref

import streamlit as st
from starlette.websockets import WebSocket, WebSocketDisconnect

from rnn_demo.ui import presence
from rnn_demo.ui.language import language
from rnn_demo.visitors import Visitor

PATH = "texts"  # below which all addresses are
UNKNOWN = 4404  # the code of a socket whose text is not here (any more)
REPLACED = 4409  # the code of a socket in whose place the same tab has opened another
DONE = 1000
RECONNECT_SECONDS = 2.0  # within which the connection of a page may come back
STUCK_SECONDS = 10.0  # after which a browser that reads nothing is left
LOOK_SECONDS = 0.25  # between two looks at whether it reads
REST_SECONDS = 2.0  # between two looks at whether its tab is there, while there is nothing to tell


class FollowedWork(Protocol):
    """What can be followed: a text, or something else that grows."""

    def watched(self) -> AbstractContextManager[None]:
        """Around the time in which somebody watches it."""


F = TypeVar("F", bound=FollowedWork)


@dataclass
class Sockets:
    """How many are open, how many of these rest, and whether this server has any at all."""

    served: bool = False
    open: int = 0
    at_rest: int = 0

    @property
    def telling(self) -> int:
        """How many have something to tell: the more there are, the rarer is each message."""
        return self.open - self.at_rest


@dataclass(eq=False)
class Following(Generic[F]):
    """A tab's right to follow a text.

    Attributes:
        draft: the text, if it is still here.
        visitor: whose tab.
        language: in which that tab is shown.
        key: names it; nobody guesses it.
        open: what ends the open socket of each kind.
        seen: when the tab was last found there, on time.monotonic.
    """

    draft: ReferenceType[F]
    visitor: Visitor
    language: str
    key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    open: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    seen: float = field(default_factory=time.monotonic)

    def there(self) -> bool:
        """Whether the tab is there, or was a moment ago."""
        now = time.monotonic()
        if presence.active(self.visitor.tab):
            self.seen = now
        return now - self.seen <= RECONNECT_SECONDS


class LeftError(RuntimeError):
    """A browser is gone, or takes nothing any more."""


@dataclass(frozen=True)
class Follower(Generic[F]):
    """One open socket.

    Attributes:
        socket: itself.
        following: whose it is.
        draft: the text.
        leaving: done once the browser has left, or is to be left.
    """

    socket: WebSocket
    following: Following[F]
    draft: F
    leaving: asyncio.Future[Any]

    @property
    def there(self) -> bool:
        """Whether to go on."""
        return not self.leaving.done() and self.following.there()

    async def pause(self, seconds: float, sooner: asyncio.Future[Any] | None = None) -> None:
        """Wait, but not for a browser that leaves, and no longer than until `sooner` is done."""
        until = [self.leaving, sooner] if sooner else [self.leaving]
        await asyncio.wait(until, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)

    async def rest(self, sooner: asyncio.Future[Any]) -> None:
        """Wait with nothing to tell until that changes, but look now and then who is there."""
        sockets.at_rest += 1
        try:
            await self.pause(REST_SECONDS, sooner)
        finally:
            sockets.at_rest -= 1

    async def send(self, message: dict[str, Any] | str) -> None:
        """Send a message as JSON, or JSON; return when the browser's side has room for more.

        Raises:
            LeftError: it has had none for `STUCK_SECONDS`, or its tab is gone.
        """
        text = message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)
        sending = asyncio.ensure_future(self.socket.send_text(text))
        until = time.monotonic() + STUCK_SECONDS
        try:
            while True:
                await asyncio.wait(
                    [sending, self.leaving],
                    timeout=LOOK_SECONDS,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if sending.done():
                    return sending.result()
                if time.monotonic() > until or not self.there:
                    raise LeftError("A browser does not read what it is sent.")
        finally:
            sending.cancel()


sockets = Sockets()
_known: WeakValueDictionary[str, Following[Any]] = WeakValueDictionary()
_OWN = "followed_texts"  # in the session, so that it ends with it


def following_of(draft: F) -> Following[F] | None:
    """How the tab whose page runs may follow a text, the same at each call; None if it cannot."""
    if not sockets.served or st.session_state.get("no_sockets"):
        return None
    own: WeakKeyDictionary[F, Following[F]]
    own = st.session_state.setdefault(_OWN, WeakKeyDictionary())
    if draft not in own:
        own[draft] = Following(ref(draft), presence.visitor(), language())
        _known[own[draft].key] = own[draft]
    return own[draft]


def address(draft: FollowedWork) -> str:
    """Where the browser of the tab whose page runs finds a text's socket; empty if nowhere.

    Anyone who knows the address may read it as long as the tab is open for which it was made; it
    holds 128 random bits.
    """
    following = following_of(draft)
    return f"{PATH}/{following.key}" if following else ""


def route_to(rest: str) -> str:
    """The path of a route below the texts, within the server's base path."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/{PATH}{rest}" if base else f"/{PATH}{rest}"


async def follow(
    socket: WebSocket, kind: str, tell: Callable[[Follower[Any]], Awaitable[None]]
) -> None:
    """Take a browser's socket, tell it what there is to tell, and close it.

    Whatever a browser sends is an error and ends the conversation. Of each kind a tab has one
    socket for a text: the newest.

    Args:
        socket: just asked for, its path with a `key`.
        kind: what is told.
        tell: sends all messages; returns when there are no more, or the browser has left.
    """
    await socket.accept()
    following = _known.get(socket.path_params["key"])
    draft = following.draft() if following else None
    if following is None or draft is None:
        await socket.close(UNKNOWN)
        return
    leaving = asyncio.ensure_future(socket.receive())
    if older := following.open.get(kind):
        older.cancel()
    following.open[kind] = leaving
    sockets.open += 1
    try:
        with suppress(WebSocketDisconnect, RuntimeError, OSError):
            if following.there():
                with draft.watched():
                    await tell(Follower(socket, following, draft, leaving))
            await socket.close(REPLACED if leaving.cancelled() else DONE)
    finally:
        sockets.open -= 1
        if following.open.get(kind) is leaving:
            del following.open[kind]
        leaving.cancel()
