"""Writing a text character by character, with the model's surprise and rivals at each.

This is the reference, in plain Python and in either precision; `rnn_demo.engine.engine` writes the
same texts, many at once and a hundred times faster.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.holding import Hold
from rnn_demo.engine.narrow_network import NarrowNetwork
from rnn_demo.engine.network import Array
from rnn_demo.engine.reading import Network, initial_state, read_to_the_end
from rnn_demo.engine.transcript import RIVALS, Rival, WrittenCharacter
from rnn_demo.sampling import (
    Knobs,
    check_seed,
    choose,
    gumbel_noise,
    log_softmax,
    narrow,
)
from rnn_demo.words import sentence

MAX_LENGTH = 1_000_000  # characters
MAX_PROMPT = 100_000
MAX_STOP = 1_000
PIECE = 1024  # characters of a prompt read at once; bounds the memory


class RequestError(ValueError):
    """A request out of bounds; the message names value, bound and remedy."""


@dataclass(frozen=True)
class Turn:
    """A change within a text: other knobs, another seed, perhaps a character that a person chose.

    Attributes:
        at: characters of the text before that place.
        knobs: how to choose from there on.
        seed: of the noise from there on.
        chosen: the character at that place, put there by a person; empty for the network's own.
    """

    at: int
    knobs: Knobs
    seed: int
    chosen: str = ""


@dataclass(frozen=True)
class Request:
    """What to write.

    Attributes:
        prompt: known characters only (see `rnn_demo.tokenizers.known_forms`); after an empty one
            the text starts as after a line break, which every shipped vocabulary has.
        length: characters at most.
        knobs: how to choose.
        seed: of the noise.
        stop: end the text once it ends with this, after the last turn; empty for never.
        position: how many characters of the text were written before (after a rewind).
        before: the last of those characters: a stop text may have begun in them.
        turns: the changes within the text, in order.

    Raises:
        RequestError: a value out of bounds.
    """

    prompt: str
    length: int = 500
    knobs: Knobs = field(default_factory=Knobs)
    seed: int = 0
    stop: str = ""
    position: int = 0
    before: str = ""
    turns: tuple[Turn, ...] = ()

    def __post_init__(self) -> None:
        length = self.length
        if isinstance(length, bool) or not isinstance(length, int) or not 0 <= length <= MAX_LENGTH:
            raise RequestError(
                sentence(
                    "The length is {length!r}; give a whole number from 0 to {max_length:,}.",
                    length=length,
                    max_length=MAX_LENGTH,
                )
            )
        if len(self.prompt) > MAX_PROMPT:
            raise RequestError(
                sentence(
                    "The prompt has {count:,} characters; "
                    "{max_prompt:,} are read at most: keep its end.",
                    count=len(self.prompt),
                    max_prompt=MAX_PROMPT,
                )
            )
        if len(self.stop) > MAX_STOP:
            raise RequestError(
                sentence(
                    "The stop text has {count:,} characters; {max_stop:,} is the bound.",
                    count=len(self.stop),
                    max_stop=MAX_STOP,
                )
            )
        position = self.position
        if isinstance(position, bool) or not isinstance(position, int) or not 0 <= position < 2**63:
            raise RequestError(
                sentence(
                    "The position is {position!r}; give how many characters were written before.",
                    position=position,
                )
            )
        check_seed(self.seed)
        at = position - 1
        for turn in self.turns:
            if not at < turn.at < 2**63:
                raise RequestError(
                    sentence(
                        "A turn is at character {at!r}; each comes after the one before, the "
                        "first at {position:,} or later.",
                        at=turn.at,
                        position=position,
                    )
                )
            if len(turn.chosen) > 1:
                raise RequestError(
                    sentence(
                        "{chosen!r} was chosen at a place; give one character.", chosen=turn.chosen
                    )
                )
            check_seed(turn.seed)
            at = turn.at

    def turn_at(self, place: int) -> Turn:
        """The knobs and seed that apply at a place of the text."""
        first = Turn(self.position, self.knobs, self.seed)
        return next((turn for turn in reversed(self.turns) if turn.at <= place), first)

    def until_turn(self, place: int) -> int:
        """Characters from a place to the next turn; without one, more than any text has."""
        return next((turn.at for turn in self.turns if turn.at > place), 2**63 - 1) - place

    @property
    def stop_from(self) -> int:
        """The first place at which the stop text ends it."""
        return self.turns[-1].at if self.turns else self.position


@dataclass(frozen=True)
class Reader:
    """A model in the middle of a text: its state and what it expects next.

    Attributes:
        network: the model, in full precision or narrow.
        state: (layers, parts, 1, hidden); never changed: every step makes a new one.
        logits: of the next character, (vocab,).
    """

    network: Network
    state: Array
    logits: Array

    def after(self, token_id: int, hold: Hold | None = None) -> Reader:
        """The reader one character later, perhaps with units held."""
        return self.follow([token_id], hold)

    def follow(self, ids: Sequence[int], hold: Hold | None = None) -> Reader:
        """The reader after some characters, exactly as if they had just been written.

        In full precision they are therefore read one at a time.

        Args:
            ids: the characters.
            hold: units held meanwhile, see `rnn_demo.engine.reading.read_to_the_end`.
        """
        pieces = [ids] if isinstance(self.network, NarrowNetwork) else [[i] for i in ids]
        reader = self
        for piece in pieces:
            if len(piece):
                array = np.array(piece)
                logits, state = read_to_the_end(self.network, array, reader.state, hold)
                reader = Reader(self.network, state, logits)
        return reader

    def view(self, token_id: int) -> WrittenCharacter:
        """A character as seen from here: its surprise and its rivals."""
        log_p = log_softmax(self.logits)
        best = np.argsort(-log_p, kind="stable")[:RIVALS]
        characters = self.network.tokenizer.characters
        return WrittenCharacter(
            characters[token_id],
            float(-log_p[token_id]),
            tuple(Rival(characters[i], float(np.exp(log_p[i]))) for i in best),
        )


def prompt_ids(network: Network, prompt: str) -> NDArray[np.unsignedinteger]:
    """What is read before the first character; never empty.

    Raises:
        TokenizerError: the prompt has a character that the model does not know.
    """
    tokenizer = network.tokenizer
    ids = tokenizer.encode(prompt)
    if len(ids):
        return ids
    # The model must read something before it can predict; a line break tells it least.
    return np.array([max(0, tokenizer.characters.find("\n"))], dtype=tokenizer.dtype)


def open_reader(network: Network, prompt: str) -> Reader:
    """Read a prompt from a zero state, whole pieces at a time.

    Raises:
        TokenizerError: the prompt has a character that the model does not know.
    """
    ids = prompt_ids(network, prompt)
    state = initial_state(network)
    for start in range(0, len(ids), PIECE):
        logits, state = read_to_the_end(network, ids[start : start + PIECE], state)
    return Reader(network, state, logits)


def write(
    reader: Reader, request: Request, holds: Sequence[tuple[int, Hold | None]] = ()
) -> Iterator[tuple[WrittenCharacter, Reader]]:
    """Write on from a reader: each character, and the reader after it.

    Two calls with equal arguments write the same text; a call from the reader after character n,
    with `position` moved by n, goes on exactly as the first one did.

    Args:
        reader: where to begin.
        request: what to write.
        holds: which units are held, each entry from a place on: (characters before, units).
    """
    tail, hold = request.before, None
    for i in range(request.length):
        hold = next((units for place, units in reversed(holds) if place == i), hold)
        here = request.position + i
        turn = request.turn_at(here)
        if turn.chosen and turn.at == here:
            token_id = int(reader.network.tokenizer.encode(turn.chosen)[0])
        else:
            noise = gumbel_noise(turn.seed, here, reader.network.code_points)
            token_id = choose(narrow(reader.logits, turn.knobs), noise)
        written = reader.view(token_id)
        reader = reader.after(token_id, hold)
        yield written, reader
        if request.stop:
            tail = (tail + written.character)[-len(request.stop) :]
            if tail == request.stop and here >= request.stop_from:
                return
