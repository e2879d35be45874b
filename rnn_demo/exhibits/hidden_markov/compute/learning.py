"""Baum–Welch from several starts on what a planted model has said, and what it finds again."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.checks import Check
from rnn_demo.exhibits.hidden_markov.compute.models import chain_of, drawn
from rnn_demo.exhibits.hidden_markov.knobs import ChainKnobs
from rnn_demo.networks.hidden_markov import (
    Array,
    HiddenMarkovModel,
    Ids,
    backward,
    expected_counts,
    forward,
    maximised,
    shares,
)
from rnn_demo.words import sentence

LEARNED, HELD_OUT, STARTS = 10, 11, 12  # what a seed is for
MOST_FRAMES = 24  # moments of a film
SILENT = (  # knobs that learning does not depend on
    "shown",
    "observations",
    "steps",
    "copied",
    "writer",
    "prompt",
    "temperature",
    "written",
    "luck",
)
BOUND = 1e-12


@dataclass(frozen=True)
class Recovery:
    """A learned model beside the planted one, its states renamed by the best permutation.

    Attributes:
        transitions: the largest difference of a transition.
        emissions: the largest difference of an emission.
        decoded: share of the held-out steps whose state it names.
        best_decoded: the same of the planted model, which no other can be expected to beat.
    """

    transitions: float
    emissions: float
    decoded: float
    best_decoded: float


@dataclass(frozen=True)
class ChainLearning:
    """What Baum–Welch did.

    Attributes:
        planted: the model that has said the data.
        symbols: how many symbols the data have.
        curves: ln p of the data before each iteration and after the last, nats a symbol
            (iterations + 1, starts).
        frames: iterations that are kept, from 0.
        film: the models at these iterations, all starts of each.
        planted_log: ln p of the data in the planted model, nats a symbol.
        held_out: the same of fresh data for each start's last model (starts,).
        planted_held_out: and of the planted model.
        best: the start whose likelihood is the highest.
        orders: for each start the learned state that stands for each planted one, by the best
            permutation; empty if their numbers differ.
        recovery: of that start; None if it has another number of states.
        check: that no likelihood has fallen.
    """

    planted: HiddenMarkovModel
    symbols: int
    curves: Array
    frames: tuple[int, ...]
    film: tuple[HiddenMarkovModel, ...]
    planted_log: float
    held_out: Array
    planted_held_out: float
    best: int
    orders: tuple[tuple[int, ...], ...]
    recovery: Recovery | None
    check: Check


def question_of(knobs: ChainKnobs) -> ChainKnobs:
    """The same knobs, those that change nothing about what is learned as they usually are."""
    usual = ChainKnobs()
    silent = {knob: getattr(usual, knob) for knob in SILENT}
    return replace(knobs, **silent)


def learning(knobs: ChainKnobs) -> Generator[float, None, ChainLearning]:
    """Learn; yields the share of the iterations that are done."""
    planted = chain_of(knobs).model
    _, ids = drawn(
        planted, knobs.sequences, knobs.length, np.random.default_rng([knobs.seed, LEARNED])
    )
    models = first_models(knobs.learner, planted.symbols, knobs.restarts, knobs.start)
    frames = _frames(knobs.iterations)
    curves, film = [], []
    for iteration in range(knobs.iterations + 1):
        counts, _ = expected_counts(models, ids)
        curves.append(counts.log_likelihood)
        if iteration in frames:
            film.append(models)
        if iteration < knobs.iterations:
            models = maximised(counts)
        yield iteration / (knobs.iterations + 1)
    logs = np.array(curves) / ids.size
    states, fresh = drawn(
        planted, knobs.sequences, knobs.length, np.random.default_rng([knobs.seed, HELD_OUT])
    )
    best, same = int(logs[-1].argmax()), knobs.learner == planted.states
    orders = []
    for number in range(knobs.restarts * same):
        orders.append(best_order(planted, one_of(models, number)))
        yield 1.0
    return ChainLearning(
        planted,
        ids.size,
        logs,
        frames,
        tuple(film),
        _mean_log(planted, ids),
        forward(models, fresh).log_likelihoods.sum(-1) / fresh.size,
        _mean_log(planted, fresh),
        best,
        tuple(tuple(order.tolist()) for order in orders),
        recovered(planted, one_of(models, best), orders[best], states, fresh) if same else None,
        monotone_check(logs),
    )


def first_models(states: int, symbols: int, starts: int, seed: int) -> HiddenMarkovModel:
    """Random models, one for each start, to begin with: rows of a flat Dirichlet distribution.

    Args:
        states: of each.
        symbols: of each.
        starts: how many; the first one has this seed, the next one the next seed.
        seed: of the first one.
    """
    drawn_ones = []
    for number in range(starts):
        random = np.random.default_rng([seed + number, STARTS])
        sizes = ((states,), (states, states), (states, symbols))
        drawn_ones.append([shares(random.gamma(1.0, size=size)) for size in sizes])
    return HiddenMarkovModel(*(np.stack(part) for part in zip(*drawn_ones, strict=True)))


def one_of(models: HiddenMarkovModel, number: int) -> HiddenMarkovModel:
    """One of several models that share their arrays."""
    return HiddenMarkovModel(
        models.initial[number], models.transitions[number], models.emissions[number]
    )


def recovered(
    planted: HiddenMarkovModel,
    found: HiddenMarkovModel,
    order: NDArray[np.int64],
    states: NDArray[np.int64],
    ids: Ids,
) -> Recovery:
    """How near a model is to the planted one, whatever its states are called.

    Args:
        planted: the model that was to be found.
        found: a model with as many states.
        order: the found state that stands for each planted one, from `best_order`.
        states: the states that the planted model went through (sequences, time).
        ids: what it said (sequences, time).
    """
    moves, emitted = found.transitions[np.ix_(order, order)], found.emissions[order]
    called = np.empty(len(order), np.int64)
    called[order] = np.arange(len(order))
    return Recovery(
        float(np.abs(moves - planted.transitions).max()),
        float(np.abs(emitted - planted.emissions).max()),
        float((called[_decoded(found, ids)] == states).mean()),
        float((_decoded(planted, ids) == states).mean()),
    )


def best_order(planted: HiddenMarkovModel, found: HiddenMarkovModel) -> NDArray[np.int64]:
    """The permutation of the found model's states that brings it nearest to the planted one."""
    orders = _all_orders(planted.states)
    apart = np.zeros(len(orders))
    for place in range(planted.states):  # column by column, so that little memory is needed
        moved = found.transitions[orders, orders[:, place, None]]
        apart += ((moved - planted.transitions[:, place]) ** 2).sum(-1)
    gaps = ((planted.emissions[:, None] - found.emissions[None]) ** 2).sum(-1)
    apart += gaps[np.arange(planted.states), orders].sum(-1)
    best: NDArray[np.int64] = orders[apart.argmin()]
    return best


