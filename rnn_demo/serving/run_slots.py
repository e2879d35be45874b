"""How many pages run at the same time: a few, so that a short run does not wait for many.

Threads of Python take turns, and a run of 50 ms beside a hundred others takes five seconds. Here
those go first whose address has a part of its share left (`fair_shares`), of these the
address with fewest runs under way, and among runs of the same address each has a moment when it is
due: the later, the more its tab has used. An address has at most half of the slots while others
have a tab open, so that a flood from one does not make another wait for a slot.

A run has two parts: what the click was for, which is short, and the drawing of the page. Between
the two it gives way to those that have not begun: when a class presses Generate at the same moment,
all texts begin before the first page is drawn.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from rnn_demo.serving.fair_shares import FairShares
from rnn_demo.visitors import Visitor

SLOTS = 4
OF_ONE_ADDRESS = 2  # while others have a tab open: they find a slot at once
LONGEST = 0.5  # seconds: what takes longer is a computation, which has a line of its own
LATER = 1.0  # seconds that a run is put off for each second of use
LATEST = 0.5  # and in all: who moves a slider all the time uses most, and waits no second
DRAWN = 0.5  # seconds that the drawing of a page is put off, if others have not begun
FIRST_RUN = 0.1  # seconds of use that count for a tab's first run: many may come at once
SOON = 0.005  # seconds: no look at the accounts comes sooner after another


@dataclass
class Slot:
    """A tab that runs: for whom, when that becomes too long, how many runs were asked, when due."""

    address: str
    timer: asyncio.TimerHandle
    runs: int
    due: float


@dataclass(frozen=True, eq=False)
class Waiting:
    """A run that waits: when it is due, who came first, and what begins it.

    Attributes:
        begun: how many runs of the tab have begun and given way; 0 for one that has not begun.
    """

    due: float
    number: int
    visitor: Visitor
    turn: asyncio.Future[None]
    begun: int = 0


class RunSlots:
    """Who runs, and who waits for it; of one event loop."""

    def __init__(
        self,
        shares: FairShares,
        slots: int = SLOTS,
        longest: float = LONGEST,
        told: Callable[[int], None] = lambda count: None,
    ) -> None:
        """With the accounts that say who may run; a tab that runs for too long pays at once.

        Args:
            shares: the accounts.
            slots: how many run at once.
            longest: seconds.
            told: gets how many run, whenever that changes.
        """
        self._shares = shares
        self._slots = slots
        self._longest = longest
        self._told = told
        self._running: dict[str, Slot] = {}
        self._waiting: list[Waiting] = []
        self._order = count()
        self._look: asyncio.TimerHandle | None = None

    async def begin(self, visitor: Visitor, is_first: bool = False) -> None:
        """Wait until a tab may run; the longer, the more it has used.

        Args:
            visitor: the tab, open in the accounts.
            is_first: whether it has not run before.
        """
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[None] = loop.create_future()
        used = self._shares.used(visitor) + FIRST_RUN * is_first
        due = loop.time() + min(LATEST, LATER * used)
        await self._wait(Waiting(due, next(self._order), visitor, turn))

    async def give_way(self, visitor: Visitor) -> None:
        """Let those begin who have not; returns when a tab that runs may go on."""
        slot = self._running.get(visitor.tab)
        if slot is None or not self.wanted:
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        slot.timer.cancel()
        del self._running[visitor.tab]
        due = slot.due + DRAWN
        await self._wait(Waiting(due, next(self._order), visitor, turn, begun=slot.runs))

    @property
    def wanted(self) -> bool:
        """Whether somebody waits; may be asked by any thread."""
        return any(not one.turn.done() for one in self._waiting)

    async def _wait(self, one: Waiting) -> None:
        self._waiting.append(one)
        self._admit()
        try:
            await one.turn
        except asyncio.CancelledError:
            self.leave(one.visitor.tab)
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

    def _run(self, first: Waiting) -> None:
        """It runs now, and with it what the same tab has begun: a run can be interrupted."""
        visitor = first.visitor
        runs = max(1, first.begun)
        if slot := self._running.get(visitor.tab):
            slot.timer.cancel()
            runs += slot.runs
        for one in [one for one in self._waiting if one.begun and one.visitor.tab == visitor.tab]:
            self._waiting.remove(one)
            if not one.turn.done():
                runs += one.begun
                one.turn.set_result(None)
        timer = asyncio.get_running_loop().call_later(self._longest, self._too_long, visitor)
        self._running[visitor.tab] = Slot(visitor.address, timer, runs, first.due)

    def _too_long(self, visitor: Visitor) -> None:
        """A tab has kept others waiting for as long as it may: that is paid for as well."""
        self._shares.charge(visitor, LONGEST / SLOTS)
        self.leave(visitor.tab)

    def _admit(self) -> None:
        """Let those run who may; if only their accounts keep them, look again when that is over."""
        if self._look:
            self._look.cancel()
            self._look = None
        while first := self._first():
            self._waiting.remove(first)
            self._run(first)
            first.turn.set_result(None)
        self._told(len(self._running))

    def _first(self) -> Waiting | None:
        """Whose run begins now."""
        self._waiting = [one for one in self._waiting if not one.turn.done()]
        able = self._waiting
        of_address = Counter(slot.address for slot in self._running.values())
        if len(self._running) >= self._slots:  # who waits alone may interrupt their own run
            able = [one for one in able if one.visitor.tab in self._running and len(able) == 1]
        able = [
            one
            for one in able
            if one.visitor.tab in self._running
            or of_address[one.visitor.address] < OF_ONE_ADDRESS
            or self._shares.is_alone(one.visitor.address)
        ]
        if not able:
            return None
        in_credit = {
            one.visitor.address: self._shares.in_credit(one.visitor.address) for one in able
        }

        def order(one: Waiting) -> tuple[bool, int, float, int]:
            address = one.visitor.address
            may = in_credit[address] or one.begun > 0
            return not may, of_address[address], one.due, one.number

        first = min(able, key=order)
        if in_credit[first.visitor.address] or first.begun or self._shares.left():
            return first
        seconds = min(self._shares.wait(address) for address in in_credit)
        loop = asyncio.get_running_loop()
        self._look = loop.call_later(max(SOON, seconds), self._admit)
        return None
