"""Persistent contrastive divergence: the model's phase goes on in chains that are never restarted.

The gradient of the log-likelihood is ⟨v h⟩ over the data minus ⟨v h⟩ over the model. The second
is estimated on chains that take a few Gibbs steps after each update: they follow the model as long
as it changes slowly. The gradient is centred: v and h are counted from their means, which makes it
the same for a picture and for its negative.

Source: T. Tieleman, Training restricted Boltzmann machines using approximations to the likelihood
gradient (2008); J. Melchior, A. Fischer and L. Wiskott, How to center deep Boltzmann machines
(2016).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.configuration.rbm import ContrastiveDivergence
from rnn_demo.data.digits import Pixels, black_and_white
from rnn_demo.networks.rbm import RestrictedMachine, drawn, gibbs_step, sigmoid

Array = NDArray[np.floating[Any]]
FIRST_WEIGHTS = 0.01  # standard deviation
SLOW = 0.99  # of the running mean of the hidden units
ORDER, LUCK = 0, 1  # what a random number is for


@dataclass(frozen=True)
class TrainingRun:
    """Where a training stands: all that the next update depends on.

    Attributes:
        updates: done.
        machine: as it is now, float32.
        chains: visible states of the model's phase (batch, visible).
        hidden_mean: running mean of the hidden units given data (hidden,).
    """

    updates: int
    machine: RestrictedMachine
    chains: Array
    hidden_mean: Array


def begin(mean: Array, hidden_size: int, training: ContrastiveDivergence, seed: int) -> TrainingRun:
    """A machine whose visible units are right one by one, and whose hidden ones know nothing.

    Args:
        mean: of each pixel over the training pictures (visible,).
        hidden_size: hidden units.
        training: how it will be trained.
        seed: of the weights and of the chains' first states.
    """
    random = np.random.default_rng(seed)
    weights = random.normal(0, FIRST_WEIGHTS, (len(mean), hidden_size)).astype(np.float32)
    likely = np.clip(mean, 0.01, 0.99)
    machine = RestrictedMachine(
        weights,
        np.log(likely / (1 - likely)).astype(np.float32),
        np.zeros(hidden_size, np.float32),
    )
    coins = random.random((training.batch_size, len(mean)))
    chains = (coins < likely).astype(np.float32)
    return TrainingRun(0, machine, chains, np.full(hidden_size, 0.5, np.float32))


def update(
    run: TrainingRun, pictures: Pixels, mean: Array, training: ContrastiveDivergence, seed: int
) -> TrainingRun:
    """One update; its luck is a function of (seed, number of the update).

    Args:
        run: before.
        pictures: grey (pictures, visible); each batch is made black and white anew.
        mean: of each pixel, from 0 to 1 (visible,).
        training: how.
        seed: of order and luck.
    """
    machine, chains = run.machine, run.chains
    random = np.random.default_rng([seed, LUCK, run.updates])
    data = black_and_white(pictures[rows_of(run.updates, len(pictures), training, seed)], random)
    hidden, dreamt = sigmoid(machine.hidden_input(data)), sigmoid(machine.hidden_input(chains))
    hidden_mean = SLOW * run.hidden_mean + (1 - SLOW) * hidden.mean(0)
    rate = np.float32(training.learning_rate * (1 - run.updates / training.updates))
    # Both phases in one product, (2 batches, visible)ᵀ (2 batches, hidden).
    seen = np.concatenate([data, chains]) - mean
    felt = np.concatenate([(hidden - hidden_mean), (hidden_mean - dreamt)]) * (rate / len(data))
    by_weight = seen.T @ felt
    by_visible = rate * (data.mean(0) - chains.mean(0)) - by_weight @ hidden_mean
    by_hidden = rate * (hidden.mean(0) - dreamt.mean(0)) - mean @ by_weight
    chains = drawn(sigmoid(machine.visible_input(drawn(dreamt, random))), random)
    for _ in range(training.sweeps - 1):
        chains = gibbs_step(machine, chains, random)
    return TrainingRun(
        run.updates + 1,
        RestrictedMachine(
            machine.weights + by_weight,
            machine.visible_bias + by_visible,
            machine.hidden_bias + by_hidden,
        ),
        chains,
        hidden_mean,
    )


def rows_of(
    number: int, count: int, training: ContrastiveDivergence, seed: int
) -> NDArray[np.int64]:
    """Which pictures an update reads: every epoch in another order."""
    size = training.batch_size
    epoch, place = divmod(number, count // size)
    return _order(seed, epoch, count)[place * size : (place + 1) * size]


@lru_cache(maxsize=1)
def _order(seed: int, epoch: int, count: int) -> NDArray[np.int64]:
    return np.random.default_rng([seed, ORDER, epoch]).permutation(count)
