"""Where this server's files lie is told to nobody.

Streamlit begins each run of a page with a message that has the path of its script.
"""

from __future__ import annotations

from pathlib import Path

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from rnn_demo.serving.pages_socket import is_pages_socket

SMALL = 100_000  # bytes: that message has some hundred


def without_path(frame: bytes, folder: bytes) -> bytes:
    """The message with the name of the script alone, where it had its path.

    Args:
        frame: a message to the browser.
        folder: where the script lies.
    """
    if len(frame) > SMALL or folder not in frame:
        return frame
    message = ForwardMsg()
    try:
        message.ParseFromString(frame)
    except DecodeError:
        return frame
    if message.WhichOneof("type") != "new_session":
        return frame
    message.new_session.main_script_path = Path(message.new_session.main_script_path).name
    return bytes(message.SerializeToString())


class OwnPath:
    """Stands at each page's websocket."""

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self._app = app
        self._folder = str(folder).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a conversation on, without the path in what is sent."""
        if not is_pages_socket(scope):
            await self._app(scope, receive, send)
            return

        async def send_without_path(message: Message) -> None:
            if message["type"] == "websocket.send" and message.get("bytes"):
                message = {**message, "bytes": without_path(message["bytes"], self._folder)}
            await send(message)

        await self._app(scope, receive, send_without_path)
