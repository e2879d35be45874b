"""At most log₂ N bits pass from the past to the future of a hidden Markov model with N states.

Given the state, past and future are independent, so I(past; future) ≤ H(state) ≤ log₂ N. Copying a
word w of k random bits asks for k of them. After the word a machine is in one of N states, and what
it writes then depends on the state s alone:

    Σ_w p(copy = w | w) = Σ_w Σ_s p(s | w) p(copy = w | s) ≤ Σ_s Σ_w p(copy = w | s) = N

So a copy is right with a probability of at most min(1, N / 2^k), whatever the machine does at each
step, and remembering N of the words reaches it. With 2^k states there is a model that makes no
mistake and is the same at every step: its states are the words, each says its first bit and turns
by one.

Who reads the model from outside knows more than its state: the message α̂ has N − 1 real numbers,
and the copy that it makes likeliest can be right more often than any that the model writes.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from rnn_demo.dynamics.checks import Check
from rnn_demo.exhibits.hidden_markov.compute.learning import first_models
from rnn_demo.networks.hidden_markov import (
    Array,
    HiddenMarkovModel,
    Ids,
    expected_counts,
    forward,
    maximised,
)
from rnn_demo.words import sentence

MOST_WORDS = 1_024  # symbols^steps, of the past and of the future
LONGEST = 6  # steps of each at most
STARTS, ITERATIONS = 8, 300
BOUND = 1e-9


@dataclass(frozen=True)
class PassedBits:
    """What the past of a model tells of its future, exactly.

    Attributes:
        bits: I(x_1 … x_h; x_{h+1} … x_2h) for h = 1, 2, … (h,).
        most: log₂ N.
        check: that none exceeds it, and that all probabilities add up.
    """

    bits: Array
    most: float
    check: Check


@dataclass(frozen=True)
class Copying:
    """How often a copy of k bits is right.

    Attributes:
        bits: k.
        states: N = 1, 2, …
        possible: the largest share that any machine of N states gets right, min(1, N / 2^k).
        found: the share that a model of Baum–Welch writes right, from each start (states, starts).
        guessed: the share of words whose copy it makes likeliest (states, starts).
        check: that none of `found` exceeds what is possible.
    """

    bits: int
    states: tuple[int, ...]
    possible: Array
    found: Array
    guessed: Array
    check: Check


def passed_bits(model: HiddenMarkovModel) -> PassedBits:
    """I(past; future) by going through all pasts and all futures, as long as they are few."""
    count, joints = model.symbols, []
    longest = max(h for h in range(1, LONGEST + 1) if count**h <= MOST_WORDS)
    past = model.initial[None, :] * model.emissions.T  # (words, states): p(word, last state)
    future = model.emissions.T  # (words, states): p(word | its first state)
    for steps in range(1, longest + 1):
        if steps > 1:
            past = (past @ model.transitions)[:, None] * model.emissions.T[None]
            past = past.reshape(-1, model.states)
            future = model.emissions.T[:, None] * (future @ model.transitions.T)[None]
            future = future.reshape(-1, model.states)
        joints.append(past @ model.transitions @ future.T)
    bits = np.array([mutual_information(joint) for joint in joints])
    most = float(np.log2(model.states))
    over = max(0.0, float(bits.max()) - most)
    sums = max(abs(float(joint.sum()) - 1) for joint in joints)
    return PassedBits(
        bits,
        most,
        Check(
            max(over, sums),
            BOUND,
            sentence("log₂ N, which no mutual information exceeds, and a sum of 1"),
        ),
    )


def mutual_information(joint: Array) -> float:
    """I in bits of a joint distribution (rows, columns)."""
    apart = joint.sum(1, keepdims=True) * joint.sum(0, keepdims=True)
    inside = joint > 0
    return float((joint[inside] * np.log2(joint[inside] / apart[inside])).sum())


def words_twice(bits: int) -> Ids:
    """Every word of k bits, said twice (2^k, 2k)."""
    numbers = np.arange(2**bits)[:, None]
    words = (numbers >> np.arange(bits - 1, -1, -1)) & 1
    return np.concatenate([words, words], 1)


def share_written(model: HiddenMarkovModel, bits: int) -> Array:
    """How often a model that has said a word says it again, in the mean over all words (…,)."""
    scales = forward(model, words_twice(bits)).scales
    right: Array = scales[bits:].prod(0).mean(-1)
    return right


def share_guessed(model: HiddenMarkovModel, bits: int) -> Array:
    """How often the likeliest second half is the first one, over all words; ties are drawn (…,).

    The second half is predicted as a whole, from what the model knows after the first.
    """
    words = words_twice(bits)[:, :bits]
    state = forward(model, words).messages[-1]  # (…, words, states)
    future = np.swapaxes(model.emissions, -1, -2)  # (…, symbols, states)
    emitted, back = future, np.swapaxes(model.transitions, -1, -2)
    for _ in range(bits - 1):
        told = future @ back
        shape = (*told.shape[:-2], -1, told.shape[-1])
        future = (emitted[..., :, None, :] * told[..., None, :, :]).reshape(shape)
    likely = (state @ model.transitions) @ np.swapaxes(future, -1, -2)  # (…, words, words)
    best = likely >= likely.max(-1, keepdims=True) * (1 - 1e-9)
    right: Array = (np.diagonal(best, axis1=-2, axis2=-1) / best.sum(-1)).mean(-1)
    return right


def copying(bits: int, seed: int) -> Generator[float, None, Copying]:
    """Let Baum–Welch learn all words said twice, with 1 to 2^k + 1 states; yields what is done.

    All machines are trained side by side, those with fewer states beside states that never occur.

    Args:
        bits: k.
        seed: of the first start; the next one has the next seed.
    """
    counts = tuple(range(1, 2**bits + 2))
    models = _side_by_side(counts, seed)
    ids = words_twice(bits)
    for iteration in range(ITERATIONS):
        models = maximised_within(models, ids, counts)
        yield iteration / ITERATIONS
    written, guessed = (
        share(models, bits).reshape(len(counts), STARTS) for share in (share_written, share_guessed)
    )
    possible = np.minimum(1.0, np.array(counts) / 2**bits)
    return Copying(
        bits,
        counts,
        possible,
        written,
        guessed,
        Check(
            max(0.0, float((written - possible[:, None]).max())),
            BOUND,
            sentence("N / 2^k, which no machine of N states exceeds"),
        ),
    )


def maximised_within(
    models: HiddenMarkovModel, ids: Ids, counts: tuple[int, ...]
) -> HiddenMarkovModel:
    """One iteration; rows of states that never occur stay rows of zeros.

    Args:
        models: side by side, as `_side_by_side` has made them.
        ids: the sequences.
        counts: how many states those of each size have.
    """
    counted, _ = expected_counts(models, ids)
    better = maximised(counted)
    there = np.repeat(np.arange(max(counts)) < np.array(counts)[:, None], STARTS, 0)
    return HiddenMarkovModel(
        better.initial * there,
        better.transitions * there[:, :, None] * there[:, None, :],
        better.emissions * there[:, :, None],
    )


def _side_by_side(counts: tuple[int, ...], seed: int) -> HiddenMarkovModel:
    """Machines of all sizes and starts (sizes · starts, …), filled up with zeros."""
    most = max(counts)
    padded = []
    for states in counts:
        own = first_models(states, 2, STARTS, seed)
        wide = [(0, 0), (0, most - states)]
        padded.append(
            (
                np.pad(own.initial, wide),
                np.pad(own.transitions, [(0, 0), wide[1], wide[1]]),
                np.pad(own.emissions, [(0, 0), wide[1], (0, 0)]),
            )
        )
    return HiddenMarkovModel(*(np.concatenate(part) for part in zip(*padded, strict=True)))
