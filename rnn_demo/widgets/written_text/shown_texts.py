"""The text that each view of a tab shows, for the one socket that tells the tab of all of them.

A callback says which text a view is to show as soon as that text is begun, so the socket brings its
first characters before the page has been drawn again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from weakref import ReferenceType, ref

import streamlit as st

from rnn_demo.widgets.written_text.drafts import Draft
from rnn_demo.widgets.written_text.following import address

_OWN = "shown_texts"  # in the session, so that it ends with it


@dataclass(frozen=True)
class Shown:
    """A text in a view.

    Attributes:
        draft: the text, if it is still here.
        told: whether there was more to come when the view was given it.
    """

    draft: ReferenceType[Draft]
    told: bool


class Bell:
    """Rung by any thread, heard in the event loop in which it was made.

    Attributes:
        rung: done once it has been.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.rung: asyncio.Future[None] = self._loop.create_future()

    def ring(self) -> None:
        """From any thread; nobody hears it in a loop that has ended."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring)

    def again(self) -> None:
        """Wait for the next time."""
        if self.rung.done():
            self.rung = self._loop.create_future()

    def _ring(self) -> None:
        if not self.rung.done():
            self.rung.set_result(None)


@dataclass(eq=False)
class ShownTexts:
    """The texts of a tab; set by its pages' runs, read by its socket.

    Attributes:
        views: what each view shows, by its key; replaced, never changed.
    """

    views: dict[str, Shown] = field(default_factory=dict)
    _wake: Callable[[], None] | None = None

    def show(self, view: str, draft: Draft) -> None:
        """From now on a view shows this text."""
        last = self.views.get(view)
        if last is None or last.draft() is not draft:
            self.views = {**self.views, view: Shown(ref(draft), draft.writing.running)}
            if wake := self._wake:
                wake()

    def watched(self) -> AbstractContextManager[None]:
        """Around the time in which a socket is open; each text is watched while it is told."""
        return nullcontext()

    @contextmanager
    def heard(self) -> Iterator[Bell]:
        """A bell that rings in this loop whenever a view is given another text."""
        bell = Bell()
        self._wake = bell.ring
        try:
            yield bell
        finally:
            if self._wake == bell.ring:  # else the tab has opened another socket meanwhile
                self._wake = None


def show_text(view: str, draft: Draft) -> str:
    """Let a view of the tab whose page runs show a text; where its socket is, empty if nowhere."""
    shown: ShownTexts = st.session_state.setdefault(_OWN, ShownTexts())
    if where := address(shown):
        shown.show(view, draft)
    return where
