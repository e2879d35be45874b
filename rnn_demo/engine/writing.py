"""A text being written, as a page holds it: it can be read, watched, changed and stopped.

The engine writes it (`rnn_demo.engine.engine`); what the engine's threads own of it is its job
(`rnn_demo.engine.job`, which says which thread sets what). A text that nobody looks at is parked:
it gives its place to others and loses nothing, because all that a recurrent network needs to go on
is its state. The next look resumes it. In the same way a text gives way to one that waits, and then
waits itself. What was written can still be read after a stop.
"""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rnn_demo.engine.generation import Reader, Request
from rnn_demo.engine.holding import Hold, check
from rnn_demo.engine.job import ENDED, PARKED, SNAPSHOT, WAITING, Job
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.transcript import Transcript
from rnn_demo.words import sentence

LOOK_SECONDS = 0.1  # between two looks of a thread that waits for the end


class Host(Protocol):
    """What a text asks of its engine."""

    def clock(self) -> float:
        """Seconds since any fixed time."""

    def resume(self, job: Job) -> None:
        """Give a parked text a place again."""

    def withdraw(self, job: Job) -> None:
        """End a text that is no longer wanted, now or soon."""


class Writing:
    """One text of one visitor; made by `Engine.write`.

    A page, a socket and a test each call it from a thread of their own. It owns nothing that
    changes: it asks the engine, or leaves a wish in the job.

    Attributes:
        job: the engine's side of it.
        network: who writes.
        request: what was asked.
    """

    def __init__(self, host: Host, job: Job) -> None:
        self._host = host
        self.job = job
        self.network: NarrowNetwork = job.network
        self.request: Request = job.request

    @property
    def count(self) -> int:
        """Characters so far."""
        return self.job.count

    @property
    def nats(self) -> float:
        """Their surprise together."""
        return self.job.nats

    @property
    def seconds(self) -> float:
        """How long it had a place to write, without the prompt."""
        return self.job.seconds

    @property
    def phase(self) -> str:
        """WAITING for a place, ACTIVE, PARKED or ENDED."""
        return self.job.phase

    @property
    def reason(self) -> str:
        """One sentence when it ended before its time, else empty."""
        return self.job.reason

    @property
    def holds(self) -> list[tuple[int, Hold | None]]:
        """Which units were held, each entry from a place on: (characters before, units)."""
        return self.job.holds

    @property
    def transcript(self) -> Transcript:
        """The characters so far."""
        return self.job.transcript[: self.job.count]

    @property
    def text(self) -> str:
        """The same as a string, without the prompt."""
        return self.transcript.text

    @property
    def running(self) -> bool:
        """Whether more characters may come. Asking counts as looking."""
        self.look()
        return self.job.phase != ENDED

    @property
    def ahead(self) -> int:
        """How many texts wait before this one."""
        return self.job.ahead if self.job.phase == WAITING else 0

    @property
    def failed(self) -> str:
        """One sentence when something went wrong, else empty."""
        error = self.job.error
        if not error:
            return ""
        return sentence("Writing ended early: {error}.", error=str(error).rstrip("."))

    def look(self) -> None:
        """Say that somebody is there: a parked text is resumed."""
        self.job.looked = self._host.clock()
        if self.job.phase == PARKED:
            self._host.resume(self.job)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Say that somebody is there until this ends."""
        self.job.watchers += 1
        self.look()
        try:
            yield
        finally:
            self.job.looked = self._host.clock()
            self.job.watchers -= 1

    def hold(self, hold: Hold | None) -> None:
        """Hold units, in place of those held so far, from one of the next characters on.

        Raises:
            HoldError: the network has no such unit, or cannot have such a number.
        """
        if hold:
            check(self.network.full.config, hold)
        self.job.asked_hold = hold

    def glimpse(self) -> tuple[int, Reader] | None:
        """How many characters were written lately, and the model as it was then.

        It costs the engine a copy of the state; None until one was made. Asking asks for the next.
        """
        self.job.glimpse_wanted = True
        return self.job.glimpsed

    def leave(self) -> None:
        """Let it end soon; what is written stays. Its place no longer counts as its visitor's."""
        self.job.wanted = False
        self._host.withdraw(self.job)

    def stop(self) -> None:
        """End it, and wait for that; what is written stays."""
        self.leave()
        while not self.job.ended.wait(LOOK_SECONDS):
            self._host.withdraw(self.job)  # it was just being parked

    def wait(self) -> None:
        """Wait until it is written; raise what went wrong, if anything did."""
        self.ends_within(math.inf)
        if self.job.error:
            raise self.job.error

    def ends_within(self, seconds: float) -> bool:
        """Wait at most so long for its end; whether it came."""
        end = time.monotonic() + seconds
        while not self.job.ended.wait(LOOK_SECONDS):
            self.look()
            if time.monotonic() > end:
                return False
        return True

    def reader_after(self, count: int) -> Reader:
        """The model as it was after `count` written characters, to the last bit.

        Raises:
            ValueError: fewer characters are written.
        """
        job = self.job
        if not 0 <= count <= job.count or not job.snapshots:
            raise ValueError(
                sentence(
                    "{count} characters back is not in this text of {length}.",
                    count=count,
                    length=job.count,
                )
            )
        base = min(count // SNAPSHOT, len(job.snapshots) - 1)
        reader, start = job.snapshots[base], base * SNAPSHOT
        changes = [place for place, _ in job.holds if start < place < count]
        for begin, end in itertools.pairwise(sorted({start, *changes, count})):
            reader = reader.follow(job.transcript.ids[begin:end].tolist(), job.held_at(begin))
        return reader
