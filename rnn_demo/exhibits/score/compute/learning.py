"""A text read by a network as it was trained, and by a copy that learns while it reads."""

from __future__ import annotations

import math
import re
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.learning import LEARNING, Adaptation, read_and_learn
from rnn_demo.engine.network import CharacterNetwork
from rnn_demo.exhibits.score.compute.scores import Score

LONGEST = 500  # characters; each is read, gone back through and learnt from
WORK = 3_400_000_000  # weights times characters: two seconds of one processor
COPIES = 1.3  # of the weights in memory: the copy, and a part of the gradient
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True)
class Learnt:
    """A text under a fixed network and under a learning one.

    Attributes:
        text: what both read; the first character is not predicted.
        fixed: the bits of each other character under the network as it was trained,
            (characters - 1,).
        learning: the same under the network that learns.
    """

    text: str
    fixed: NDArray[np.float64]
    learning: NDArray[np.float64]

    @property
    def means(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Bits per character from the beginning to each character, fixed and learning."""
        so_far = np.arange(1, len(self.fixed) + 1)
        return np.cumsum(self.fixed) / so_far, np.cumsum(self.learning) / so_far


@dataclass(frozen=True)
class Gain:
    """What learning saved on a word, all its places together.

    Attributes:
        word: as it is written in the text.
        times: how often it stands there.
        fixed: bits that it costs the fixed network.
        learning: bits that it costs the learning one.
        first: bits of its first place under the learning one.
        last: bits of its last place.
    """

    word: str
    times: int
    fixed: float
    learning: float
    first: float
    last: float

    @property
    def saved(self) -> float:
        """Bits; below 0 where learning did harm."""
        return self.fixed - self.learning


def longest_text(parameters: int) -> int:
    """How many characters of a text a network of so many weights reads and learns from."""
    return min(LONGEST, WORK // max(1, parameters))


def megabytes(parameters: int) -> float:
    """What that takes at most."""
    return 10 + COPIES * 4 * parameters / 1e6


def read_learning(
    network: CharacterNetwork, score: Score, most: int, learning: Adaptation = LEARNING
) -> Generator[float, None, Learnt]:
    """Read the start of a scored text with a copy that learns; it yields the share that is done.

    Args:
        network: the model, which stays as it is.
        score: the text under it.
        most: characters of it that are read.
        learning: how the copy learns.
    """
    text = score.known.text[:most]
    steps, done = read_and_learn(network, network.tokenizer.encode(text), learning), 0
    while True:
        try:
            done += next(steps)
        except StopIteration as end:
            fixed = score.nats[: max(0, len(text) - 1)]
            return Learnt(text, fixed / math.log(2), end.value / math.log(2))
        yield done / (len(text) - 1)


def gains(learnt: Learnt) -> list[Gain]:
    """The words of a text by what learning saved on them, most first."""
    bits = [np.concatenate([[0.0], one]) for one in (learnt.fixed, learnt.learning)]
    places: dict[str, list[tuple[int, int]]] = {}
    for match in _WORD.finditer(learnt.text):
        places.setdefault(match.group(), []).append(match.span())
    found = []
    for word, spans in places.items():
        fixed, learning = ([float(one[a:b].sum()) for a, b in spans] for one in bits)
        found.append(Gain(word, len(spans), sum(fixed), sum(learning), learning[0], learning[-1]))
    return sorted(found, key=lambda gain: -gain.saved)


def best_places(learnt: Learnt, count: int) -> list[int]:
    """Where in the text learning saved most on a single character, most first."""
    saved = learnt.fixed - learnt.learning
    order = np.argsort(-saved, kind="stable")[:count]
    return [int(place) + 1 for place in order if saved[place] > 0]
