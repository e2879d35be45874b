"""How many pages run at the same time: a few, so that a short run does not wait for many.

Threads of Python take turns, and a run of 50 ms beside a hundred others takes five seconds. Here
the address with fewest runs under way goes first, and among runs of the same address each
has a moment when it is due: the later, the more its tab has used.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

SLOTS = 4
LONGEST = 0.5  # seconds: what takes longer is a computation, which has a line of its own
LATER = 30.0  # seconds that a run is put off for each second of use: nobody waits for ever


@dataclass
class Slot:
    """A tab that runs: for which address, when that becomes too long, how many runs were asked."""

    address: str
    timer: asyncio.TimerHandle
    runs: int


@dataclass(frozen=True, eq=False)
class Waiting:
    """A run that waits: when it is due, who came first, and what begins it."""

    due: float
    number: int
    tab: str
    address: str
    turn: asyncio.Future[None]


class RunSlots:
    """Who runs, and who waits for it; of one event loop."""

    def __init__(
        self, overran: Callable[[str], None], slots: int = SLOTS, longest: float = LONGEST
    ) -> None:
        """With whom to tell of a tab that has run for the longest time."""
        self._overran = overran
        self._slots = slots
        self._longest = longest
        self._running: dict[str, Slot] = {}
        self._waiting: list[Waiting] = []
        self._order = count()

    async def begin(self, tab: str, used: float, address: str = "") -> None:
        """Wait until a tab of an address may run; the longer, the more seconds the tab has used."""
        if tab in self._running and not self._waiting:
            self._run(tab, address)  # it may interrupt itself as long as nobody waits for it
            return
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        due = loop.time() + LATER * used
        self._waiting.append(Waiting(due, next(self._order), tab, address, turn))
        self._admit()
        try:
            await turn
        except asyncio.CancelledError:
            self.leave(tab)
            raise

    def end(self, tab: str) -> None:
        """One of a tab's runs has ended."""
        if slot := self._running.get(tab):
            slot.runs -= 1
            if slot.runs <= 0:
                self.leave(tab)

    def leave(self, tab: str) -> None:
        """A tab needs its slot no more."""
        if slot := self._running.pop(tab, None):
            slot.timer.cancel()
        self._admit()

    def _run(self, tab: str, address: str) -> None:
        slot = self._running.get(tab)
        if slot:
            slot.timer.cancel()
        timer = asyncio.get_running_loop().call_later(self._longest, self._too_long, tab)
        self._running[tab] = Slot(address, timer, slot.runs + 1 if slot else 1)

    def _too_long(self, tab: str) -> None:
        self._overran(tab)
        self.leave(tab)

    def _admit(self) -> None:
        self._waiting = [one for one in self._waiting if not one.turn.done()]
        while len(self._running) < self._slots:
            of_address = Counter(slot.address for slot in self._running.values())
            able = [one for one in self._waiting if one.tab not in self._running]
            if not able:
                return
            first = min(able, key=lambda one: (of_address[one.address], one.due, one.number))
            self._waiting.remove(first)
            self._run(first.tab, first.address)
            first.turn.set_result(None)
