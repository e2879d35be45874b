"""A text being written: what a page keeps of it, looks at now and then, and may stop.

The engine writes it (`rnn_demo.engine.engine`). A text that nobody looks at is parked: it gives
its place to others and loses nothing, because all that a recurrent network needs to go on is its
state. The next look takes it up again. What was written stays readable after a stop.
"""

from __future__ import annotations

import itertools
import math
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.generation import Reader, Request, prompt_ids
from rnn_demo.engine.holding import Hold, check
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.transcript import CERTAIN, Transcript, empty_transcript

SNAPSHOT = 1024  # a state is kept every so many characters: 10 KB each for two layers of 640
UNWATCHED_SECONDS = 0.7  # a closed tab frees its place within a second
LOOK_SECONDS = 0.1  # from one look to the next of those who wait

WAITING, ACTIVE, PARKED, ENDED = "waiting", "active", "parked", "ended"


class Host(Protocol):
    """What a text needs of its engine."""

    def clock(self) -> float:
        """Seconds, from any beginning."""

    def resume(self, writing: Writing) -> None:
        """Take up a parked text again."""

    def withdraw(self, writing: Writing) -> None:
        """End a text that is no longer wanted, now or soon."""

    def ahead_of(self, writing: Writing) -> int:
        """How many wait before it."""


