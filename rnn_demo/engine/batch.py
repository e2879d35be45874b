"""The texts that one network writes at the same time: they join and leave at every step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine import stand_in
from rnn_demo.engine.advancing import StreamArrays, advance, make_scratch, make_streams
from rnn_demo.engine.generation import Reader
from rnn_demo.engine.holding import HeldUnits, put
from rnn_demo.engine.job import PARKED, SNAPSHOT, Job
from rnn_demo.engine.limits import Limits
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.network import Array
from rnn_demo.engine.reading import initial_state, read_to_the_end
from rnn_demo.engine.transcript import RIVALS
from rnn_demo.sampling import log_softmax
from rnn_demo.words import sentence

# Characters of one call of compiled code, all streams together: some milliseconds, after which
# those who have come meanwhile join.
WORK = 128
PLAIN_WORK = 16  # the same where there is no machine code yet
ROOM = 256  # characters of a stream that can be recorded before they are handed out
PROMPT_PIECE = 32  # characters read between two steps, of one long prompt or of some short ones
LOOK_SECONDS = 0.02  # between two looks at every stream
LATE_SECONDS = 0.2  # how much of its pace a late stream may catch up on


@dataclass(eq=False)
class Prompt:
    """A prompt being read, piece by piece."""

    job: Job
    done: int
    state: Array


class Batch:
    """One network's streams on one thread; only that thread touches it."""

    def __init__(self, network: NarrowNetwork, limits: Limits) -> None:
        self.network = network
        self._limits = limits
        self._prompts: list[Prompt] = []  # the next one first, of those of one address
        self._read_for: dict[str, int] = {}  # addresses, and the number of their latest piece
        self._pieces = 0
        self._seats: list[Job | None] = []
        self._streams = make_streams(network.weights, 0, ROOM, RIVALS)
        self._scratch = make_scratch(network.weights, 0)
        self._due = np.zeros(0)  # characters that each may write now, by its pace
        self._until = np.zeros(0, np.int64)  # steps until a stream must be looked at
        self._refilled = self._looked = 0.0

    @property
    def jobs(self) -> list[Job]:
        """All who have a place here."""
        seated = [job for job in self._seats if job]
        return [prompt.job for prompt in self._prompts] + seated

    def join(self, job: Job, now: float) -> None:
        """Give a text a place; its prompt is read first."""
        if job.parked:
            self._seat(job, job.parked, now)
        else:
            done, state = job.half_read or (0, initial_state(self.network))
            job.half_read = None
            self._prompts.append(Prompt(job, done, state))

    def work(self, now: float) -> bool:
        """Read and write for some milliseconds; return whether there was anything to do."""
        read = self._read_on(now)
        if self._limits.pace:
            most = max(1.0, self._limits.pace * LATE_SECONDS)
            earned = (now - self._refilled) * self._limits.pace
            np.minimum(self._due + earned, most, out=self._due)
        self._refilled = now
        ready = np.flatnonzero((self._until > 0) & (self._due >= 1))
        if len(ready):
            self._write_on(ready)
        worked = read or bool(len(ready))
        if now - self._looked > LOOK_SECONDS or (not worked and self._streams.noted.any()):
            self._looked = now
            self._look(now)
        return worked

    def end_all(self, reason: str = "", error: BaseException | None = None) -> None:
        """End every text here; what is written stays."""
        for job in self.jobs:
            job.end(reason, error)
        self._prompts.clear()
        self._seats = [None] * len(self._seats)
        self._until[:] = 0
        self._streams.noted[:] = 0

    def _read_on(self, now: float) -> bool:
        """Read some pieces of prompts, for each address in turn; whether there was one."""
        if not self._prompts:
            self._read_for.clear()
            return False
        left = PROMPT_PIECE
        while self._prompts and left > 0:
            left -= self._read_piece(now, left)
        return True

    def _read_piece(self, now: float, most: int) -> int:
        """Read a piece of one prompt, of so many characters at most; what it counts for."""
        prompt = min(self._prompts, key=lambda p: self._read_for.get(p.job.visitor.address, 0))
        self._prompts.remove(prompt)
        job, ids = prompt.job, prompt.job.prompt_ids
        self._pieces += 1
        self._read_for[job.visitor.address] = self._pieces
        piece = ids[prompt.done : prompt.done + most]
        logits, state = read_to_the_end(self.network, piece, prompt.state)
        if prompt.done + len(piece) < len(ids):
            self._prompts.append(Prompt(job, prompt.done + len(piece), state))
        else:
            reader = Reader(self.network, state, logits)
            job.snapshots.append(reader)
            self._seat(job, reader, now)
        return 1 + len(piece)  # each has its cost, an empty one, too

    def _write_on(self, ready: NDArray[np.int64]) -> None:
        """Write some characters in each of these seats."""
        room = min(float(self._until[ready].min()), self._due[ready].min())
        plain = stand_in.on_duty()
        steps = max(1, int(min(room, (PLAIN_WORK if plain else WORK) // len(ready))))
        if plain:
            stand_in.advance(self.network, ready, steps, self._streams)
        else:
            advance(self.network.weights, ready, steps, self._streams, self._scratch)
        self._due[ready] -= steps
        self._until[ready] -= steps
        for slot in ready.tolist():
            job = self._seats[slot]
            if job and (job.request.stop or not self._until[slot]):
                self._hand_out(slot, job)

    def _look(self, now: float) -> None:
        """Hand out what is written, and find who leaves."""
        for prompt in list(self._prompts):
            job = prompt.job
            if not job.wanted or job.unwatched(now) or job.gives_way:
                self._prompts.remove(prompt)
                if job.wanted:
                    job.half_read = (prompt.done, prompt.state)
                    job.phase = PARKED
                else:
                    job.end()
        for slot, seated in enumerate(self._seats):
            if seated is None or self._hand_out(slot, seated):
                continue
            job = seated
            if job.takes_hold():
                put(job.held_at(job.count), self._streams.held, slot)
            if job.glimpse_wanted:
                job.glimpse_wanted = False
                job.glimpsed = (job.count, self._reader(slot))
            job.seconds += now - job.seated
            job.seated = now
            if not job.wanted:
                self._leave(slot)
                job.end()
            elif job.seconds > self._limits.seconds:
                self._leave(slot)
                job.end(
                    sentence(
                        "The text ended after {seconds:g} seconds, the most that one may take: "
                        "select its last character and go on from there.",
                        seconds=self._limits.seconds,
                    )
                )
            elif job.unwatched(now) or job.gives_way:
                job.parked = self._reader(slot)
                self._leave(slot)
                job.phase = PARKED

    def _hand_out(self, slot: int, job: Job) -> bool:
        """Give a text its new characters; return whether it ended with them."""
        s, noted = self._streams, int(self._streams.noted[slot])
        s.noted[slot] = 0
        found = noted > 0 and job.take(
            s.ids[slot, :noted],
            s.surprises[slot, :noted],
            s.rival_ids[slot, :noted],
            s.rival_probabilities[slot, :noted],
        )
        if not found and not self._until[slot]:
            if noted and job.count % SNAPSHOT == 0:
                job.snapshots.append(self._reader(slot))
            found = self._turn(slot, job)
        if found or job.count >= job.request.length:
            self._leave(slot)
            job.end()
            return True
        return False

    def _turn(self, slot: int, job: Job) -> bool:
        """Apply the turn at this place; return whether a chosen character ends the text."""
        s, request = self._streams, job.request
        turn = request.turn_at(job.place_in_text)
        knobs = turn.knobs
        s.temperature[slot], s.top_k[slot] = knobs.temperature, min(knobs.top_k, 2**62)
        s.top_p[slot], s.min_p[slot] = knobs.top_p, knobs.min_p
        s.seed[slot] = turn.seed
        found = False
        if turn.chosen and turn.at == job.place_in_text and job.count < request.length:
            reader = self._reader(slot)
            chosen = int(self.network.tokenizer.encode(turn.chosen)[0])
            hold = job.held_at(job.count)
            found = job.take(*_one(reader, chosen))
            reader = reader.after(chosen, hold)
            s.state[slot], s.logits[slot] = reader.state[:, :, 0], reader.logits
            s.position[slot] += 1
            if job.count % SNAPSHOT == 0:
                job.snapshots.append(reader)
            if not found and request.turn_at(job.place_in_text) != turn:
                return self._turn(slot, job)  # the next one is at the next character
        left = min(request.length - job.count, request.until_turn(job.place_in_text))
        self._until[slot] = min(ROOM - job.count % ROOM, left)  # ROOM divides SNAPSHOT
        return found

    def _seat(self, job: Job, reader: Reader, now: float) -> None:
        if None not in self._seats:
            self._make_room(2 * max(2, len(self._seats)))
        slot, s = self._seats.index(None), self._streams
        s.state[slot] = reader.state[:, :, 0]
        s.logits[slot] = reader.logits
        s.position[slot] = job.place_in_text
        s.noted[slot] = 0
        job.takes_hold()
        put(job.held_at(job.count), s.held, slot)
        self._until[slot] = 0
        job.parked, job.seated = None, now
        if not self._hand_out(slot, job):
            self._seats[slot] = job
            self._due[slot] = LATE_SECONDS * self._limits.pace or np.inf

    def _leave(self, slot: int) -> None:
        self._seats[slot] = None
        self._until[slot] = 0

    def _reader(self, slot: int) -> Reader:
        state = self._streams.state[slot][:, :, None].copy()
        return Reader(self.network, state, self._streams.logits[slot].copy())

    def _make_room(self, seats: int) -> None:
        """Add seats; those who sit stay where they are."""
        more = seats - len(self._seats)
        added = make_streams(self.network.weights, more, ROOM, RIVALS)
        arrays = {
            name: np.concatenate([old, new])
            for (name, old), new in zip(self._streams._asdict().items(), added, strict=True)
            if name != "held"
        }
        old, new = self._streams.held, added.held
        held = HeldUnits(
            np.append(old.holding, new.holding), np.concatenate([old.values, new.values])
        )
        self._streams = StreamArrays(held=held, **arrays)
        self._scratch = make_scratch(self.network.weights, seats)
        self._due = np.concatenate([self._due, np.zeros(more)])
        self._until = np.concatenate([self._until, np.zeros(more, np.int64)])
        self._seats += [None] * more


def _one(reader: Reader, chosen: int) -> tuple[NDArray[Any], ...]:
    """A character that a person chose, as the arguments of `Job.take`: id, surprise, rivals."""
    log_p = log_softmax(reader.logits)
    best = np.argsort(-log_p, kind="stable")[:RIVALS]
    return np.array([chosen]), -log_p[[chosen]], best[None], np.exp(log_p[best])[None]
