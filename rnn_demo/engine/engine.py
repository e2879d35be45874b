"""The one engine of a process: it writes the texts of all visitors, many at each step.

Streams of the same network share a step (`rnn_demo.engine.batch`), so that its weights are read
once for all of them. The engine starts its threads when there is something to write, and they end
soon after the last text.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from rnn_demo.engine.generation import Reader, Request
from rnn_demo.engine.holding import Hold
from rnn_demo.engine.job import PARKED, WAITING, Job
from rnn_demo.engine.limits import UNBOUNDED, Limits, limits_from
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.worker import STOPPED, Worker
from rnn_demo.engine.writing import Writing
from rnn_demo.words import sentence


class AdmissionError(RuntimeError):
    """A text cannot be written now; the message says which bound was reached and what to do."""


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
        self.queue: deque[Job] = deque()
        self._workers = [Worker(self, number) for number in range(limits.threads)]

    def write(
        self,
        network: NarrowNetwork,
        request: Request,
        reader: Reader | None = None,
        visitor: str = "",
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
            AdmissionError: too long, or too many texts of this visitor or of all.
            TokenizerError: the prompt has a character that the model does not know, or one was
                chosen.
        """
        limits = self.limits
        if request.length > limits.length:
            raise AdmissionError(
                sentence(
                    "The length is {length:,}; this server writes {most:,} "
                    "characters at most: choose fewer, and go on from the end.",
                    length=request.length,
                    most=limits.length,
                )
            )
        job = Job(network, request, reader, visitor, self.clock())
        writing = Writing(self, job)
        writing.hold(hold)
        with self.changed:
            seated = self._seated()
            own = sum(1 for other in (*self.queue, *seated) if visitor and other.visitor == visitor)
            if own >= limits.streams_per_visitor:
                raise AdmissionError(
                    sentence(
                        "{own} of your texts are being written, the most for one visitor: "
                        "stop one, or wait for its end.",
                        own=own,
                    )
                )
            if len(seated) >= limits.streams and len(self.queue) >= limits.queue:
                raise AdmissionError(
                    sentence(
                        "{count:,} texts are being written and {waiting:,} wait, the "
                        "most that may: try again in a minute.",
                        count=len(seated),
                        waiting=len(self.queue),
                    )
                )
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
            elif job.phase == PARKED:
                job.end()
            self.changed.notify_all()

    def ahead_of(self, job: Job) -> int:
        """How many texts wait before it."""
        with self.changed:
            return self.queue.index(job) if job in self.queue else 0

    # Called by its threads, with `changed` held.

    def next_in_line(self) -> Job | None:
        """The job that has waited longest, if there is a place; parks those that nobody watches."""
        now = self.clock()
        for job in [waiting for waiting in self.queue if waiting.unwatched(now)]:
            self.queue.remove(job)
            job.phase = PARKED
        if not self.queue or len(self._seated()) >= self.limits.streams:
            return None
        return self.queue.popleft()

    def _admit(self, job: Job) -> None:
        job.phase = WAITING
        if self.queue or len(self._seated()) >= self.limits.streams:
            self.queue.append(job)
        else:
            min(self._workers, key=lambda worker: worker.burden(job.network)).give(job)
        self.changed.notify_all()

    def _seated(self) -> list[Job]:
        return [job for worker in self._workers for job in worker.jobs]


@cache
def serving_engine() -> Engine:
    """The engine of a served page: one a process, with the limits of its environment.

    Raises:
        LimitError: a variable has a value that cannot be a limit.
    """
    return Engine(limits_from(os.environ))
