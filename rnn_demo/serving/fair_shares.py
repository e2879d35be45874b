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

RATE = 0.6  # processor seconds a second for all: Python runs one thread at a time
FIRST = 1.0  # seconds on the account of a new tab
MOST = 3.0  # on any
LATELY = 3.0  # seconds: who has not run since shares nothing


@dataclass
class Account:
    """Seconds that a tab may still use at once, when they were counted, and its last run."""

    seconds: float
    when: float
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
            account.charged = self._clock()

    def spent(self, visitor: Visitor) -> float:
        """Seconds that a tab has to get back until its account is full."""
        self._settle()
        return MOST - self._accounts[visitor].seconds

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
            account.when = now

    def _busy(self) -> Counter[str]:
        """How many tabs of each address have run lately."""
        since = self._clock() - LATELY
        tabs = (v.address for v, account in self._accounts.items() if account.charged > since)
        return Counter(tabs)

    def _rate(self, visitor: Visitor, busy: Counter[str]) -> float:
        others = len(busy) - (visitor.address in busy)
        return RATE / (others + 1) / max(1, busy[visitor.address])
