"""Processor time of pages' runs, shared by addresses first and then by their tabs.

Each tab has an account. A run is paid from it afterwards, and what was paid comes back slowly: the
more tabs have run lately, the slower. So somebody who moves a slider does not notice, somebody who
asks without a pause waits for their own share, and nobody waits for them.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from rnn_demo.visitors import Visitor

# Processor seconds a second for all, of the one that Python's threads have together; of the rest
# live those who use little.
RATE = 0.35
ALONE = 0.6  # where one tab is busy, or two
MESSAGE = 0.003  # seconds that a message costs beside its run
FIRST = 0.5  # seconds on the account of a new tab
MOST = 2.0  # on any
LATELY = 3.0  # seconds: who has not run since shares nothing
HALF = 10.0  # seconds after which half of what was used no longer counts for the order


@dataclass
class Account:
    """What a tab may use, and what it has used.

    Attributes:
        seconds: that it may still use at once.
        used: seconds that it has used, the older ones counting less.
        when: both were counted.
        charged: when it ran last.
    """

    seconds: float
    when: float
    used: float = 0.0
    charged: float = -math.inf


class FairShares:
    """The accounts of all open tabs."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._accounts: dict[Visitor, Account] = {}

    def open(self, visitor: Visitor) -> None:
        """A tab is there."""
        self._accounts[visitor] = Account(FIRST, self._clock())

    def close(self, visitor: Visitor) -> None:
        """A tab has gone."""
        self._accounts.pop(visitor, None)

    def charge(self, visitor: Visitor, seconds: float) -> None:
        """A run of a tab took so much processor time."""
        if visitor in self._accounts:
            self._settle()
            account = self._accounts[visitor]
            account.seconds -= seconds
            account.used += seconds
            account.charged = self._clock()

    def used(self, visitor: Visitor) -> float:
        """Seconds that a tab has used lately."""
        self._settle()
        return self._accounts[visitor].used

    def wait(self, visitor: Visitor) -> float:
        """Seconds until a tab may ask for another run, as things are; 0 for at once."""
        self._settle()
        owed = -self._accounts[visitor].seconds
        return owed / self._rate(visitor, self._busy()) if owed > 0 else 0.0

    def _settle(self) -> None:
        """Give each account what has come back since it was counted."""
        now, busy = self._clock(), self._busy()
        for visitor, account in self._accounts.items():
            back = self._rate(visitor, busy) * (now - account.when)
            account.seconds = min(MOST, account.seconds + back)
            account.used *= 0.5 ** ((now - account.when) / HALF)
            account.when = now

    def _busy(self) -> Counter[str]:
        """How many tabs of each address have run lately."""
        since = self._clock() - LATELY
        tabs = (v.address for v, account in self._accounts.items() if account.charged > since)
        return Counter(tabs)

    def _rate(self, visitor: Visitor, busy: Counter[str]) -> float:
        others = len(busy) - (visitor.address in busy)
        rate = ALONE if busy.total() <= 2 else RATE
        return rate / (others + 1) / max(1, busy[visitor.address])
