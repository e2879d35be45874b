"""Writing a text character by character, with what was on the model's mind at each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from rnn_demo.engine.network import Array, CharacterNetwork, initial_state, read, step
from rnn_demo.sampling import (
    Knobs,
    check_seed,
    choose,
    gumbel_noise,
    log_softmax,
    narrow,
)

MAX_LENGTH = 1_000_000  # characters
MAX_PROMPT = 100_000
MAX_STOP = 1_000
RIVALS = 5
PIECE = 1024  # characters of a prompt read at once; bounds the memory


class RequestError(ValueError):
    """A request out of bounds; the message names value, bound and remedy."""


@dataclass(frozen=True)
class Request:
    """What to write.

    Attributes:
        prompt: known characters only (see `rnn_demo.known_forms`); an empty one starts the text
            as after a line break, which every shipped vocabulary has.
        length: characters at most.
        knobs: how to choose.
        seed: of the noise.
        stop: end the text once it ends with this; empty for never.
        position: how many characters of the text were written before (after a rewind).
        before: the last of those characters: a stop text may have begun in them.

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

    def __post_init__(self) -> None:
        length = self.length
        if isinstance(length, bool) or not isinstance(length, int) or not 0 <= length <= MAX_LENGTH:
            raise RequestError(
                f"The length is {length!r}; give a whole number from 0 to {MAX_LENGTH:,}."
            )
        if len(self.prompt) > MAX_PROMPT:
            raise RequestError(
                f"The prompt has {len(self.prompt):,} characters; "
                f"{MAX_PROMPT:,} are read at most: keep its end."
            )
        if len(self.stop) > MAX_STOP:
            raise RequestError(
                f"The stop text has {len(self.stop):,} characters; {MAX_STOP:,} is the bound."
            )
        position = self.position
        if isinstance(position, bool) or not isinstance(position, int) or not 0 <= position < 2**63:
            raise RequestError(
                f"The position is {position!r}; give how many characters were written before."
            )
        check_seed(self.seed)


@dataclass(frozen=True)
class Rival:
    """A character that could have stood here, with its probability at temperature 1."""

    character: str
    probability: float


@dataclass(frozen=True)
class Written:
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
class Reader:
    """A model in the middle of a text: its state and what it expects next.

    Attributes:
        network: the model.
        state: (layers, parts, 1, hidden); never changed, every step makes a new one.
        logits: of the next character, (vocab,).
    """

    network: CharacterNetwork
    state: Array
    logits: Array

    def after(self, token_id: int) -> Reader:
        """The reader one character later."""
        logits, state = step(self.network, np.array([token_id]), self.state)
        return Reader(self.network, state, logits[0])

    def view(self, token_id: int) -> Written:
        """How this character looks from here."""
        log_p = log_softmax(self.logits)
        best = np.argsort(-log_p, kind="stable")[:RIVALS]
        characters = self.network.tokenizer.characters
        return Written(
            characters[token_id],
            float(-log_p[token_id]),
            tuple(Rival(characters[i], float(np.exp(log_p[i]))) for i in best),
        )


def open_reader(network: CharacterNetwork, prompt: str) -> Reader:
    """Read a prompt from a zero state, whole pieces at a time.

    Raises:
        TokenizerError: the prompt has a character that the model does not know.
    """
    tokenizer = network.tokenizer
    ids = tokenizer.encode(prompt)
    if not len(ids):
        # Something must be read before there is a next character; a line break says least.
        first = max(0, tokenizer.characters.find("\n"))
        ids = np.array([first], dtype=tokenizer.dtype)
    state = initial_state(network)
    for start in range(0, len(ids), PIECE):
        logits, state = read(network, ids[None, start : start + PIECE], state)
    # A copy: a view would keep the logits of the whole piece alive.
    return Reader(network, state, logits[0, -1].copy())


def write(reader: Reader, request: Request) -> Iterator[tuple[Written, Reader]]:
    """Write on from a reader: each character, and the reader after it.

    Two calls with equal arguments write the same text; a call from the reader after character n,
    with `position` moved by n, goes on exactly as the first one did.
    """
    tail = request.before
    for i in range(request.length):
        noise = gumbel_noise(request.seed, request.position + i, reader.network.code_points)
        token_id = choose(narrow(reader.logits, request.knobs), noise)
        written = reader.view(token_id)
        reader = reader.after(token_id)
        yield written, reader
        if request.stop:
            tail = (tail + written.character)[-len(request.stop) :]
            if tail == request.stop:
                return


def follow(reader: Reader, ids: Sequence[int]) -> Reader:
    """Read characters one at a time, exactly as if they had just been written."""
    for token_id in ids:
        reader = reader.after(int(token_id))
    return reader
