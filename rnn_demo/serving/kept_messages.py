"""A large message that the browser may have let go by now is sent whole, and not by its name.

A browser keeps large messages for some runs, and says with each run that it asks for which ones it
has; Streamlit then sends their names alone. But runs that were under way at that moment end later
and make the browser let go of some: it finds nothing under the name, and the page breaks. It
happens to whoever presses Back twice on a slow line.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from rnn_demo.serving.messages import KIND, RERUN
from rnn_demo.serving.pages_socket import is_pages_socket

RUNS = 2  # that may have ended since a message was sent whose name is enough
# A run that is under way when another is asked for, the one that waited behind it, and the end of
# one that the browser has heard of but not yet counted.
LATE = 3
BROWSER_KEEPS = RUNS + LATE  # runs: global.maxCachedMessageAge in .streamlit/config.toml


class KeptMessages:
    """Stands at each page's websocket, and sees each message at the moment when it passes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a conversation on; from what is asked, the names of what may be gone are taken."""
        if not is_pages_socket(scope):
            await self._app(scope, receive, send)
            return
        ended = 0  # runs
        sent: dict[str, int] = {}  # by name: how many runs had ended then

        async def receive_without_names() -> Message:
            message = await receive()
            if message.get(KIND) != RERUN:
                return message
            asked = BackMsg.FromString(message["bytes"])
            names = asked.rerun_script.cached_message_hashes
            kept = [name for name in names if name in sent]
            if len(kept) == len(names):
                return message
            names[:] = kept
            return {**message, "bytes": asked.SerializeToString()}

        async def send_noted(message: Message) -> None:
            nonlocal ended, sent
            if frame := message.get("bytes"):
                told = ForwardMsg.FromString(frame)
                kind = told.WhichOneof("type")
                if kind == "ref_hash":
                    sent[told.ref_hash] = ended
                elif told.metadata.cacheable:
                    sent[told.hash] = ended
                elif kind == "script_finished" and _counts(told):
                    ended += 1
                    sent = {name: run for name, run in sent.items() if ended - run <= RUNS}
            await send(message)

        await self._app(scope, receive_without_names, send_noted)


def _counts(told: ForwardMsg) -> bool:
    """Whether the browser counts the end of this run: not if the next has interrupted it."""
    return told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
