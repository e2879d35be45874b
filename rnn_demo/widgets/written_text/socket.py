"""Texts sent to the browser as they grow, without drawing the page again.

Drawing a page again costs ten milliseconds and a garbage collection; a hundred texts at ten
drawings a second would leave time for nothing else. So the page is drawn once, with the address
of a websocket, and the view appends what comes through it (stream.js).
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary, WeakValueDictionary

import streamlit as st
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from rnn_demo.ui.language import ENGLISH, catalogue, language
from rnn_demo.ui.packing import packed_surprises
from rnn_demo.widgets.written_text.drafts import Draft
from rnn_demo.widgets.written_text.view import footline, holds_of
from rnn_demo.words import translated

PATH = "texts"
UNKNOWN = 4404  # the code of a socket whose text is not here (any more)
FRAME_SECONDS = 0.05  # between two messages, and a little more for each open socket
FRAME_SECONDS_EACH = 0.0008
FIRST_SECONDS = 0.01


@dataclass
class Sockets:
    """How many are open, and whether this server has them at all."""

    served: bool = False
    open: int = 0


sockets = Sockets()
_drafts: WeakValueDictionary[str, Draft] = WeakValueDictionary()
_languages: WeakKeyDictionary[Draft, str] = WeakKeyDictionary()  # of those who read them


def address(draft: Draft) -> str:
    """Where the browser finds a text's socket, below the page's own folder; empty if nowhere.

    Anyone who knows the address may read the text; it holds 128 random bits.
    """
    if not sockets.served or st.session_state.get("no_sockets"):
        return ""
    _drafts[draft.writing.key] = draft
    _languages[draft] = language()
    return f"{PATH}/{draft.writing.key}"


def draft_of(key: str) -> Draft | None:
    """The text that an address names, if it is here."""
    return _drafts.get(key)


def routes() -> list[WebSocketRoute]:
    """Routes for `st.App`."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    prefix = f"/{base}/{PATH}" if base else f"/{PATH}"
    return [WebSocketRoute(prefix + "/{key}", text_socket)]


async def text_socket(socket: WebSocket) -> None:
    """Send a text from character `from` on, until it ends or the browser leaves.

    Messages are {"at", "text", "surprise", "holds", "foot"}; the last one has "end" as well.
    Anything that a browser sends is an error and ends the conversation.
    """
    await socket.accept()
    draft = draft_of(socket.path_params["key"])
    start = socket.query_params.get("from", "0")
    if draft is None or not start.isdecimal() or len(start) > 9:
        await socket.close(UNKNOWN)
        return
    sockets.open += 1
    leaving = asyncio.ensure_future(socket.receive())
    try:
        # A browser that does not read delays nobody: this function waits here, and the text
        # continues.
        with draft.writing.watched(), suppress(WebSocketDisconnect, RuntimeError, OSError):
            await _send(socket, draft, int(start), leaving)
            await socket.close()
    finally:
        sockets.open -= 1
        leaving.cancel()


async def _send(socket: WebSocket, draft: Draft, sent: int, leaving: asyncio.Future[Any]) -> None:
    foot, start, holds = "", sent, 0
    texts = catalogue(_languages.get(draft, ENGLISH))
    while not leaving.done():
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
            await socket.send_text(json.dumps(message, ensure_ascii=False))
        if not running:
            return
        pause = FRAME_SECONDS + FRAME_SECONDS_EACH * sockets.open
        if sent == start:
            pause = FIRST_SECONDS  # the sooner it begins, the better
        await asyncio.wait([leaving], timeout=pause)
