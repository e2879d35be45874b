"""How far back a trained network reaches: what each earlier character does to the next one."""

from __future__ import annotations

import math
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.gradient import prediction_gradient
from rnn_demo.engine.network import CharacterNetwork, initial_state, step
from rnn_demo.engine.progress import finished
from rnn_demo.sampling import log_softmax
from rnn_demo.tokenizers.known_forms import KnownText, to_known
from rnn_demo.words import sentences

MOST_CHARACTERS = 120  # each is changed in turn, and everything after it is read again
FELT = 0.01  # bits by which a change must move the prediction to count as felt
FIRST_PASS = 0.2  # of the work: reading the text as it is, and the gradient
LN2 = math.log(2)


class RulerError(ValueError):
    """A text that cannot be measured; the message says why and what would do."""


@dataclass(frozen=True)
class Ruler:
    """A text, its next character, and what each earlier character does to it.

    Attributes:
        known: the text as the model can spell it, its last `MOST_CHARACTERS`.
        target: the likeliest next character.
        probability: the probability of `target`.
        put: the replacement for each character: the model's likeliest other one at that place.
        gradient: ‖∂ log p(target) / ∂ row‖ of each character's row in the first layer, in nats,
            (time,).
        foreseen: the change of log₂ p(target) that the gradient predicts for a replacement, in
            bits.
        happened: the change of log₂ p(target) when the replacement is really made, in bits.
        moved: the KL divergence of the whole prediction from the one after the change, in bits.
    """

    known: KnownText
    target: str
    probability: float
    put: str
    gradient: NDArray[np.float64]
    foreseen: NDArray[np.float64]
    happened: NDArray[np.float64]
    moved: NDArray[np.float64]

    @property
    def reach(self) -> int:
        """How many characters back a change still moves the prediction by 0.01 bits."""
        felt = np.flatnonzero(self.moved >= FELT)
        return len(self.moved) - int(felt[0]) if len(felt) else 0


def measure(network: CharacterNetwork, text: str) -> Ruler:
    """Measure a text.

    After every change the text is read again from there to the end, so the numbers are exact.

    Raises:
        RulerError: the model knows fewer than two of the characters.
    """
    return finished(measuring(network, text))


def measuring(network: CharacterNetwork, text: str) -> Generator[float, None, Ruler]:
    """The same, step by step; it yields the share that is done."""
    known = to_known(text[-MOST_CHARACTERS:], network.tokenizer)
    ids = network.tokenizer.encode(known.text).astype(np.int64)
    if len(ids) < 2:
        raise RulerError(
            sentences(
                "The text has {n} character that the model knows; type at least 2.",
                "The text has {n} characters that the model knows; type at least 2.",
                n=len(ids),
            )
        )
    others = np.empty(len(ids), np.int64)
    state = initial_state(network)
    others[0] = _other(np.ones(network.config.vocab_size), int(ids[0]))
    states = [state]
    for t, token in enumerate(ids):
        logits, state = step(network, np.array([token]), state)
        states.append(state)
        if t + 1 < len(ids):
            others[t + 1] = _other(logits[0], int(ids[t + 1]))
        yield (t + 1) / len(ids) * FIRST_PASS
    log_p = log_softmax(logits[0].astype(np.float64))
    target = int(log_p.argmax())
    _, by_row = prediction_gradient(network, ids, target)
    differences = network.table[others] - network.table[ids]
    changed = yield from _changed(network, ids, others, states)
    p = np.exp(log_p)
    return Ruler(
        known=known,
        target=network.tokenizer.decode([target]),
        probability=float(p[target]),
        put=network.tokenizer.decode(others.tolist()),
        gradient=np.linalg.norm(by_row.astype(np.float64), axis=1),
        foreseen=(by_row * differences).sum(1, dtype=np.float64) / LN2,
        happened=(changed[:, target] - log_p[target]) / LN2,
        moved=np.maximum((p * (log_p - changed)).sum(1), 0.0) / LN2,
    )


def _other(scores: NDArray[np.floating], token: int) -> int:
    """The best character other than this one."""
    best = np.argsort(-scores, kind="stable")[:2]
    return int(best[1] if best[0] == token else best[0])


def _changed(
    network: CharacterNetwork,
    ids: NDArray[np.int64],
    others: NDArray[np.int64],
    states: list[NDArray[np.float32]],
) -> Generator[float, None, NDArray[np.float64]]:
    """Log-probabilities at the end after each change, (time, vocab); all reruns go side by side."""
    running = np.empty((*states[0].shape[:2], 0, states[0].shape[3]), np.float32)
    for t, token in enumerate(ids):
        running = np.concatenate([running, states[t]], axis=2)
        read = np.full(t + 1, token)
        read[-1] = others[t]
        logits, running = step(network, read, running)
        yield FIRST_PASS + (1 - FIRST_PASS) * ((t + 1) / len(ids)) ** 2  # each has one stream more
    return log_softmax(logits.astype(np.float64))
