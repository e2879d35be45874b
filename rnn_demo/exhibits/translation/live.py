"""A translation sent to the browser piece by piece while it is written.

The page is drawn with the address of a websocket, and the run of the page goes on to translate.
What it has written is here, for the socket to send; the address is below that of the texts, so that
whatever keeps a text's address out of a log keeps this one out, too.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from rnn_demo.exhibits.translation.compute.translated import TranslationProgress
from rnn_demo.exhibits.translation.view import piece_data, state_data, words_data
from rnn_demo.tokenizers.sentence_pieces import SentencePieces
from rnn_demo.widgets.written_text.following import Follower, address, follow, route_to, sockets

PATH = "translation"
FRAME_SECONDS, FRAME_SECONDS_EACH = 0.03, 0.0008  # between two messages, by the open sockets


@dataclass(eq=False)
class LiveTranslation:
    """What is there of a translation; the run of a page adds to it, sockets read it.

    Attributes:
        pieces: the vocabulary.
        progress: the state handed over, and the pieces of the greedy translation so far.
        data: all that the browser is to have in the end; None before.
        ended: whether nothing more will come.
    """

    pieces: SentencePieces
    progress: TranslationProgress = field(default_factory=TranslationProgress)
    data: dict[str, Any] | None = None
    ended: bool = False

    def watched(self) -> AbstractContextManager[None]:
        """Around the time in which somebody watches; a run ends with its page, not with this."""
        return nullcontext()


def live_address(live: LiveTranslation) -> str:
    """Where the browser finds it; empty if nowhere."""
    where = address(live)
    return where and f"{where}/{PATH}"


def routes() -> list[WebSocketRoute]:
    """Routes for `st.App`."""
    return [WebSocketRoute(route_to(f"/{{key}}/{PATH}"), translation_socket)]


async def translation_socket(socket: WebSocket) -> None:
    """Send {"state", "size"}, {"at", "pieces", "words"} as pieces come, at last {"data", "end"}."""
    await follow(socket, PATH, _send)


async def _send(follower: Follower[LiveTranslation]) -> None:
    live, sent, handed = follower.draft, 0, False
    while follower.there:
        ended = live.ended  # asked before the pieces are counted
        if not handed and live.progress.handed is not None:
            await follower.send(state_data(live.progress.handed))
            handed = True
        written = live.progress.written[:]
        if fresh := written[sent:]:
            await follower.send(
                {
                    "at": sent,
                    "pieces": [piece_data(one, live.pieces) for one in fresh],
                    "words": words_data([one.id for one in written], live.pieces),
                }
            )
            sent = len(written)
        if ended:
            await follower.send({"end": True} | ({"data": live.data} if live.data else {}))
            return
        await follower.pause(FRAME_SECONDS + FRAME_SECONDS_EACH * sockets.telling)
