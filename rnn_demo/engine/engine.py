"""The one engine of a process: it writes the texts of all visitors, many at each step.

Streams of the same network share a step (`rnn_demo.engine.batch`), so that its weights are read
once for all of them. The engine starts its threads when there is something to write, and they end
soon after the last text. Who has a place, and for how long, is fair (`rnn_demo.engine.sharing`).
"""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from weakref import WeakSet

from rnn_demo.engine.admission import refuse_too_long, refuse_too_many, refuse_too_much
from rnn_demo.engine.generation import Reader, Request
from rnn_demo.engine.holding import Hold
from rnn_demo.engine.job import PARKED, WAITING, Job
from rnn_demo.engine.limits import UNBOUNDED, Limits, limits_from
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.sharing import asked_to_give_way, in_order, places_held
from rnn_demo.engine.worker import STOPPED, Worker
from rnn_demo.engine.writing import Writing
from rnn_demo.visitors import NOBODY, Visitor

SHARE_SECONDS = 0.02  # between two looks at how places are shared
ASKED_AT_ONCE = 16  # texts that give way at one such look


@dataclass(frozen=True)
class Load:
    """How many texts an engine has.

    Attributes:
        writing: texts that have a place.
        waiting: texts that wait for one.
    """

    writing: int
    waiting: int


class Engine:
    """Writes texts within its limits.

    Example:
        >>> from rnn_demo.artifacts.generator import read_generator
        >>> from rnn_demo.artifacts.models_folder import find_model
        >>> from rnn_demo.engine.narrow_network import narrowed
        >>> from rnn_demo.engine.network import network_from
        >>> network = narrowed(network_from(read_generator(find_model("shakespeare-gru"))))
        >>> writing = Engine().write(network, Request("ROMEO:", length=40, seed=1))
        >>> writing.wait()
        >>> len(writing.text), len(writing.transcript.surprises)
        (40, 40)
    """

    def __init__(
        self, limits: Limits = UNBOUNDED, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.limits = limits
        self.clock = clock  # in seconds; sets the pace and tells who still looks
        # Guards everything below; threads that wait for something to happen wait on it.
        self.changed = threading.Condition()
        self.closing = False
        self.pages_run = 0  # set by who serves them; the threads that write make room for many
        self.queue: list[Job] = []  # in the order of their turns
        self._alive: WeakSet[Job] = WeakSet()  # all that anybody still has
        self._shared = -math.inf  # when places were shared out last
        self._workers = [Worker(self, number) for number in range(limits.threads)]

    def write(
        self,
        network: NarrowNetwork,
        request: Request,
        reader: Reader | None = None,
        visitor: Visitor = NOBODY,
        hold: Hold | None = None,
    ) -> Writing:
        """Begin a text.

        Args:
            network: who writes.
            request: what.
            reader: where to write on from; None reads the prompt.
            visitor: for whom.
            hold: units held from the first character on; see `Writing.hold`.

        Raises:
            HoldError: the network has no such unit, or it cannot have such a value.
            AdmissionError: too long, or too many texts of this tab, of its address or of all.
            TokenizerError: the prompt has a character that the model does not know, or one was
                chosen.
        """
        refuse_too_long(request.length, self.limits)
        job = Job(network, request, reader, visitor, self.clock())
        writing = Writing(self, job)
        writing.hold(hold)
        with self.changed:
            refuse_too_many(visitor, self.limits, self._seated(), self.queue)
            refuse_too_much(visitor, self._alive)
            self._alive.add(job)
            self._admit(job)
        return writing

    def load(self) -> Load:
        """How many texts are written and how many wait now."""
        with self.changed:
            return Load(len(self._seated()), len(self.queue))

    def close(self) -> None:
        """End every text and every thread; a later `write` starts them again."""
        with self.changed:
            self.closing = True
            self.changed.notify_all()
        for worker in self._workers:
            worker.join()
        with self.changed:
            for job in self.queue:
                job.end(STOPPED)
            self.queue.clear()
            self.closing = False

    def longest_wait(self) -> float:
        """For how many seconds the text that has waited longest has had no place; 0 for none."""
        with self.changed:
            now = self.clock()
            return now - min((job.since for job in self.queue), default=now)

    # Called by `Writing`.

    def resume(self, job: Job) -> None:
        """Give a parked text a place again."""
        with self.changed:
            if job.phase == PARKED:
                self._admit(job)

    def withdraw(self, job: Job) -> None:
        """End a text that is not wanted; one that is being written ends at the next look."""
        with self.changed:
            if job in self.queue:
                self.queue.remove(job)
                job.end()
                self._share_out()
            elif job.phase == PARKED:
                job.end()
            self.changed.notify_all()

    # Called by its threads, with `changed` held.

    def next_in_line(self) -> Job | None:
        """The job whose turn it is, if there is a place; parks those that nobody watches."""
        now = self.clock()
        for job in [waiting for waiting in self.queue if waiting.unwatched(now)]:
            self.queue.remove(job)
            job.phase = PARKED
        if not self.queue:
            return None
        if len(self._seated()) < self.limits.streams:
            return self.queue.pop(0)
        if not 0 <= now - self._shared < SHARE_SECONDS:
            self._share_out()
        return None

    def wait_again(self, job: Job) -> None:
        """Take back a job that gave way to another."""
        self._admit(job)

    def _admit(self, job: Job) -> None:
        job.phase, job.since, job.gives_way = WAITING, self.clock(), False
        if self.queue or len(self._seated()) >= self.limits.streams:
            self.queue.append(job)
            self._share_out()
        else:
            min(self._workers, key=lambda worker: worker.burden(job.network)).give(job)
        self.changed.notify_all()

    def _share_out(self) -> None:
        """Bring those who wait into a fair order, and ask for the places that they should have."""
        self._shared = self.clock()
        staying = [job for job in self._seated() if not job.gives_way]
        self.queue = in_order(self.queue, places_held(staying))
        for ahead, job in enumerate(self.queue):
            job.ahead = ahead
        free = self.limits.streams - len(staying)
        for job in asked_to_give_way(self.queue, staying, free, self._shared, ASKED_AT_ONCE):
            job.gives_way = True

    def _seated(self) -> list[Job]:
        return [job for worker in self._workers for job in worker.jobs if worker.seats(job)]


@cache
def serving_engine() -> Engine:
    """The engine of a served page: one a process, with the limits of its environment.

    Raises:
        LimitError: a variable has a value that cannot be a limit.
    """
    return Engine(limits_from(os.environ))
