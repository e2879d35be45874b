"""The characters of a text, with the model's surprise and rivals at each, as arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RIVALS = 5
CERTAIN = 65_535  # a probability of 1: 16 bits are more than a screen can show


@dataclass(frozen=True)
class Rival:
    """A character that could have come here, with its probability at temperature 1."""

    character: str
    probability: float


@dataclass(frozen=True)
class WrittenCharacter:
    """One character of a text.

    Attributes:
        character: itself.
        surprise: -ln p in nats, p at temperature 1 and with every character allowed.
        rivals: the likeliest characters at this place, most likely first.
    """

    character: str
    surprise: float
    rivals: tuple[Rival, ...]


@dataclass(frozen=True)
class Transcript:
    """A stretch of text: 21 bytes a character for a small vocabulary, a fiftieth of objects.

    Attributes:
        characters: the vocabulary by id.
        ids: (characters,), in the tokenizer's dtype.
        surprises: -ln p of each in nats, at temperature 1 and with every character allowed.
        rival_ids: the likeliest characters at each place, best first, (characters, rivals).
        rival_probabilities: theirs at temperature 1 in 65,535ths, same shape.
    """

    characters: str
    ids: NDArray[np.unsignedinteger]
    surprises: NDArray[np.float32]
    rival_ids: NDArray[np.unsignedinteger]
    rival_probabilities: NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, places: slice) -> Transcript:
        """A part of it, without a copy."""
        return Transcript(
            self.characters,
            self.ids[places],
            self.surprises[places],
            self.rival_ids[places],
            self.rival_probabilities[places],
        )

    def __iter__(self) -> Iterator[WrittenCharacter]:
        for i in range(len(self)):
            pairs = zip(
                self.rival_ids[i].tolist(), self.rival_probabilities[i].tolist(), strict=True
            )
            rivals = tuple(Rival(self.characters[j], p / CERTAIN) for j, p in pairs)
            yield WrittenCharacter(self.characters[self.ids[i]], float(self.surprises[i]), rivals)

    @property
    def text(self) -> str:
        """The characters."""
        return "".join(self.characters[i] for i in self.ids.tolist())

    @property
    def rivals(self) -> str:
        """The rivals of every character in one row."""
        return "".join(self.characters[i] for i in self.rival_ids.ravel().tolist())


def empty_transcript(characters: str, room: int) -> Transcript:
    """A transcript with room for so many characters; what is never written takes no memory."""
    rivals, kind = min(RIVALS, len(characters)), np.min_scalar_type(len(characters) - 1)
    return Transcript(
        characters,
        np.empty(room, kind),
        np.empty(room, np.float32),
        np.empty((room, rivals), kind),
        np.empty((room, rivals), np.uint16),
    )


def joined(parts: Sequence[Transcript]) -> Transcript:
    """One after the other, copied; at least one."""
    return Transcript(
        parts[0].characters,
        np.concatenate([part.ids for part in parts]),
        np.concatenate([part.surprises for part in parts]),
        np.concatenate([part.rival_ids for part in parts]),
        np.concatenate([part.rival_probabilities for part in parts]),
    )
