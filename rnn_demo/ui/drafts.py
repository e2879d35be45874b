"""A text on the desk: what was kept from before, and the writing that goes on from there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from rnn_demo.engine.generation import Reader, Request, Written, follow
from rnn_demo.engine.network import CharacterNetwork
from rnn_demo.engine.writing import SNAPSHOT, Writing
from rnn_demo.sampling import Knobs


@dataclass(frozen=True)
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
    kept: tuple[Written, ...] = ()
    readers: tuple[tuple[int, Reader], ...] = field(default=(), repr=False)
    number: int = 0
    seeds: tuple[tuple[int, int], ...] = ()

    @property
    def length(self) -> int:
        """How many characters there are so far."""
        return len(self.kept) + len(self.writing.written)

    def seeds_before(self, end: int) -> tuple[tuple[int, int], ...]:
        """The seeds of the characters before a place."""
        return tuple(entry for entry in self.seeds if entry[0] < end)

    @property
    def written(self) -> tuple[Written, ...]:
        """Every character so far."""
        return (*self.kept, *self.writing.written)

    @property
    def text(self) -> str:
        """The text so far, without the prompt."""
        return "".join(w.character for w in self.written)

    # Both of a text that stands still; kept, because a page is drawn many times.
    @cached_property
    def rivals(self) -> str:
        """The rivals of every character in one row."""
        return "".join(r.character for w in self.written for r in w.rivals)

    @cached_property
    def rival_probabilities(self) -> list[int]:
        """Their probabilities in hundredths of a percent."""
        return [round(1e4 * r.probability) for w in self.written for r in w.rivals]

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
        between = "".join(w.character for w in self.kept[position:count])
        return follow(reader, reader.network.tokenizer.encode(between).tolist())

    def rewound(
        self, count: int, *, length: int, knobs: Knobs, seed: int, stop: str, number: int
    ) -> Draft:
        """A new draft that keeps `count` characters and is being written on from there."""
        start = self.reader_after(count)
        own = min(count, len(self.kept))
        readers = [entry for entry in self.readers if entry[0] <= own]
        readers += [
            (own + i, self.writing.reader_after(i)) for i in range(0, count - own, SNAPSHOT)
        ]
        before = self.text[:count][-len(stop) :] if stop else ""
        request = Request(self.prompt, length, knobs, seed, stop, count, before)
        writing = Writing(start.network, request, start)
        seeds = self.seeds_before(count)
        if not seeds or seeds[-1][1] != seed:
            seeds = (*seeds, (count, seed))
        return Draft(self.prompt, writing, self.written[:count], tuple(readers), number, seeds)


def begin(network: CharacterNetwork, reader: Reader, request: Request, number: int = 0) -> Draft:
    """A new text after the prompt that the reader has read."""
    writing = Writing(network, request, reader)
    return Draft(request.prompt, writing, number=number, seeds=((0, request.seed),))
