"""A text as the engine has it: what is asked, what is written, and where it stands.

The page holds a `rnn_demo.engine.writing.Writing` and the engine this job. Several threads use it,
without a lock, because each field has one kind of thread that sets it:

- The threads of pages and sockets set `wanted`, `asked_hold`, `glimpse_wanted`, `looked` and
  `watchers`. Each is one assignment; the worker reads it at its next look.
- Whoever holds the engine's lock `changed` moves the job between the queue, a worker and PARKED,
  and asks it to give way: `phase`, `worker`, `since`, `ahead` and `gives_way`.
- The worker that has the job sets all the rest, and `phase` when the job leaves it. Of what it
  writes, `count` comes last: the first `count` characters of `transcript` never change again, so
  a page may read them at any time.
"""

from __future__ import annotations

import threading

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.generation import Reader, Request, prompt_ids
from rnn_demo.engine.holding import Hold
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.network import Array
from rnn_demo.engine.transcript import CERTAIN, empty_transcript
from rnn_demo.visitors import Visitor

SNAPSHOT = 1024  # a state is kept every so many characters: 10 KB each for two layers of 640
UNWATCHED_SECONDS = 0.7  # a closed tab frees its place within a second

WAITING, ACTIVE, PARKED, ENDED = "waiting", "active", "parked", "ended"


class Job:
    """One text on its way through the engine.

    Attributes:
        network: who writes.
        request: what was asked.
        visitor: for whom.
        prompt_ids: (characters,).
        phase: WAITING for a place, ACTIVE, PARKED or ENDED.
        worker: which thread of the engine has it.
        since: when it began to wait, or got its place.
        ahead: how many texts wait before it.
        gives_way: whether another text is to have its place, see `rnn_demo.engine.sharing`.
        parked: the model where the text was left, while it has no place.
        half_read: characters of the prompt that were read before it was left, and the state then.
        snapshots: the model every `SNAPSHOT` characters, from the end of the prompt on.
        transcript: room for all characters; the first `count` are written.
        count: characters so far.
        nats: their surprise together.
        seconds: it had a place to write, without the prompt.
        seated: when `seconds` was brought up to date.
        holds: which units were held, each entry from a place on: (characters before, units).
        glimpsed: characters written and the model after them, when a glimpse was last wanted.
        reason: one sentence when it ended before its time, else empty.
        error: what went wrong, if anything did.
        ended: set when no more characters will come.
        wanted: whether it is to be written on.
        asked_hold: which units are to be held from the next look on.
        glimpse_wanted: whether somebody waits for the model's present state.
        looked: when somebody last asked for it.
        watchers: how many are watching all the time.
    """

    def __init__(
        self,
        network: NarrowNetwork,
        request: Request,
        reader: Reader | None,
        visitor: Visitor,
        now: float,
    ) -> None:
        self.network = network
        self.request = request
        self.visitor = visitor
        self.prompt_ids = prompt_ids(network, request.prompt)
        network.tokenizer.encode("".join(turn.chosen for turn in request.turns))  # all known
        self.phase = WAITING
        self.worker: object = None
        self.since = now
        self.ahead = 0
        self.gives_way = False
        self.parked: Reader | None = reader
        self.half_read: tuple[int, Array] | None = None
        self.snapshots: list[Reader] = [reader] if reader else []
        self.transcript = empty_transcript(network.tokenizer.characters, request.length)
        self.count = 0
        self.nats = 0.0
        self.seconds = 0.0
        self.seated = 0.0
        self.holds: list[tuple[int, Hold | None]] = []
        self.glimpsed: tuple[int, Reader] | None = None
        self.reason = ""
        self.error: BaseException | None = None
        self.ended = threading.Event()
        self.wanted = True
        self.asked_hold: Hold | None = None
        self.glimpse_wanted = False
        self.looked = now
        self.watchers = 0
        self._tail = request.before

    @property
    def place_in_text(self) -> int:
        """How many characters the whole text has, those before a rewind included."""
        return self.request.position + self.count

    def held_at(self, place: int) -> Hold | None:
        """Which units were held while a character was read."""
        return next((hold for begin, hold in reversed(self.holds) if begin <= place), None)

    def takes_hold(self) -> bool:
        """Whether other units are to be held from the next character on."""
        hold = self.asked_hold
        if hold == self.held_at(self.count):
            return False
        self.holds.append((self.count, hold))
        return True

    def unwatched(self, now: float) -> bool:
        """Whether nobody has looked for a while."""
        return not self.watchers and now - self.looked > UNWATCHED_SECONDS

    def take(
        self,
        ids: NDArray[np.int32],
        surprises: NDArray[np.float32],
        rival_ids: NDArray[np.int32],
        rival_probabilities: NDArray[np.float32],
    ) -> bool:
        """Add characters up to the stop text; whether that was reached.

        Args:
            ids: (characters,).
            surprises: of each in nats, (characters,).
            rival_ids: the likeliest characters at each place, (characters, rivals).
            rival_probabilities: theirs, same shape.
        """
        count, found = len(ids), False
        if self.request.stop:
            count, found = self._before_stop(ids)
            if self.place_in_text < self.request.stop_from:  # all of it: no piece crosses a turn
                count, found = len(ids), False
        begin, end = self.count, self.count + count
        self.transcript.ids[begin:end] = ids[:count]
        self.transcript.surprises[begin:end] = surprises[:count]
        self.nats += float(surprises[:count].sum(dtype=np.float64))
        self.transcript.rival_ids[begin:end] = rival_ids[:count]
        self.transcript.rival_probabilities[begin:end] = np.rint(
            rival_probabilities[:count] * CERTAIN
        )
        self.count = end  # last: whoever reads meanwhile sees whole characters only
        return found

    def end(self, reason: str = "", error: BaseException | None = None) -> None:
        """No more characters will come."""
        self.reason, self.error = reason, error
        self.parked = self.half_read = None
        self.phase = ENDED
        self.ended.set()

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
