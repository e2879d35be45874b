"""A text that a page shows: what was kept of an earlier text, and the writing after it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Reader, Request, Turn
from rnn_demo.engine.holding import Hold
from rnn_demo.engine.job import SNAPSHOT
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.transcript import CERTAIN, Transcript, empty_transcript, joined
from rnn_demo.engine.writing import Writing
from rnn_demo.sampling import Knobs
from rnn_demo.ui.packing import packed
from rnn_demo.visitors import NOBODY, Visitor
from rnn_demo.widgets.written_text.settings import Settings


@dataclass(frozen=True)
class Continuation:
    """How a text is continued from one of its characters.

    Attributes:
        length: characters to write.
        knobs: how to choose.
        seed: of the noise.
        stop: the text to end at, empty for none.
        chosen: the first of the new characters, empty if the network chooses it.
    """

    length: int
    knobs: Knobs
    seed: int
    stop: str = ""
    chosen: str = ""


@dataclass(frozen=True, eq=False)
class Draft:
    """One text of one network.

    Attributes:
        prompt: known characters that it begins after.
        writing: the part being written, or the last part that was.
        kept: characters from before a rewind.
        readers: the states kept at some of them, by position.
        number: tells drafts apart; a selection belongs to one draft.
        turns: how the text is written, each entry from its place on, the first from 0.
        kept_holds: which units were held in what was kept, each entry from its place on.
        settings: what the text was begun with, None if no link restores it.
    """

    prompt: str
    writing: Writing
    kept: Transcript
    readers: tuple[tuple[int, Reader], ...] = field(default=(), repr=False)
    number: int = 0
    turns: tuple[Turn, ...] = ()
    kept_holds: tuple[tuple[int, Hold | None], ...] = ()
    settings: Settings | None = None

    @property
    def length(self) -> int:
        """How many characters there are so far."""
        return len(self.kept) + self.writing.count

    @property
    def asked(self) -> int:
        """How many characters were asked for."""
        return len(self.kept) + self.writing.request.length

    @property
    def holds(self) -> tuple[tuple[int, Hold | None], ...]:
        """Which units are held, each entry from its place on: (characters before, units)."""
        start = len(self.kept)
        new = [(start + place, hold) for place, hold in self.writing.holds]
        if new and self.kept_holds and new[0] == (start, self.kept_holds[-1][1]):
            del new[0]  # the same units stay held: not a change
        return (*self.kept_holds, *new)

    @property
    def chosen(self) -> list[int]:
        """The places at which a person chose the character."""
        return [turn.at for turn in self.turns if turn.chosen]

    def turn_at(self, place: int) -> Turn:
        """The knobs and seed that apply at a place."""
        return next(turn for turn in reversed(self.turns) if turn.at <= place)

    def course(self, end: int) -> tuple[Turn, ...]:
        """The turns before a place, without those that changed nothing."""
        turns = [turn for turn in self.turns if turn.at < end]
        same = {now for last, now in pairwise(turns) if changes_nothing(last, now)}
        return tuple(turn for turn in turns if turn not in same)

    @property
    def written(self) -> Transcript:
        """Every character so far."""
        new = self.writing.transcript
        return joined([self.kept, new]) if len(self.kept) else new

    @property
    def text(self) -> str:
        """The text so far, without the prompt."""
        return self.written.text

    # Of a finished text; cached, because a page is drawn many times.
    @cached_property
    def rivals(self) -> str:
        """The rivals of every character in one row."""
        return self.written.rivals

    @cached_property
    def rival_probabilities(self) -> str:
        """Their probabilities in hundredths of a percent, packed."""
        return packed(1e4 / CERTAIN * self.written.rival_probabilities.ravel())

    def watched(self) -> AbstractContextManager[None]:
        """Around the time in which somebody watches it being written."""
        return self.writing.watched()

    def reader_after(self, count: int) -> Reader:
        """The model as it was after `count` characters; its state is restored, not computed again.

        Raises:
            ValueError: fewer characters have been written.
        """
        if count >= len(self.kept):
            return self.writing.reader_after(count - len(self.kept))
        start, reader = max(
            (entry for entry in self.readers if entry[0] <= count), key=lambda entry: entry[0]
        )
        changes = [place for place, _ in self.kept_holds if start < place < count]
        for begin, end in pairwise(sorted({start, *changes, count})):
            reader = reader.follow(self.kept.ids[begin:end].tolist(), self.hold_at(begin))
        return reader

    def hold_at(self, place: int) -> Hold | None:
        """Which units were held while a character was read."""
        return next((hold for begin, hold in reversed(self.holds) if begin <= place), None)

    def rewound(
        self,
        engine: Engine,
        count: int,
        how: Continuation,
        *,
        number: int,
        visitor: Visitor = NOBODY,
        hold: Hold | None = None,
    ) -> Draft:
        """A new draft that keeps `count` characters and is continued from there.

        Args:
            engine: the engine that writes.
            count: how many characters to keep.
            how: what to write after them.
            number: the number of the new draft.
            visitor: whom it is written for.
            hold: the units held from there on.

        Raises:
            AdmissionError: the engine does not accept any more texts.
        """
        start = self.reader_after(count)
        own = min(count, len(self.kept))
        readers = [entry for entry in self.readers if entry[0] <= own]
        readers += [
            (own + i, self.writing.reader_after(i)) for i in range(0, count - own, SNAPSHOT)
        ]
        kept = joined([self.written[:count]])  # a copy: a view would keep all the others alive
        before = kept.text[-len(how.stop) :] if how.stop else ""
        turns = tuple(turn for turn in self.turns if turn.at < count)
        turn = Turn(count, how.knobs, how.seed, how.chosen)
        # A stop text counts only after the last turn, so with a stop text each continuation is a
        # turn.
        if (
            not turns
            or how.stop
            or self.writing.request.stop
            or not changes_nothing(turns[-1], turn)
        ):
            turns = (*turns, turn)
        request = Request(
            self.prompt,
            how.length,
            how.knobs,
            how.seed,
            how.stop,
            position=count,
            before=before,
            turns=(turn,) if how.chosen else (),
        )
        writing = engine.write(self.writing.network, request, start, visitor, hold)
        holds = tuple(entry for entry in self.holds if entry[0] < count)
        if not hold and holds and holds[-1][1]:
            holds = (*holds, (count, None))
        return Draft(
            self.prompt, writing, kept, tuple(readers), number, turns, holds, self.settings
        )


def changes_nothing(last: Turn, turn: Turn) -> bool:
    """Whether a text is continued in the same way as before."""
    return not turn.chosen and (last.knobs, last.seed) == (turn.knobs, turn.seed)


def begin(
    engine: Engine,
    network: NarrowNetwork,
    request: Request,
    number: int = 0,
    visitor: Visitor = NOBODY,
    hold: Hold | None = None,
    settings: Settings | None = None,
) -> Draft:
    """A new text after the request's prompt, with units held or none.

    Raises:
        AdmissionError: the engine does not accept any more texts.
        HoldError: the units cannot be held in this way.
    """
    writing = engine.write(network, request, visitor=visitor, hold=hold)
    nothing = empty_transcript(network.tokenizer.characters, 0)
    turns = request.turns
    if not turns or turns[0].at > 0:
        turns = (Turn(0, request.knobs, request.seed), *turns)
    return Draft(request.prompt, writing, nothing, number=number, turns=turns, settings=settings)