class Writing:
    """One text of one visitor; made by `Engine.write`.

    Attributes:
        network: who writes.
        request: what was asked.
        visitor: for whom; empty for nobody in particular.
        key: names it among all texts; nobody guesses it.
        count: characters so far.
        nats: their surprise together.
        seconds: it had a place to write, without the prompt.
        reason: one sentence when it ended before its time, else empty.
        phase: WAITING for a place, ACTIVE, PARKED or ENDED.
        holds: which units were held, each entry from a place on: (characters before, units).
    """

    def __init__(
        self,
        host: Host,
        network: NarrowNetwork,
        request: Request,
        reader: Reader | None,
        visitor: str,
    ) -> None:
        self.network = network
        self.request = request
        self.visitor = visitor
        self.key = secrets.token_urlsafe(16)
        self.count = 0
        self.nats = 0.0
        self.seconds = 0.0
        self.reason = ""
        self.phase = WAITING
        self.prompt_ids = prompt_ids(network, request.prompt)
        network.tokenizer.encode("".join(turn.chosen for turn in request.turns))  # known, all
        self.snapshots: list[Reader] = [reader] if reader else []
        self.parked: Reader | None = reader
        self.wanted = True
        self.seated = 0.0
        self.place: object = None  # whose text it is, of the engine's threads
        self.holds: list[tuple[int, Hold | None]] = []
        self._hold: Hold | None = None
        self._host = host
        self._all = empty_transcript(network.tokenizer.characters, request.length)
        self._tail = request.before
        self._error: BaseException | None = None
        self._ended = threading.Event()
        self._looked = host.clock()
        self._watchers = 0
        self.glimpse_wanted = False
        self.glimpsed: tuple[int, Reader] | None = None

    # What a page asks.

    @property
    def transcript(self) -> Transcript:
        """The characters so far."""
        return self._all[: self.count]

    @property
    def text(self) -> str:
        """The same as a string, without the prompt."""
        return self.transcript.text

    @property
    def running(self) -> bool:
        """Whether more characters may come. Asking counts as looking."""
        self.look()
        return self.phase != ENDED

    @property
    def ahead(self) -> int:
        """How many texts wait before this one."""
        return self._host.ahead_of(self) if self.phase == WAITING else 0

    @property
    def failed(self) -> str:
        """One sentence when something went wrong, else empty."""
        return f"Writing ended early: {str(self._error).rstrip('.')}." if self._error else ""

    def look(self) -> None:
        """Somebody is there: a parked text is taken up again."""
        self._looked = self._host.clock()
        if self.phase == PARKED:
            self._host.resume(self)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Somebody is there until this ends."""
        self._watchers += 1
        self.look()
        try:
            yield
        finally:
            self._looked = self._host.clock()
            self._watchers -= 1

    def hold(self, hold: Hold | None) -> None:
        """Hold units, in place of those held so far, from one of the next characters on.

        Raises:
            HoldError: the network has no such unit, or cannot have such a number.
        """
        if hold:
            check(self.network.full.config, hold)
        self._hold = hold

    def glimpse(self) -> tuple[int, Reader] | None:
        """How many characters were written lately, and the model as it was then.

        It costs the engine a copy of the state; None until one was made. Asking asks for the next.
        """
        self.glimpse_wanted = True
        return self.glimpsed

    def stop(self) -> None:
        """End it; what is written stays."""
        self.wanted = False
        self._host.withdraw(self)
        while not self._ended.wait(LOOK_SECONDS):
            self._host.withdraw(self)  # it was just being parked

    def wait(self) -> None:
        """Until it is written; raises what went wrong, if anything did."""
        self.ends_within(math.inf)
        if self._error:
            raise self._error

    def ends_within(self, seconds: float) -> bool:
        """Wait for its end, but not for ever."""
        end = time.monotonic() + seconds
        while not self._ended.wait(LOOK_SECONDS):
            self.look()
            if time.monotonic() > end:
                return False
        return True

    @property
    def place_in_text(self) -> int:
        """How many characters the whole text has, those before a rewind included."""
        return self.request.position + self.count

    def reader_after(self, count: int) -> Reader:
        """The model as it was after `count` written characters, to the last bit.

        Raises:
            ValueError: fewer characters are written.
        """
        if not 0 <= count <= self.count or not self.snapshots:
            raise ValueError(f"{count} characters back is not in this text of {self.count}.")
        base = min(count // SNAPSHOT, len(self.snapshots) - 1)
        reader, start = self.snapshots[base], base * SNAPSHOT
        changes = [place for place, _ in self.holds if start < place < count]
        for begin, end in itertools.pairwise(sorted({start, *changes, count})):
            reader = reader.follow(self._all.ids[begin:end].tolist(), self.held_at(begin))
        return reader

    def held_at(self, place: int) -> Hold | None:
        """Which units were held while a character was read."""
        return next((hold for begin, hold in reversed(self.holds) if begin <= place), None)

    # What the engine does.

    def takes_hold(self) -> bool:
        """Whether other units are to be held from the next character on."""
        hold = self._hold
        if hold == self.held_at(self.count):
            return False
        self.holds.append((self.count, hold))
        return True

    def unwatched(self, now: float) -> bool:
        """Whether nobody has looked for a while."""
        return not self._watchers and now - self._looked > UNWATCHED_SECONDS

    def take(
        self,
        ids: NDArray[np.int32],
        surprises: NDArray[np.float32],
        rival_ids: NDArray[np.int32],
        rival_probabilities: NDArray[np.float32],
    ) -> bool:
        """Add characters up to the stop text; whether that was reached."""
        count, found = len(ids), False
        if self.request.stop:
            count, found = self._before_stop(ids)
            if self.place_in_text < self.request.stop_from:  # all of it: no piece crosses a turn
                count, found = len(ids), False
        begin, end = self.count, self.count + count
        self._all.ids[begin:end] = ids[:count]
        self._all.surprises[begin:end] = surprises[:count]
        self.nats += float(surprises[:count].sum(dtype=np.float64))
        self._all.rival_ids[begin:end] = rival_ids[:count]
        self._all.rival_probabilities[begin:end] = np.rint(rival_probabilities[:count] * CERTAIN)
        self.count = end  # last: who reads meanwhile sees whole characters only
        return found

    def end(self, reason: str = "", error: BaseException | None = None) -> None:
        """No more characters will come."""
        self.reason, self._error = reason, error
        self.parked = None
        self.phase = ENDED
        self._ended.set()

    def _before_stop(self, ids: NDArray[np.int32]) -> tuple[int, bool]:
        """How many of these characters belong to the text, and whether it ends with them."""
        stop, characters = self.request.stop, self.network.tokenizer.characters
        # Of what came before, only what can be the beginning of a stop text that ends here.
        tail = self._tail[max(0, len(self._tail) - len(stop) + 1) :]
        both = tail + "".join(characters[i] for i in ids.tolist())
        place = both.find(stop)
        self._tail = both
        if place < 0:
            return len(ids), False
        return place + len(stop) - len(tail), True
