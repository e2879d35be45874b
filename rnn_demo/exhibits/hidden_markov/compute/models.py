"""The small models of the page, and what is seen of them.

Umbrella: S. Russell and P. Norvig, Artificial Intelligence: A Modern Approach (the umbrella world).
Casino: R. Durbin, S. Eddy, A. Krogh and G. Mitchison, Biological sequence analysis (1998), the
occasionally dishonest casino. Left to right: L. Rabiner (1989).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.exhibits.hidden_markov.knobs import MOST_STEPS, ChainKnobs
from rnn_demo.knobs.values import KnobError, quoted
from rnn_demo.networks.hidden_markov import Array, HiddenMarkovModel
from rnn_demo.words import sentence

LETTERS = "abcdef"
MODEL, DRAWN = 0, 1  # what a seed is for


@dataclass(frozen=True)
class NamedChain:
    """A model whose states and symbols have names.

    Attributes:
        model: the probabilities.
        names: of the states, English.
        letters: one for each symbol.
    """

    model: HiddenMarkovModel
    names: tuple[str, ...]
    letters: str


def chain_of(knobs: ChainKnobs) -> NamedChain:
    """The model that the knobs ask for."""
    if knobs.model == "umbrella":
        return _umbrella(knobs.stay)
    if knobs.model == "casino":
        return _casino()
    if knobs.model == "left-right":
        return _left_right(knobs.states, knobs.symbols, knobs.stay)
    if knobs.model == "fork":
        return _fork()
    if knobs.model == "register":
        return _register(knobs.bits)
    return _random(knobs.states, knobs.symbols, knobs.evenness, knobs.seed)


def _umbrella(stay: float) -> NamedChain:
    model = HiddenMarkovModel(
        np.array([0.5, 0.5]),
        np.array([[stay, 1 - stay], [1 - stay, stay]]),
        np.array([[0.9, 0.1], [0.2, 0.8]]),
    )
    return NamedChain(model, (sentence("rain"), sentence("dry")), "UN")


def _casino() -> NamedChain:
    model = HiddenMarkovModel(
        np.array([2 / 3, 1 / 3]),  # what the switching settles to
        np.array([[0.95, 0.05], [0.10, 0.90]]),
        np.array([[1 / 6] * 6, [0.1] * 5 + [0.5]]),
    )
    return NamedChain(model, (sentence("fair"), sentence("loaded")), "123456")


def _left_right(states: int, symbols: int, stay: float) -> NamedChain:
    """It begins on the left, stays or moves one to the right, and ends there."""
    moves = stay * np.eye(states) + (1 - stay) * np.eye(states, k=1)
    moves[-1] = np.eye(states)[-1]
    emitted = np.full((states, symbols), 0.2 / symbols)
    emitted[np.arange(states), np.arange(states) % symbols] += 0.8
    model = HiddenMarkovModel(np.eye(states)[0], moves, emitted)
    return NamedChain(model, _numbered(states), LETTERS[:symbols])


def _fork() -> NamedChain:
    """One safe road, and one that is taken more often and divides."""
    model = HiddenMarkovModel(
        np.array([0.4, 0.6, 0.0]),
        np.array([[1.0, 0.0, 0.0], [0.0, 0.5, 0.5], [0.0, 0.0, 1.0]]),
        np.full((3, 2), 0.5),
    )
    return NamedChain(model, _numbered(3), LETTERS[:2])


def _register(bits: int) -> NamedChain:
    """Its 2^k states are the words of k bits; each says its first bit and turns by one place."""
    count = 2**bits
    words = [format(number, f"0{bits}b") for number in range(count)]
    moves, emitted = np.zeros((count, count)), np.zeros((count, 2))
    for number, word in enumerate(words):
        moves[number, int(word[1:] + word[0], 2)] = 1
        emitted[number, int(word[0])] = 1
    model = HiddenMarkovModel(np.full(count, 1 / count), moves, emitted)
    return NamedChain(model, tuple(words), "01")


def _random(states: int, symbols: int, evenness: float, seed: int) -> NamedChain:
    random = np.random.default_rng([seed, MODEL])
    model = HiddenMarkovModel(
        random.dirichlet(np.full(states, 1.0)),
        random.dirichlet(np.full(states, evenness), states),
        random.dirichlet(np.full(symbols, evenness), states),
    )
    return NamedChain(model, _numbered(states), LETTERS[:symbols])


def _numbered(states: int) -> tuple[str, ...]:
    return tuple(str(number + 1) for number in range(states))


def observed(knobs: ChainKnobs, chain: NamedChain) -> NDArray[np.int64]:
    """What is seen (time,): what was typed, or else drawn from the model.

    Raises:
        KnobError: a sign is none of the model's symbols, or there are too many.
    """
    typed = "".join(sign for sign in knobs.observations if not (sign.isspace() or sign in ",;"))
    if not typed:
        random = np.random.default_rng([knobs.seed, DRAWN])
        said: NDArray[np.int64] = drawn(chain.model, 1, knobs.steps, random)[1][0]
        return said
    found = []
    for sign in typed:
        fitting = [one for one in (sign, sign.upper(), sign.lower()) if one in chain.letters]
        if not fitting:
            raise KnobError(
                sentence(
                    "The observations hold {sign}, and this model's symbols are {letters}: type "
                    "those, or nothing to have them drawn.",
                    sign=quoted(sign),
                    letters=" ".join(chain.letters),
                )
            )
        found.append(chain.letters.index(fitting[0]))
    if len(found) > MOST_STEPS:
        raise KnobError(
            sentence(
                "There are {count} observations; type at most {most}.",
                count=len(found),
                most=MOST_STEPS,
            )
        )
    return np.array(found)


def drawn(
    model: HiddenMarkovModel, sequences: int, steps: int, random: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """States and symbols (sequences, steps) that a model has drawn.

    Args:
        model: the model.
        sequences: how many.
        steps: how long each.
        random: their luck.
    """
    states = np.empty((sequences, steps), np.int64)
    symbols = np.empty((sequences, steps), np.int64)
    likely: Array = np.broadcast_to(model.initial, (sequences, model.states))
    for time in range(steps):
        states[:, time] = _drawn_from(likely, random)
        symbols[:, time] = _drawn_from(model.emissions[states[:, time]], random)
        likely = model.transitions[states[:, time]]
    return states, symbols


def _drawn_from(rows: Array, random: np.random.Generator) -> NDArray[np.int64]:
    """An entry of each row (rows,), by its probabilities; never one whose probability is 0."""
    sums = rows.cumsum(-1)
    found: NDArray[np.int64] = (random.random(len(rows))[:, None] * sums[:, -1:] >= sums).sum(-1)
    return found
