"""Gates sent to the browser ten times a second while a text is written.

The engine only copies a text's state when asked (`Writing.glimpse`). The next character, known a
little later, is read from that state in `board_frames`. The address is below that of the text, so
that whatever keeps a text's address out of a log keeps this one out, too.
"""

from __future__ import annotations

import time

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from rnn_demo.exhibits.write.board_frames import looking, newest, seconds_between
from rnn_demo.widgets.written_text.drafts import Draft
from rnn_demo.widgets.written_text.following import Follower, address, follow, route_to

PATH = "gates"


def board_address(draft: Draft) -> str:
    """Where the browser finds the gates of a text that is being written; empty if nowhere."""
    where = address(draft)
    return where and f"{where}/{PATH}"


def routes() -> list[WebSocketRoute]:
    """Routes for `st.App`."""
    return [WebSocketRoute(route_to(f"/{{key}}/{PATH}"), board_socket)]


async def board_socket(socket: WebSocket) -> None:
    """Send frames until the text ends or the browser leaves; the last message has "end"."""
    await follow(socket, PATH, _send)


async def _send(follower: Follower[Draft]) -> None:
    draft, visitor, sent, due = follower.draft, follower.following.visitor, -1, time.monotonic()
    with looking(visitor):
        while follower.there:
            running, seconds = draft.writing.running, seconds_between(visitor)
            board = await newest(draft, seconds)
            if board.count > sent:
                sent = board.count
                await follower.send(board.message)
            if not running:
                await follower.send({"end": True})
                return
            # Counted from the last frame's start, so that the time a frame takes is not added to
            # the pause.
            due = max(due + seconds, time.monotonic())
            await follower.pause(due - time.monotonic())
