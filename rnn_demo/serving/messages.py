"""What a page's websocket lets in: the messages that our pages' own browsers send.

Streamlit understands more, e.g. one that empties the caches of all visitors. A message of another
kind is dropped; one that is no message at all, or too large, ends the conversation.
"""

from __future__ import annotations

import asyncio
import logging

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnected
from streamlit.proto.BackMsg_pb2 import BackMsg

from rnn_demo.serving.pages_socket import is_pages_socket

log = logging.getLogger("rnn_demo")
RERUN = "rerun_script"
KINDS = (RERUN, "stop_script", "file_urls_request", "app_heartbeat")
# Operations of the server come as one kind; our pages need the one that makes a download's file
# when it is asked for. Another one installs programs.
OPERATION, DOWNLOAD = "backend_operation_request", "deferred_file"
KIND = "rnn_demo.kind"  # where the next doors find it in a message
LARGEST = 2 * 2**20  # bytes: the longest text that can be typed, several times
MOST_WIDGETS, MOST_HASHES, MOST_FILES = 1_000, 10_000, 10
LONGEST_QUERY = 100_000  # characters
OWN_NAMES = ("$$ID", "$$STREAMLIT_INTERNAL_KEY")  # with which Streamlit's names of widgets begin
FIRST_SECONDS = 10.0  # a browser asks for its page at once
GARBLED, TEXT, SILENT, TOO_LARGE = 1002, 1003, 1008, 1009  # codes of the protocol


class Refused(ValueError):
    """A frame that no browser of ours sends; `code` ends the conversation."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def kind_of(frame: bytes | None) -> str:
    """The kind of a message, one of KINDS; empty for one that is dropped.

    Raises:
        Refused: it is no message, or too large.
    """
    if frame is None:
        raise Refused(TEXT, "Only binary messages are understood here.")
    if len(frame) > LARGEST:
        raise Refused(TOO_LARGE, f"A message has at most {LARGEST:,} bytes.")
    message = BackMsg()
    try:
        message.ParseFromString(frame)
    except (DecodeError, RecursionError):
        raise Refused(GARBLED, "This is not a message.") from None
    state, files = message.rerun_script, message.file_urls_request
    if (
        len(state.widget_states.widgets) > MOST_WIDGETS
        or len(state.cached_message_hashes) > MOST_HASHES
        or len(state.query_string) > LONGEST_QUERY
        or len(files.file_names) > MOST_FILES
    ):
        raise Refused(TOO_LARGE, "A message has more values than a page of ours.")
    if not all(widget.id.startswith(OWN_NAMES) for widget in state.widget_states.widgets):
        # Streamlit would take it for a name of the page's own, and find nothing under it.
        raise Refused(GARBLED, "No widget has such a name.")
    kind = message.WhichOneof("type")
    if kind == OPERATION and message.backend_operation_request.WhichOneof("payload") == DOWNLOAD:
        return OPERATION
    return kind if kind in KINDS else ""


class MessageDoor:
    """Stands at each page's websocket."""

    def __init__(self, app: ASGIApp, first_seconds: float = FIRST_SECONDS) -> None:
        self._app = app
        self._first_seconds = first_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a conversation begin, and through it what is wanted."""
        if not is_pages_socket(scope):
            await self._app(scope, receive, send)
            return
        closed = silent = False
        patience: float | None = None

        async def send_until_closed(message: Message) -> None:
            if not closed:
                await send(message)

        async def close(code: int, reason: str) -> Message:
            nonlocal closed
            closed = True
            log.info("A page's websocket was closed: %s", reason)
            await send({"type": "websocket.close", "code": code, "reason": reason})
            return {"type": "websocket.disconnect", "code": code, "reason": reason}

        async def receive_wanted() -> Message:
            nonlocal patience, silent
            while True:
                try:
                    message = await asyncio.wait_for(receive(), patience)
                except TimeoutError:
                    return await close(SILENT, "Nothing was asked for.")
                if message["type"] == "websocket.connect":
                    patience = self._first_seconds
                    return message
                if message["type"] != "websocket.receive":
                    return message
                patience = None
                try:
                    if kind := kind_of(message.get("bytes")):
                        return {**message, KIND: kind}
                except Refused as refused:
                    return await close(refused.code, str(refused))

        try:
            await self._app(scope, receive_wanted, send_until_closed)
        except WebSocketDisconnected:
            # Streamlit takes a browser that left in the middle of an answer for one that sent a
            # text, and closes what is closed.
            log.info("A page's browser left in the middle of an answer.")