@lru_cache(maxsize=2)
def _all_orders(count: int) -> NDArray[np.int64]:
    """Every permutation (count!, count); not to be written to."""
    found = np.array(list(permutations(range(count))))
    found.setflags(write=False)
    return found


def monotone_check(logs: Array) -> Check:
    """That no likelihood falls from one iteration to the next (iterations + 1, starts)."""
    falls = np.maximum(logs[:-1] - logs[1:], 0) / np.maximum(np.abs(logs[1:]), 1e-3)
    return Check(
        float(falls.max(initial=0.0)),
        BOUND,
        sentence("likelihoods that rise or rest at every iteration, which is proved of Baum–Welch"),
    )


def _decoded(model: HiddenMarkovModel, ids: Ids) -> NDArray[np.int64]:
    """The likeliest state of each step (sequences, time)."""
    read = forward(model, ids)
    posterior = read.messages * backward(model, ids, read.scales)
    found: NDArray[np.int64] = posterior.argmax(-1).T
    return found


def _mean_log(model: HiddenMarkovModel, ids: Ids) -> float:
    return float(forward(model, ids).log_likelihoods.sum() / ids.size)


def _frames(iterations: int) -> tuple[int, ...]:
    """Moments that lie closer together in the beginning, where more happens."""
    places = np.geomspace(1, iterations + 1, min(MOST_FRAMES, iterations + 1)) - 1
    return tuple(sorted({round(float(place)) for place in places} | {0, iterations}))
