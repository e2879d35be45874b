"""Texts sent to the browser as they grow, without drawing the page again.

Drawing a page again costs ten milliseconds and a garbage collection; a hundred texts at ten
drawings a second would leave time for nothing else. So a page is drawn once, with the address of
the tab's websocket, which stays open: through it comes whatever is added to the texts of all its
views, and a new text, too (stream.js).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial
from gettext import NullTranslations
from typing import Any

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from rnn_demo.ui.language import catalogue
from rnn_demo.ui.packing import packed_surprises
from rnn_demo.widgets.written_text.drafts import Draft
from rnn_demo.widgets.written_text.following import (
    PATH,
    UNKNOWN,
    Follower,
    follow,
    route_to,
    sockets,
)
from rnn_demo.widgets.written_text.shown_texts import Shown, ShownTexts
from rnn_demo.widgets.written_text.view import footline, holds_of
from rnn_demo.words import translated

FRAME_SECONDS = 0.05  # between two messages, and a little more for each socket that tells
FRAME_SECONDS_EACH = 0.0016
FIRST_SECONDS, FIRST_SECONDS_EACH = 0.01, 0.0004  # while the first characters are to come
THERE = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})")  # of a view: number of its text, characters


def routes() -> list[WebSocketRoute]:
    """Routes for `st.App`."""
    return [WebSocketRoute(route_to("/{key}"), text_socket)]


async def text_socket(socket: WebSocket) -> None:
    """Send what a tab's texts have more than the browser has, until the browser leaves.

    What it has stands in the query: for the key of each view the number of its text, a dot, and the
    count of its characters. A message has {"number", "at", "text", "surprise", "holds", "foot"} for
    the key of each view with news; of a text that the browser does not know the first has "prompt"
    and "chosen" as well, of any text the last has "end".
    """
    there: dict[str, tuple[int, int]] = {}
    for view, said in socket.query_params.items():
        if not (found := THERE.fullmatch(said)):
            await socket.accept()
            await socket.close(UNKNOWN)
            return
        there[view] = int(found[1]), int(found[2])
    # A browser that does not read delays nobody: `_send` waits, and the texts continue.
    await follow(socket, PATH, partial(_send, there=there))


class Telling:
    """What a browser has been told of one text; the text is watched until all of it is told.

    Attributes:
        draft: the text.
        over: whether all of it has been.
    """

    def __init__(self, draft: Draft, there: tuple[int, int] | None = None) -> None:
        """With the number and the count of characters that the browser has in its place."""
        self.draft = draft
        self.over = False
        self._known = there is not None and there[0] == draft.number
        self._sent = self._start = there[1] if there and self._known else 0
        self._foot, self._holds = "", 0
        self._watching = ExitStack()
        self._watching.enter_context(draft.watched())

    @property
    def begun(self) -> bool:
        """Whether a character of it has been told."""
        return self._sent > self._start

    def leave(self) -> None:
        """Nothing more of it is told."""
        self.over = True
        self._watching.close()

    def news(self, words: NullTranslations) -> dict[str, Any]:
        """What has come since the last call; empty if nothing."""
        draft = self.draft
        running = draft.writing.running  # asked before the characters are counted
        fresh = draft.written[self._sent :]
        message: dict[str, Any] = {}
        if not self._known:
            self._known = True
            message |= {"prompt": draft.prompt, "chosen": draft.chosen}
        if len(fresh):
            message |= {
                "at": self._sent,
                "text": fresh.text,
                "surprise": packed_surprises(fresh.surprises),
            }
            self._sent += len(fresh)
        # Read after the characters, so that a hold at one of them comes with it.
        if len(changes := holds_of(draft)) > self._holds:
            message["holds"], self._holds = changes, len(changes)
        line = translated(footline(draft, running), words)
        if line != self._foot:
            message["foot"] = self._foot = line
        if not running:
            message["end"] = True
            self.leave()
        return {"number": draft.number} | message if message else message


async def _send(follower: Follower[ShownTexts], there: dict[str, tuple[int, int]]) -> None:
    shown = follower.draft
    if not isinstance(shown, ShownTexts):  # an address of something else
        return
    words = catalogue(follower.following.language)
    seen: dict[str, Shown] = {}
    telling: dict[str, Telling] = {}  # what is not over: a text is not kept for its socket
    try:
        with shown.heard() as bell:
            while follower.there:
                bell.again()
                for view, one in shown.views.items():
                    if seen.get(view) is not one:
                        seen[view] = one
                        _change(telling, view, one, there.pop(view, None))
                told = {view: news for view, one in telling.items() if (news := one.news(words))}
                if told:
                    await follower.send(told)
                telling = {view: one for view, one in telling.items() if not one.over}
                if telling:
                    await follower.pause(_seconds(telling.values()), bell.rung)
                else:
                    await follower.rest(bell.rung)
    finally:
        for left in telling.values():
            left.leave()


def _change(
    telling: dict[str, Telling], view: str, shown: Shown, there: tuple[int, int] | None
) -> None:
    """From now on tell of the text that a view shows now."""
    if last := telling.pop(view, None):
        last.leave()
    if shown.told and (draft := shown.draft()):
        telling[view] = Telling(draft, there)


def _seconds(telling: Iterable[Telling]) -> float:
    """Until the next message."""
    if all(one.begun for one in telling):
        return FRAME_SECONDS + FRAME_SECONDS_EACH * sockets.telling
    return FIRST_SECONDS + FIRST_SECONDS_EACH * sockets.telling
