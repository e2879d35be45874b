"""Processor time of pages' runs: so much a second for all, shared by addresses.

Each address has an account, and there is one for all. Runs are paid from both afterwards. An
address whose account is in credit need not ask what others do; one that has used its share gets
what the others leave. So somebody who moves a slider does not notice, somebody who asks without a
pause slows only themselves, and nothing is left unused while somebody asks. Within an address
those come first who have used least.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from rnn_demo.visitors import Visitor

# Processor seconds a second for all, of the one that Python's threads have together: the rest is
# for texts, which go through the server's own thread.
RATE = 0.6
BURST = 2.0  # seconds that an address may use at once
BURST_OF_A_TAB = 0.2  # and for each of its tabs: a class comes at the same moment
LEFT_AT_ONCE = 0.5  # seconds that nobody has used, for anybody
MOST_OF_A_RUN = 0.5  # seconds: what takes longer is a computation, which has a line of its own
MESSAGE = 0.003  # seconds that a message costs beside its run
BYTE = 5e-9  # and each byte that is sent
OFTEN = 0.001  # seconds: the accounts are not counted again sooner
LATELY = 3.0  # seconds: who has not run since shares nothing
HALF = 10.0  # seconds after which half of what a tab has used no longer counts for the order


@dataclass
class Account:
    """What an address may use: `seconds` at once, of at most `most`; `charged` is its last run."""

    seconds: float
    most: float
    tabs: int = 0
    charged: float = -math.inf


@dataclass
class Spent:
    """What a tab has used, the older seconds counting less; counted at `when`."""

    seconds: float
    when: float


class FairShares:
    """The accounts of those who have a tab open."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._accounts: dict[str, Account] = {}
        self._used: dict[Visitor, Spent] = {}
        self._all = LEFT_AT_ONCE
        self._settled = clock()

    def open(self, visitor: Visitor) -> None:
        """A tab is there."""
        self._settle()
        account = self._accounts.setdefault(visitor.address, Account(BURST, BURST))
        account.tabs += 1
        account.most += BURST_OF_A_TAB
        account.seconds += BURST_OF_A_TAB
        self._used[visitor] = Spent(0.0, self._settled)

    def close(self, visitor: Visitor) -> None:
        """A tab has gone, with what it brought; its address goes on owing what it owes."""
        if self._used.pop(visitor, None) is None:
            return
        self._settle()
        account = self._accounts[visitor.address]
        account.tabs -= 1
        account.most -= BURST_OF_A_TAB
        account.seconds -= BURST_OF_A_TAB

    def charge(self, visitor: Visitor, seconds: float) -> None:
        """A run of a tab took so much processor time."""
        self._settle()
        paid = min(seconds, MOST_OF_A_RUN)
        self._all -= paid
        if used := self._used.get(visitor):
            used.seconds, used.when = self.used(visitor) + paid, self._clock()
        if account := self._accounts.get(visitor.address):  # a tab may go while it runs
            account.seconds -= paid
            account.charged = self._settled

    def used(self, visitor: Visitor) -> float:
        """Seconds that a tab has used lately."""
        used = self._used[visitor]
        return float(used.seconds * 0.5 ** ((self._clock() - used.when) / HALF))

    def is_alone(self, address: str) -> bool:
        """Whether no other address has a tab open."""
        return not any(one.tabs for name, one in self._accounts.items() if name != address)

    def in_credit(self, address: str) -> bool:
        """Whether an address has a part of its own share left."""
        self._settle()
        account = self._accounts.get(address)
        return account is not None and account.seconds > 0

    def left(self) -> bool:
        """Whether all together have used less than there was."""
        self._settle()
        return self._all > 0

    def wait(self, address: str) -> float:
        """Seconds until a run of an address may begin, as things are; 0 for at once."""
        self._settle()
        account = self._accounts.get(address)
        if self._all > 0 or (account and account.seconds > 0):
            return 0.0
        own = -account.seconds / self._rate(self._busy()) if account else math.inf
        return min(own, -self._all / RATE)

    def _settle(self) -> None:
        """Give each account what has come back since it was counted."""
        if self._clock() - self._settled < OFTEN:
            return
        now, rate = self._clock(), self._rate(self._busy())
        passed, self._settled = now - self._settled, now
        self._all = min(LEFT_AT_ONCE, self._all + RATE * passed)
        for account in self._accounts.values():
            account.seconds = min(account.most, account.seconds + rate * passed)
        if any(self._is_over(account) for account in self._accounts.values()):
            self._accounts = {a: one for a, one in self._accounts.items() if not self._is_over(one)}

    @staticmethod
    def _is_over(account: Account) -> bool:
        return not account.tabs and account.seconds >= account.most

    def _busy(self) -> int:
        """How many addresses have run lately."""
        since = self._settled - LATELY
        return sum(account.charged > since for account in self._accounts.values())

    def _rate(self, busy: int) -> float:
        return RATE / max(1, busy)
