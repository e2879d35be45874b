"""The one engine of a process: it writes everybody's texts, many at each step.

Streams of the same network share a step (`rnn_demo.engine.batch`), so that its weights are read
once for all of them. The engine starts its threads when there is something to write, and they end
soon after there is nothing more.
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
from rnn_demo.engine.limits import UNBOUNDED, Limits, limits_from
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.worker import STOPPED, Worker
from rnn_demo.engine.writing import PARKED, WAITING, Writing


class AdmissionError(RuntimeError):
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

    def __init__(
        self, limits: Limits = UNBOUNDED, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.limits = limits
        self.clock = clock  # in seconds: the pace and who still looks go by it
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
            HoldError: the network has no such unit, or cannot have such a number.
            AdmissionError: too long, or too many texts of this visitor or of all.
            TokenizerError: the prompt has a character that the model does not know, or one was
                chosen.
        """
        limits = self.limits
        if request.length > limits.length:
            raise AdmissionError(
                f"The length is {request.length:,}; this server writes {limits.length:,} "
                "characters at most: choose fewer, and go on from the end."
            )
        writing = Writing(self, network, request, reader, visitor)
        writing.hold(hold)
        with self.changed:
            seated = self._seated()
            own = sum(1 for w in (*self.queue, *seated) if visitor and w.visitor == visitor)
            if own >= limits.streams_per_visitor:
                raise AdmissionError(
                    f"{own} of your texts are being written, the most for one visitor: "
                    "stop one, or wait for its end."
                )
            if len(seated) >= limits.streams and len(self.queue) >= limits.queue:
                raise AdmissionError(
                    f"{len(seated):,} texts are being written and {len(self.queue):,} wait, the "
                    "most that may: try again in a minute."
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
                writing.end(STOPPED)
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
        now = self.clock()
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
            min(self._workers, key=lambda worker: worker.burden(writing.network)).give(writing)
        self.changed.notify_all()

    def _seated(self) -> list[Writing]:
        return [writing for worker in self._workers for writing in worker.writings]


@cache
def serving_engine() -> Engine:
    """The engine of a served page: one a process, with the limits of its environment.

    Raises:
        LimitError: a variable that is no limit.
    """
    return Engine(limits_from(os.environ))
