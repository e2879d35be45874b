"""One thread of the engine: it has texts of any networks, and a batch for each of these."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from typing import TYPE_CHECKING, Protocol

from rnn_demo.engine.limits import Limits
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.writing import ACTIVE, ENDED, PARKED, Writing

if TYPE_CHECKING:
    from rnn_demo.engine.batch import Batch

TICK_SECONDS = 0.01  # from one look at the clock to the next while all are ahead of their pace
LINGER_SECONDS = 1.0  # that a thread stays when there is nothing to do
NICENESS = 5  # clicks come before texts
# One network's texts stay on one thread until it has so many more than the others: its weights
# are then read once for all of them.
TOGETHER = 8
STOPPED = "The server was stopped."


class WorkQueue(Protocol):
    """What a worker needs of its engine."""

    limits: Limits
    changed: threading.Condition
    closing: bool

    def clock(self) -> float:
        """Seconds, from any beginning."""

    def next_in_line(self) -> Writing | None:
        """Who may come in now; called with `changed` held."""


class Worker:
    """A thread that is there while it has something to do.

    Attributes:
        writings: with a place here, those that just came included.
    """

    def __init__(self, line: WorkQueue, number: int) -> None:
        self.writings: list[Writing] = []
        self._line = line
        self._number = number
        self._arrivals: list[Writing] = []
        self._thread: threading.Thread | None = None

    def burden(self, network: NarrowNetwork) -> int:
        """What speaks against giving it a text of this network: bytes to be read for a step."""
        own = sum(1 for writing in self.writings if writing.network is network)
        total = sum(writing.network.weights.nbytes for writing in self.writings)
        return total - (TOGETHER * network.weights.nbytes if own else 0)

    def give(self, writing: Writing) -> None:
        """A text to write; called with the engine's lock held."""
        writing.phase, writing.place = ACTIVE, self
        if writing not in self.writings:  # it may have been parked here a moment ago
            self.writings.append(writing)
        self._arrivals.append(writing)
        if self._thread is None:
            # Not a daemon: the interpreter waits for it at shutdown, and it ends soon by itself.
            self._thread = threading.Thread(target=self._run, name=f"engine-{self._number}")
            self._thread.start()

    def join(self) -> None:
        """Until the thread has ended."""
        if thread := self._thread:
            thread.join()

    def _run(self) -> None:
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        batches: dict[int, Batch] = {}
        idle_since = self._line.clock()
        while True:
            now = self._line.clock()
            with self._line.changed:
                leaving = self._line.closing or not threading.main_thread().is_alive()
                self.writings = [
                    w for w in self.writings if w.place is self and w.phase not in (PARKED, ENDED)
                ]
                while not leaving and (waiting := self._line.next_in_line()):
                    self.give(waiting)
                arrivals, self._arrivals = self._arrivals, []
                if self.writings:
                    idle_since = now
                if leaving or now - idle_since > LINGER_SECONDS:
                    self._thread, self.writings = None, []
                    break
                if not self.writings:
                    self._line.changed.wait(LINGER_SECONDS / 4)
                    continue
            self._seat(arrivals, batches, now)
            if not self._work(batches):
                with self._line.changed:
                    if not self._arrivals:
                        self._line.changed.wait(TICK_SECONDS)
        for batch in batches.values():
            batch.end_all(STOPPED)
        for writing in arrivals:
            writing.end(STOPPED)

    def _seat(self, arrivals: list[Writing], batches: dict[int, Batch], now: float) -> None:
        for writing in arrivals:
            key = id(writing.network)
            try:
                if key not in batches:
                    from rnn_demo.engine.batch import Batch  # the compiler comes with it

                    batches[key] = Batch(writing.network, self._line.limits)
                batches[key].join(writing, now)
            except BaseException as error:
                writing.end(error=error)

    def _work(self, batches: dict[int, Batch]) -> bool:
        worked = False
        for key, batch in list(batches.items()):
            try:
                worked |= batch.work(self._line.clock())
            except BaseException as error:  # shown by the page in one sentence, raised by wait()
                batch.end_all(error=error)
            if not batch.writings:
                del batches[key]  # and its arrays, and perhaps a network that was replaced
        return worked
