"""One thread of the engine: it writes texts of several networks, with a batch for each network."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Protocol

from rnn_demo.engine.job import ACTIVE, PARKED, Job
from rnn_demo.engine.limits import Limits
from rnn_demo.engine.narrow_network import NarrowNetwork

if TYPE_CHECKING:
    from rnn_demo.engine.batch import Batch

TICK_SECONDS = 0.01  # between two looks at the clock while all streams are ahead of their pace
LINGER_SECONDS = 1.0  # how long a thread stays when there is nothing to do
# One network's texts stay on one thread until it has so many more than the others: its weights
# are then read once for all of them.
TOGETHER = 8
MANY_PAGES = 2  # that run: they need room
REST = 0.5  # of what a thread has worked, while they run
STOPPED = "The server was stopped."


class WorkQueue(Protocol):
    """What a worker needs of its engine."""

    limits: Limits
    changed: threading.Condition
    closing: bool
    pages_run: int

    def clock(self) -> float:
        """Seconds since any fixed time."""

    def next_in_line(self) -> Job | None:
        """The job that may start now; called with `changed` held."""

    def wait_again(self, job: Job) -> None:
        """Take back a job that gave way to another; called with `changed` held."""


class Worker:
    """A thread that lives while it has something to do.

    It has the priority of every other thread. With less, other processes of a busy host would take
    its time first, and whenever it was put aside while it held Python's lock, clicks would wait for
    it as well. Instead it rests while many pages run, half as long as it has worked: so every
    text goes on.

    Attributes:
        jobs: those with a place here, new arrivals included.
    """

    def __init__(self, line: WorkQueue, number: int) -> None:
        self.jobs: list[Job] = []
        self._line = line
        self._number = number
        self._arrivals: list[Job] = []
        self._thread: threading.Thread | None = None

    def burden(self, network: NarrowNetwork) -> int:
        """The cost of giving it a text of this network: bytes to be read for a step."""
        own = sum(1 for job in self.jobs if job.network is network)
        total = sum(job.network.weights.nbytes for job in self.jobs)
        return total - (TOGETHER * network.weights.nbytes if own else 0)

    def give(self, job: Job) -> None:
        """Take a text to write; called with the engine's lock held."""
        job.phase, job.worker, job.since = ACTIVE, self, self._line.clock()
        if job not in self.jobs:  # it may have been parked here a moment ago
            self.jobs.append(job)
        self._arrivals.append(job)
        if self._thread is None:
            # Not a daemon: the interpreter waits for it at shutdown, and it ends soon by itself.
            self._thread = threading.Thread(target=self._run, name=f"engine-{self._number}")
            self._thread.start()

    def seats(self, job: Job) -> bool:
        """Whether a text has a place here."""
        return job.worker is self and job.phase == ACTIVE

    def join(self) -> None:
        """Wait until the thread has ended."""
        if thread := self._thread:
            thread.join()

    def _run(self) -> None:
        batches: dict[int, Batch] = {}
        idle_since = self._line.clock()
        while True:
            now = self._line.clock()
            with self._line.changed:
                leaving = self._line.closing or not threading.main_thread().is_alive()
                self._let_go()
                while not leaving and (waiting := self._line.next_in_line()):
                    self.give(waiting)
                arrivals, self._arrivals = self._arrivals, []
                if self.jobs:
                    idle_since = now
                if leaving or now - idle_since > LINGER_SECONDS:
                    self._thread, self.jobs = None, []
                    break
                if not self.jobs:
                    self._line.changed.wait(LINGER_SECONDS / 4)
                    continue
            self._seat(arrivals, batches, now)
            began = time.perf_counter()
            if self._work(batches):
                if self._line.pages_run >= MANY_PAGES:
                    time.sleep(REST * (time.perf_counter() - began))
            else:
                with self._line.changed:
                    if not self._arrivals:
                        self._line.changed.wait(TICK_SECONDS)
        for batch in batches.values():
            batch.end_all(STOPPED)
        for job in arrivals:
            job.end(STOPPED)

    # In a function of its own: a name in `_run` would keep the last text that left.
    def _let_go(self) -> None:
        """Forget those that have no place here any more; who gave way waits again."""
        left = [job for job in self.jobs if not self.seats(job)]
        self.jobs = [job for job in self.jobs if self.seats(job)]
        for job in left:
            if job.worker is self and job.phase == PARKED and job.gives_way:
                self._line.wait_again(job)

    def _seat(self, arrivals: list[Job], batches: dict[int, Batch], now: float) -> None:
        for job in arrivals:
            key = id(job.network)
            try:
                if key not in batches:
                    from rnn_demo.engine.batch import Batch  # the compiler comes with it

                    batches[key] = Batch(job.network, self._line.limits)
                batches[key].join(job, now)
            except BaseException as error:
                job.end(error=error)

    def _work(self, batches: dict[int, Batch]) -> bool:
        worked = False
        for key, batch in list(batches.items()):
            try:
                worked |= batch.work(self._line.clock())
            except BaseException as error:  # shown by the page in one sentence, raised by wait()
                batch.end_all(error=error)
            if not batch.jobs:
                del batches[key]  # and its arrays, and perhaps a network that was replaced
        return worked
