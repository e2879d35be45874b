"""How many pages run at the same time: a few, so that a short run does not wait for many.

Threads of Python take turns, and a run of 50 ms beside a hundred others takes five seconds. Here
those who have used least go first, and a tab's very first run comes after the others'.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable
from itertools import count

SLOTS = 4
LONGEST = 0.5  # seconds: what takes longer is a computation, which has a line of its own


class RunSlots:
    """Who runs, and who waits for it; of one event loop."""

    def __init__(
        self,
        overran: Callable[[str], None],
        slots: int = SLOTS,
        longest: float = LONGEST,
    ) -> None:
        """With whom to tell of a tab that has run for the longest time."""
        self._overran = overran
        self._slots = slots
        self._longest = longest
        self._running: dict[str, asyncio.TimerHandle] = {}
        self._waiting: list[tuple[float, int, str, asyncio.Future[None]]] = []
        self._order = count()

    async def begin(self, tab: str, spent: float) -> None:
        """Wait until a tab may run; the sooner, the less it has spent."""
        if tab in self._running:
            self._run(tab)  # what it asks for now takes the place of what it asked before
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (spent, next(self._order), tab, turn))
        self._admit()
        try:
            await turn
        except asyncio.CancelledError:
            self.end(tab)
            raise

    def end(self, tab: str) -> None:
        """A tab's run has ended, or has become a long one, or its browser has left."""
        if timer := self._running.pop(tab, None):
            timer.cancel()
        self._admit()

    def _run(self, tab: str) -> None:
        if timer := self._running.get(tab):
            timer.cancel()
        loop = asyncio.get_running_loop()
        self._running[tab] = loop.call_later(self._longest, self._too_long, tab)

    def _too_long(self, tab: str) -> None:
        self._overran(tab)
        self.end(tab)

    def _admit(self) -> None:
        while self._waiting and len(self._running) < self._slots:
            *_, tab, turn = heapq.heappop(self._waiting)
            if not turn.done():
                self._run(tab)
                turn.set_result(None)
