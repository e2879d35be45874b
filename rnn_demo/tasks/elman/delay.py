"""The delayed bit: y_t = x_{t−ℓ} on random bits, for networks that feed back this or that."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np
from numpy.typing import NDArray

from rnn_demo.tasks.elman.learning import Adam
from rnn_demo.tasks.elman.networks import (
    UNKNOWN,
    Array,
    Feedback,
    SmallNets,
    drawn,
    gradient,
    run,
)

TOLD_EVERY = 10  # updates
LOOKS = 10  # measurements during a training
LEARNING_RATE = 0.02
STRINGS = 32  # an update
LONGER = 8  # steps of a training string beyond the lag
PROVEN = 10  # bits of the strings that are all tried
FRESH = 1_200  # random bits


@dataclass(frozen=True)
class Delay:
    """Networks of one kind after training.

    Attributes:
        nets: their weights.
        updates: after how many updates each of `accuracies` was measured.
        accuracies: share of right answers over all strings of `PROVEN` bits while they were
            trained, (measurements, seeds).
        right: the same at the end, of how many; exact.
        fresh: share of right answers on `FRESH` random bits at the end, (seeds,).
    """

    nets: SmallNets
    updates: tuple[int, ...]
    accuracies: Array
    right: tuple[Fraction, ...]
    fresh: Array


def delayed(bits: NDArray[np.int64], lag: int) -> Array:
    """d_t = x_{t−ℓ}, and `UNKNOWN` in the first ℓ steps; bits (time, …)."""
    answers = np.full(bits.shape, UNKNOWN)
    answers[lag:] = bits[: len(bits) - lag]
    return answers


def all_strings(length: int) -> NDArray[np.int64]:
    """Every string of bits, (time, strings)."""
    return np.array(list(product((0, 1), repeat=length)), np.int64).T


def right_answers(nets: SmallNets, bits: NDArray[np.int64], lag: int) -> NDArray[np.int64]:
    """How many answers are right from step ℓ on, by network; an output above ½ is a 1."""
    answers = delayed(bits, lag)
    made = run(nets, bits[:, None].astype(float), answers[:, None])
    found: NDArray[np.int64] = ((made.outputs > UNKNOWN) == answers[:, None])[lag:].sum((0, 2))
    return found


def learning_delay(
    feedback: Feedback,
    lag: int,
    hidden_size: int,
    seeds: Sequence[int],
    updates: int,
    through_time: bool = True,
) -> Generator[float, None, Delay]:
    """Train a network for each seed; yields how much is done.

    Args:
        feedback: what is fed back.
        lag: ℓ.
        hidden_size: units.
        seeds: one a network; it draws its weights and its strings.
        updates: of Adam, with `STRINGS` random strings each.
        through_time: see `gradient`.
    """
    nets = drawn(feedback, hidden_size, list(seeds))
    randoms = [np.random.default_rng([seed, 1]) for seed in seeds]
    adam = Adam(nets, LEARNING_RATE)
    time = lag + LONGER
    counted = (np.arange(time) >= lag).astype(float)
    everything = all_strings(PROVEN)
    measured: list[tuple[int, NDArray[np.int64]]] = [(0, right_answers(nets, everything, lag))]
    look = max(1, updates // LOOKS)
    for update in range(1, updates + 1):
        bits = np.stack([random.integers(0, 2, (time, STRINGS)) for random in randoms], 1)
        _, slopes = gradient(
            adam.nets, bits.astype(float), delayed(bits, lag), counted, through_time
        )
        adam.step(slopes, update / updates)
        if update % look == 0 or update == updates:
            measured.append((update, right_answers(adam.nets, everything, lag)))
        if update % TOLD_EVERY == 0:
            yield update / updates
    trained, of = adam.nets, (PROVEN - lag) * everything.shape[1]
    fresh = [np.random.default_rng([seed, 2]).integers(0, 2, FRESH + lag) for seed in seeds]
    scores = [
        right_answers(trained.one(i), bits[:, None], lag)[0] / FRESH for i, bits in enumerate(fresh)
    ]
    return Delay(
        trained,
        tuple(update for update, _ in measured),
        np.array([right for _, right in measured]) / of,
        tuple(Fraction(int(right), of) for right in measured[-1][1]),
        np.array(scores),
    )
