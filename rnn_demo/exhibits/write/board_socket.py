"""Gates sent to the browser ten times a second while a text is written.

The engine only copies a text's state when asked (`Writing.glimpse`). The next character, known a
little later, is read here from that state, in full precision and in a thread of its own.
"""

from __future__ import annotations

import asyncio
import base64
import json
import time
from contextlib import suppress
from typing import Any

import streamlit as st
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from rnn_demo.exhibits.write.compute.gate_board import Frame, frame
from rnn_demo.widgets.written_text import socket as text_socket
from rnn_demo.widgets.written_text.drafts import Draft

PATH = "gates"
FRAME_SECONDS = 0.1


def board_address(draft: Draft) -> str:
    """Where the browser finds the gates of a text that is being written; empty if nowhere."""
    address = text_socket.address(draft)
    return address and f"{PATH}/{draft.writing.key}"


def routes() -> list[WebSocketRoute]:
    """Routes for `st.App`."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    prefix = f"/{base}/{PATH}" if base else f"/{PATH}"
    return [WebSocketRoute(prefix + "/{key}", board_socket)]


async def board_socket(socket: WebSocket) -> None:
    """Send frames until the text ends or the browser leaves; the last message has "end"."""
    await socket.accept()
    draft = text_socket.draft_of(socket.path_params["key"])
    if draft is None:
        await socket.close(text_socket.UNKNOWN)
        return
    leaving = asyncio.ensure_future(socket.receive())
    try:
        with draft.writing.watched(), suppress(WebSocketDisconnect, RuntimeError, OSError):
            await _send(socket, draft, leaving)
            await socket.close()
    finally:
        leaving.cancel()


async def _send(socket: WebSocket, draft: Draft, leaving: asyncio.Future[Any]) -> None:
    writing, sent, due = draft.writing, -1, time.monotonic()
    while not leaving.done():
        running = writing.running
        if found := writing.glimpse():
            count, reader = found
            if count > sent and count < writing.count:
                token = int(writing.transcript.ids[count])
                made = await asyncio.to_thread(frame, writing.network.full, token, reader.state)
                message = frame_message(made, draft, len(draft.kept) + count)
                await socket.send_text(json.dumps(message, ensure_ascii=False))
                sent = count
        if not running:
            await socket.send_text(json.dumps({"end": True}))
            return
        # Counted from the last frame's start, so that the time a frame takes is not added to the
        # pause.
        due = max(due + FRAME_SECONDS, time.monotonic())
        await asyncio.wait([leaving], timeout=due - time.monotonic())


def frame_message(found: Frame, draft: Draft, place: int) -> dict[str, Any]:
    """A frame in the form that the browser takes."""
    return {
        "place": place,
        "character": draft.written[place : place + 1].text,
        "shades": base64.b64encode(found.shades.tobytes()).decode("ascii"),
        "means": [[round(float(mean), 3) for mean in layer] for layer in found.means],
    }
