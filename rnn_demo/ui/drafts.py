"""A text on the desk: what was kept from before, and the writing that goes on from there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from rnn_demo.engine.engine import Engine
from rnn_demo.engine.generation import Reader, Request
from rnn_demo.engine.holding import Hold
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.transcript import CERTAIN, Transcript, empty_transcript, joined
from rnn_demo.engine.writing import SNAPSHOT, Writing
from rnn_demo.sampling import Knobs
from rnn_demo.ui.packing import packed


@dataclass(frozen=True, eq=False)
class Draft:
    """One text of one network.

    Attributes:
        prompt: known characters that it begins after.
        writing: the part being written, or the last part that was.
        kept: characters from before a rewind.
        readers: states kept in them, by position.
        number: tells drafts apart; a selection belongs to one of them.
        seeds: (place, seed) of the noise, each from its place on.
    """

    prompt: str
    writing: Writing
    kept: Transcript
    readers: tuple[tuple[int, Reader], ...] = field(default=(), repr=False)
    number: int = 0
    seeds: tuple[tuple[int, int], ...] = ()

    @property
    def length(self) -> int:
        """How many characters there are so far."""
        return len(self.kept) + self.writing.count

    def seeds_before(self, end: int) -> tuple[tuple[int, int], ...]:
        """The seeds of the characters before a place."""
        return tuple(entry for entry in self.seeds if entry[0] < end)

    @property
    def written(self) -> Transcript:
        """Every character so far."""
        new = self.writing.transcript
        return joined([self.kept, new]) if len(self.kept) else new

    @property
    def text(self) -> str:
        """The text so far, without the prompt."""
        return self.written.text

    # Both of a text that stands still; kept, because a page is drawn many times.
    @cached_property
    def rivals(self) -> str:
        """The rivals of every character in one row."""
        return self.written.rivals

    @cached_property
    def rival_probabilities(self) -> str:
        """Their probabilities in hundredths of a percent, packed."""
        return packed(1e4 / CERTAIN * self.written.rival_probabilities.ravel())

    def reader_after(self, count: int) -> Reader:
        """The model as it was after `count` characters: its state restored, not made anew.

        Raises:
            ValueError: fewer characters are written.
        """
        if count >= len(self.kept):
            return self.writing.reader_after(count - len(self.kept))
        position, reader = max(
            (entry for entry in self.readers if entry[0] <= count), key=lambda entry: entry[0]
        )
        return reader.follow(self.kept.ids[position:count].tolist())

    def rewound(
        self,
        engine: Engine,
        count: int,
        *,
        length: int,
        knobs: Knobs,
        seed: int,
        stop: str,
        number: int,
        visitor: str = "",
    ) -> Draft:
        """A new draft that keeps `count` characters and is being written on from there.

        Raises:
            Refused: the engine takes no more texts.
        """
        start = self.reader_after(count)
        own = min(count, len(self.kept))
        readers = [entry for entry in self.readers if entry[0] <= own]
        readers += [
            (own + i, self.writing.reader_after(i)) for i in range(0, count - own, SNAPSHOT)
        ]
        kept = joined([self.written[:count]])  # a copy: a view would keep all the others alive
        before = kept.text[-len(stop) :] if stop else ""
        request = Request(self.prompt, length, knobs, seed, stop, count, before)
        writing = engine.write(self.writing.network, request, start, visitor)
        seeds = self.seeds_before(count)
        if not seeds or seeds[-1][1] != seed:
            seeds = (*seeds, (count, seed))
        return Draft(self.prompt, writing, kept, tuple(readers), number, seeds)


def begin(
    engine: Engine,
    network: NarrowNetwork,
    request: Request,
    number: int = 0,
    visitor: str = "",
    hold: Hold | None = None,
) -> Draft:
    """A new text after the request's prompt, with units held or none.

    Raises:
        Refused: the engine takes no more texts.
        HoldError: units that cannot be held so.
    """
    writing = engine.write(network, request, visitor=visitor, hold=hold)
    nothing = empty_transcript(network.tokenizer.characters, 0)
    return Draft(request.prompt, writing, nothing, number=number, seeds=((0, request.seed),))
