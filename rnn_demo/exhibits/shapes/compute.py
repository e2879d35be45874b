"""Which answer depends on which input: every character of a text exchanged, everything read again.

A character network is asked in the way of each diagram: y_t after every character (synchronous),
its last y alone (many to one), or what it writes once it has read all (asynchronous).
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.network import CharacterNetwork, initial_state, read, step
from rnn_demo.tokenizers.known_forms import KnownText, to_known
from rnn_demo.words import sentence

MOST_CHARACTERS = 32  # each is exchanged in turn, and the whole text is read again
WRITTEN = 12  # characters that are written after reading
Direction = Literal["forward", "both"]


class DependenceError(ValueError):
    """A text that cannot be examined; the message says why and what would do."""


@dataclass(frozen=True)
class Dependence:
    """What the exchange of each character does to each answer.

    Attributes:
        known: the text as the network can spell it.
        put: what each character is exchanged for.
        moved: the largest change of a probability in y_t when x_k is exchanged, (k, t).
        differing: how many of the numbers of y_t are not bit-identical then, (k, t).
        numbers: how many numbers a y_t has.
        written: what is written after the text as it is.
        rewritten: what is written after each exchange.
    """

    known: KnownText
    put: str
    moved: NDArray[np.float64]
    differing: NDArray[np.int64]
    numbers: int
    written: str
    rewritten: tuple[str, ...]

    @property
    def compared(self) -> int:
        """How many numbers were written before the exchanged character was read."""
        count = len(self.moved)
        return count * (count - 1) // 2 * self.numbers

    @property
    def early(self) -> int:
        """How many of these the exchange has changed: none, if the network is causal."""
        return int(np.tril(self.differing, -1).sum())

    @property
    def causal(self) -> bool:
        """Whether no y_t has changed before the exchanged character was read."""
        return self.early == 0


def depending(
    network: CharacterNetwork, text: str, direction: Direction
) -> Generator[float, None, Dependence]:
    """Exchange every character and read again; it yields the share that is done.

    Args:
        network: reads; its y_t are logits of the next character.
        text: its first `MOST_CHARACTERS` are read.
        direction: "both" adds, at each t, the logits of the same network after it has read the text
            from its end to t, as a bidirectional network does.

    Raises:
        DependenceError: the network knows fewer than two of the characters.
    """
    known = to_known(text[:MOST_CHARACTERS], network.tokenizer)
    ids = network.tokenizer.encode(known.text).astype(np.int64)
    if len(ids) < 2:
        raise DependenceError(
            sentence(
                "The network knows {count} of the text's characters; give at least 2 that it "
                "knows, as in that.",
                count=len(ids),
            )
        )
    usual = _read(network, ids, direction)
    others = _others(network, ids, usual.ahead)
    p, first = _softmax(usual.answers), _continued(network, usual)
    moved = np.zeros((len(ids), len(ids)))
    differing = np.zeros((len(ids), len(ids)), np.int64)
    rewritten = []
    for k, other in enumerate(others):
        changed = ids.copy()
        changed[k] = other
        found = _read(network, changed, direction)
        moved[k] = np.abs(_softmax(found.answers) - p).max(1)
        differing[k] = (found.answers.view(np.uint32) != usual.answers.view(np.uint32)).sum(1)
        rewritten.append(_continued(network, found))
        yield (k + 1) / len(ids)
    return Dependence(
        known,
        network.tokenizer.decode(others.tolist()),
        moved,
        differing,
        network.config.vocab_size,
        first,
        tuple(rewritten),
    )


class _Reading(NamedTuple):
    """A text read from its beginning to its end."""

    answers: NDArray[np.float32]  # y_t, (time, vocab)
    ahead: NDArray[np.float32]  # what reading forward alone says, (time, vocab)
    state: NDArray[np.float32]  # after the text, read forward


def _read(network: CharacterNetwork, ids: NDArray[np.int64], direction: Direction) -> _Reading:
    logits, state = read(network, ids[None], initial_state(network))
    ahead = np.ascontiguousarray(logits[0])
    if direction == "forward":
        return _Reading(ahead, ahead, state)
    back = read(network, ids[None, ::-1], initial_state(network))[0][0, ::-1]
    return _Reading(np.ascontiguousarray(ahead + back), ahead, state)


def _others(
    network: CharacterNetwork, ids: NDArray[np.int64], logits: NDArray[np.float32]
) -> NDArray[np.int64]:
    """For each character the network's likeliest other one at its place, (time,)."""
    characters = network.tokenizer.characters
    line = np.array([characters.index("\n") if "\n" in characters else 0])
    opening, _ = step(network, line, initial_state(network))  # as after a line's end
    scores = np.concatenate([opening, logits[:-1]])
    scores[np.arange(len(ids)), ids] = -np.inf
    best: NDArray[np.int64] = scores.argmax(1)
    return best


def _continued(network: CharacterNetwork, reading: _Reading) -> str:
    """What is written after a text, always the likeliest character."""
    written, state = [int(reading.ahead[-1].argmax())], reading.state
    for _ in range(WRITTEN - 1):
        after, state = step(network, np.array(written[-1:]), state)
        written.append(int(after[0].argmax()))
    return network.tokenizer.decode(written)


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    raised = np.exp(logits.astype(np.float64) - logits.max(1, keepdims=True))
    share: NDArray[np.float64] = raised / raised.sum(1, keepdims=True)
    return share
