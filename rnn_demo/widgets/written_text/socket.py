"""Texts sent to the browser as they grow, without drawing the page again.

Drawing a page again costs ten milliseconds and a garbage collection; a hundred texts at ten
drawings a second would leave time for nothing else. So the page is drawn once, with the address
of a websocket, and the view appends what comes through it (stream.js).
"""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from rnn_demo.ui.language import catalogue
from rnn_demo.ui.packing import packed_surprises
from rnn_demo.widgets.written_text.drafts import Draft
from rnn_demo.widgets.written_text.following import (
    UNKNOWN,
    FollowedWork,
    Follower,
    follow,
    following_of,
    sockets,
)
from rnn_demo.widgets.written_text.view import footline, holds_of
from rnn_demo.words import translated

PATH = "texts"
FRAME_SECONDS = 0.05  # between two messages, and a little more for each open socket
FRAME_SECONDS_EACH = 0.0008
FIRST_SECONDS = 0.01


def address(draft: FollowedWork) -> str:
    """Where the browser finds a text's socket, below the page's own folder; empty if nowhere.

    Anyone who knows the address may read the text as long as the tab is open for which it was
    made; it holds 128 random bits.
    """
    following = following_of(draft)
    return f"{PATH}/{following.key}" if following else ""


def route_to(rest: str) -> str:
    """The path of a route below the texts, within the server's base path."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/{PATH}{rest}" if base else f"/{PATH}{rest}"


def routes() -> list[WebSocketRoute]:
    """Routes for `st.App`."""
    return [WebSocketRoute(route_to("/{key}"), text_socket)]


async def text_socket(socket: WebSocket) -> None:
    """Send a text from character `from` on, until it ends or the browser leaves.

    Messages are {"at", "text", "surprise", "holds", "foot"}; the last one has "end" as well.
    """
    start = socket.query_params.get("from", "0")
    if not start.isdecimal() or len(start) > 9:
        await socket.accept()
        await socket.close(UNKNOWN)
        return
    # A browser that does not read delays nobody: `_send` waits, and the text continues.
    await follow(socket, PATH, partial(_send, sent=int(start)))


async def _send(follower: Follower[Draft], sent: int) -> None:
    draft, foot, start, holds = follower.draft, "", sent, 0
    texts = catalogue(follower.following.language)
    while follower.there:
        running = draft.writing.running  # asked before the characters are counted
        fresh = draft.written[sent:]
        message: dict[str, Any] = {}
        if len(fresh):
            message = {
                "at": sent,
                "text": fresh.text,
                "surprise": packed_surprises(fresh.surprises),
            }
            sent += len(fresh)
        # Read after the characters, so that a hold at one of them comes with it.
        if len(changes := holds_of(draft)) > holds:
            message["holds"], holds = changes, len(changes)
        line = translated(footline(draft, running), texts)
        if line != foot:
            message["foot"] = foot = line
        if not running:
            message["end"] = True
        if message:
            await follower.send(message)
        if not running:
            return
        pause = FRAME_SECONDS + FRAME_SECONDS_EACH * sockets.open
        if sent == start:
            pause = FIRST_SECONDS  # the sooner it begins, the better
        await follower.pause(pause)
