"""The one engine of a process: it writes everybody's texts, many at each step.

Streams of the same network share a step (`rnn_demo.engine.batch`), so that its weights are read
once for all of them. The engine starts its threads when there is something to write, and they end
soon after there is nothing more.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass
from functools import cache

from rnn_demo.engine.generation import Reader, Request
from rnn_demo.engine.limits import UNBOUNDED, Limits, limits_from
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.writing import ACTIVE, ENDED, PARKED, WAITING, Writing

TICK_SECONDS = 0.01  # from one look at the clock to the next while all are ahead of their pace
LINGER_SECONDS = 1.0  # that a thread stays when there is nothing to do
NICENESS = 5  # clicks come before texts


class Refused(RuntimeError):
    """A text that cannot be taken on now; the message says which bound and what helps."""


@dataclass(frozen=True)
class Load:
    """How much is going on.

    Attributes:
        writing: texts that have a place.
        waiting: texts that wait for one.
    """

    writing: int
    waiting: int


class Engine:
    """Writes texts within its limits."""

    def __init__(self, limits: Limits = UNBOUNDED) -> None:
        self.limits = limits
        # Guards everything below; whoever waits for something to happen waits on it.
        self.changed = threading.Condition()
        self.closing = False
        self.queue: deque[Writing] = deque()
        self._workers = [Worker(self, number) for number in range(limits.threads)]

    def write(
        self,
        network: NarrowNetwork,
        request: Request,
        reader: Reader | None = None,
        visitor: str = "",
    ) -> Writing:
        """Begin a text.

        Args:
            network: who writes.
            request: what.
            reader: where to write on from; None reads the prompt.
            visitor: for whom.

        Raises:
            Refused: too long, or too many texts of this visitor or of all.
            TokenizerError: the prompt has a character that the model does not know.
        """
        limits = self.limits
        if request.length > limits.length:
            raise Refused(
                f"The length is {request.length:,}; this server writes {limits.length:,} "
                "characters at most: choose fewer, and go on from the end."
            )
        writing = Writing(self, network, request, reader, visitor)
        with self.changed:
            there = [*self.queue, *self._seated()]
            own = sum(1 for other in there if visitor and other.visitor == visitor)
            if own >= limits.streams_per_visitor:
                raise Refused(
                    f"{own} of your texts are being written, the most for one visitor: "
                    "stop one, or wait for its end."
                )
            if len(self.queue) >= max(1, limits.queue) and len(there) >= limits.streams:
                raise Refused(
                    f"{len(self.queue):,} texts wait already, the most that may: "
                    "try again in a minute."
                )
            self._admit(writing)
        return writing

    def load(self) -> Load:
        """How many write and wait now."""
        with self.changed:
            return Load(len(self._seated()), len(self.queue))

    def close(self) -> None:
        """End every text and every thread; a later `write` starts anew."""
        with self.changed:
            self.closing = True
            self.changed.notify_all()
        for worker in self._workers:
            worker.join()
        with self.changed:
            for writing in self.queue:
                writing.end("The server was stopped.")
            self.queue.clear()
            self.closing = False

    # What a text asks of its host.

    def resume(self, writing: Writing) -> None:
        """Take up a parked text again."""
        with self.changed:
            if writing.phase == PARKED:
                self._admit(writing)

    def withdraw(self, writing: Writing) -> None:
        """End a text that is not wanted; one that is being written ends at the next look."""
        with self.changed:
            if writing in self.queue:
                self.queue.remove(writing)
                writing.end()
            elif writing.phase == PARKED:
                writing.end()
            self.changed.notify_all()

    def ahead_of(self, writing: Writing) -> int:
        """How many wait before it."""
        with self.changed:
            return self.queue.index(writing) if writing in self.queue else 0

    # What its threads ask of it, holding `changed`.

    def next_in_line(self) -> Writing | None:
        """Who has waited longest, once there is a place; those that nobody watches are parked."""
        now = time.monotonic()
        for writing in [w for w in self.queue if w.unwatched(now)]:
            self.queue.remove(writing)
            writing.phase = PARKED
        if not self.queue or len(self._seated()) >= self.limits.streams:
            return None
        return self.queue.popleft()

    def _admit(self, writing: Writing) -> None:
        writing.phase = WAITING
        if self.queue or len(self._seated()) >= self.limits.streams:
            self.queue.append(writing)
        else:
            min(self._workers, key=Worker.load).give(writing)
        self.changed.notify_all()

    def _seated(self) -> list[Writing]:
        return [writing for worker in self._workers for writing in worker.writings]


class Worker:
    """One thread of an engine."""

    def __init__(self, engine: Engine, number: int) -> None:
        self.writings: list[Writing] = []  # with a place here, those that just came included
        self._engine = engine
        self._number = number
        self._arrivals: list[Writing] = []
        self._thread: threading.Thread | None = None

    def load(self) -> int:
        """Bytes of weights to be read for everybody here to get one character."""
        return sum(writing.network.weights.nbytes for writing in self.writings)

    def give(self, writing: Writing) -> None:
        """A text to write; called with the engine's lock held."""
        writing.phase = ACTIVE
        self.writings.append(writing)
        self._arrivals.append(writing)
        if self._thread is None:
            # Not a daemon: the interpreter waits for it at shutdown, and it ends soon by itself.
            self._thread = threading.Thread(target=self._run, name=f"engine-{self._number}")
            self._thread.start()

    def join(self) -> None:
        """Until the thread has ended."""
        thread = self._thread
        if thread:
            thread.join()

    def _run(self) -> None:
        from rnn_demo.engine.batch import Batch  # numba, which only writing needs, comes with it

        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        batches: dict[int, Batch] = {}
        idle_since = time.monotonic()
        while True:
            now = time.monotonic()
            with self._engine.changed:
                leaving = self._engine.closing or not threading.main_thread().is_alive()
                self.writings = [w for w in self.writings if w.phase not in (PARKED, ENDED)]
                while not leaving and (waiting := self._engine.next_in_line()):
                    self.give(waiting)
                arrivals, self._arrivals = self._arrivals, []
                if self.writings:
                    idle_since = now
                if leaving or now - idle_since > LINGER_SECONDS:
                    self._thread = None
                    break
                if not self.writings:
                    self._engine.changed.wait(LINGER_SECONDS / 4)
                    continue
            for writing in arrivals:
                key = id(writing.network)
                if key not in batches:
                    batches[key] = Batch(writing.network, self._engine.limits)
                batches[key].join(writing, now)
            if not self._work(batches):
                with self._engine.changed:
                    if not self._arrivals:
                        self._engine.changed.wait(TICK_SECONDS)
        for batch in batches.values():
            batch.end_all("The server was stopped.")
        for writing in arrivals:
            writing.end("The server was stopped.")
        self.writings = []

    def _work(self, batches: dict[int, Batch]) -> bool:  # type: ignore[name-defined]  # noqa: F821
        worked = False
        for key, batch in list(batches.items()):
            try:
                worked |= batch.work(time.monotonic())
            except BaseException as error:  # shown by the page in one sentence, raised by wait()
                batch.end_all(error=error)
            if not batch.writings:
                del batches[key]  # and its arrays, and perhaps a network that was replaced
        return worked


@cache
def serving_engine() -> Engine:
    """The engine of a served page: one a process, with the limits of its environment.

    Raises:
        LimitError: a variable that is no limit.
    """
    return Engine(limits_from(os.environ))
