"""Turns of heavy computations: so many at once in all, one for each visitor, the rest in a line.

A turn is a few hundred milliseconds long. Whoever has used little time lately goes first, counted
by address before tab, so a short question passes a long one and a visitor with many tabs delays
only himself. What was begun keeps its memory while it waits, so a computation says beforehand how
much it needs, and it begins only when there is room.
"""

from __future__ import annotations

import math
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from rnn_demo.visitors import Visitor

SLICE_SECONDS = 0.25  # of a turn, when others wait
FORGET_SECONDS = 20.0  # what was used counts for half after so long
ROOM_MEGABYTES = 250.0  # of all computations that have begun
ADDRESS_SHARE = 0.5  # of that room, for one address


@dataclass
class Used:
    """Seconds that somebody has used lately.

    Attributes:
        seconds: as they counted at `when`.
        when: the time of the last count.
    """

    seconds: float = 0.0
    when: float = 0.0

    def at(self, now: float) -> float:
        """What is left of them."""
        return self.seconds * math.exp2((self.when - now) / FORGET_SECONDS)

    def add(self, seconds: float, now: float) -> None:
        """Count some more."""
        self.seconds, self.when = self.at(now) + seconds, now


@dataclass(eq=False)
class Ticket:
    """A computation in the line, or under way; made by `Turns.join`.

    Attributes:
        visitor: whose it is.
        megabytes: what it may need.
        question: what it computes; None if nobody else asks the same.
        number: who came first.
        begun: whether it has had a turn, and so holds memory.
        since: when its turn began; None while it waits.
        turn: set while it has one.
    """

    visitor: Visitor
    megabytes: float
    question: Hashable
    number: int
    begun: bool = False
    since: float | None = None
    turn: threading.Event = field(default_factory=threading.Event)


Rank = tuple[float, float, int]  # what the address has used, what the tab has, who came first


@dataclass
class Turns:
    """Who may compute now.

    Attributes:
        places: computations at the same time.
        room: megabytes of all that have begun.
        clock: seconds since any fixed time.
    """

    places: int
    room: float = ROOM_MEGABYTES
    clock: Callable[[], float] = time.monotonic
    _line: list[Ticket] = field(default_factory=list)
    _used: dict[str, Used] = field(default_factory=dict)
    _number: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def join(self, visitor: Visitor, megabytes: float, question: Hashable = None) -> Ticket:
        """Join the line. Of those who ask the same, one computes and the others wait for it."""
        with self._lock:
            self._number += 1
            ticket = Ticket(visitor, megabytes, question, self._number)
            self._line.append(ticket)
            self._give()
            return ticket

    def mine(self, ticket: Ticket, patience: float = 0.0) -> bool:
        """Whether a computation may take its next step now; asked before each.

        A turn ends here when it was long enough and somebody else is next.

        Args:
            ticket: of the computation.
            patience: seconds to wait until it may.
        """
        with self._lock:
            now = self.clock()
            if ticket.since is not None and now - ticket.since >= SLICE_SECONDS:
                self._end(ticket, now)
                self._give()
        return ticket.turn.wait(patience)

    def ahead(self, ticket: Ticket) -> int:
        """How many come before it."""
        with self._lock:
            return self._order(self.clock()).index(ticket)

    def leave(self, ticket: Ticket) -> None:
        """It has ended, in whichever way."""
        with self._lock:
            if ticket in self._line:
                now = self.clock()
                self._end(ticket, now)
                self._line.remove(ticket)
                self._used = {k: used for k, used in self._used.items() if used.at(now) > 0.01}
                self._give()

    def _end(self, ticket: Ticket, now: float) -> None:
        """A turn is over."""
        if ticket.since is None:
            return
        for who in (ticket.visitor.address, _tab(ticket.visitor)):
            self._used.setdefault(who, Used()).add(now - ticket.since, now)
        ticket.since = None
        ticket.turn.clear()

    def _give(self) -> None:
        """Whoever comes next has a turn."""
        now = self.clock()
        for ticket in self._next(now):
            if ticket.since is None:
                ticket.since, ticket.begun = now, True
                ticket.turn.set()

    def _order(self, now: float) -> list[Ticket]:
        """Those with a turn first, then by what they have used.

        A computation that has begun comes as early as the first of those who wait for its result.
        """
        nothing = Used()
        ranks: dict[Ticket, Rank] = {}
        first: dict[Hashable, Rank] = {}
        for ticket in self._line:
            by_address = self._used.get(ticket.visitor.address, nothing).at(now)
            by_tab = self._used.get(_tab(ticket.visitor), nothing).at(now)
            rank = ranks[ticket] = (round(by_address, 2), round(by_tab, 2), ticket.number)
            first[ticket.question] = min(rank, first.get(ticket.question, rank))

        def place(ticket: Ticket) -> tuple[bool, Rank]:
            waited_for = ticket.begun and ticket.question is not None
            return ticket.since is None, first[ticket.question] if waited_for else ranks[ticket]

        return sorted(self._line, key=place)

    def _next(self, now: float) -> list[Ticket]:
        """Those who have a turn or get one."""
        found: list[Ticket] = []
        held = sum(ticket.megabytes for ticket in self._line if ticket.begun)
        under_way = {ticket.question for ticket in self._line if ticket.begun} - {None}
        tabs: set[str] = set()
        of_address: defaultdict[str, float] = defaultdict(float)
        for ticket in self._line:
            of_address[ticket.visitor.address] += ticket.megabytes * ticket.begun
        for ticket in self._order(now):
            if len(found) == self.places:
                break
            if _tab(ticket.visitor) in tabs:
                continue
            if not ticket.begun:
                if ticket.question in under_way:
                    continue
                if held and held + ticket.megabytes > self.room:
                    continue
                # What has begun is let finish, so nobody's tabs may begin as much as there is.
                own = of_address[ticket.visitor.address]
                if own and own + ticket.megabytes > ADDRESS_SHARE * self.room:
                    continue
                held += ticket.megabytes
                of_address[ticket.visitor.address] += ticket.megabytes
                if ticket.question is not None:
                    under_way.add(ticket.question)
            tabs.add(_tab(ticket.visitor))
            found.append(ticket)
        return found


def _tab(visitor: Visitor) -> str:
    return f"{visitor.address} {visitor.tab}"
