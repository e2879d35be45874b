"""Learning by two phases: what goes together in the data, less what goes together in a dream.

    ∂ ⟨ln p(v)⟩_data / ∂w_ij = ⟨s_i s_j⟩_data − ⟨s_i s_j⟩_model   (T = 1)
    ∂ ⟨ln p(v)⟩_data / ∂b_i  = ⟨s_i⟩_data − ⟨s_i⟩_model

In the first phase the visible units are clamped to the data and the hidden ones follow; in the
second all units run free. Both are enumerated here, so a step of learning has no noise.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from rnn_demo.dynamics.checks import Check
from rnn_demo.exhibits.boltzmann.compute.machine import (
    Array,
    BoltzmannMachine,
    correlations,
    distribution,
    energies,
    log_partition,
)
from rnn_demo.words import sentence

STEP = 1e-5  # of the finite differences, either way
BOUND = 1e-8  # of what they miss, in units of ⟨ss⟩ ≤ 1
TOLD = 10  # updates between two reports


@dataclass(frozen=True)
class Phases:
    """Both phases of one machine.

    Attributes:
        data: ⟨s_i s_j⟩ with the visible units clamped (units, units); ⟨s_i⟩ on the diagonal.
        model: the same with all units free.
        log_likelihood: ⟨ln p(v)⟩ of the data, nats a pattern.
    """

    data: Array
    model: Array
    log_likelihood: float


@dataclass(frozen=True)
class Learning:
    """A machine that has learned.

    Attributes:
        machine: in the end.
        first: its phases before the first update.
        last: its phases in the end.
        log_likelihoods: before the first update and after each (updates + 1,).
        best_possible: the log-likelihood of a model that knows the data by heart: −their entropy.
        check: of the gradient, in the beginning and in the end.
    """

    machine: BoltzmannMachine
    first: Phases
    last: Phases
    log_likelihoods: Array
    best_possible: float
    check: Check


def data_distribution(patterns: list[list[int]]) -> Array:
    """The share of every visible state (2^visible,) among patterns of 0 and 1."""
    found = np.zeros(2 ** len(patterns[0]))
    for pattern in patterns:
        found[int("".join(map(str, pattern)), 2)] += 1
    return found / len(patterns)


def phases(machine: BoltzmannMachine, data: Array) -> Phases:
    """⟨s_i s_j⟩ in both phases.

    Args:
        machine: its first units are the visible ones.
        data: the share of every visible state (2^visible,).
    """
    energy = energies(machine)
    free = distribution(energy, 1.0)
    clamped, likelihood = _clamped(energy, data)
    return Phases(correlations(clamped), correlations(free), likelihood)


def log_likelihood(machine: BoltzmannMachine, data: Array) -> float:
    """⟨ln p(v)⟩ of the data in nats."""
    return _clamped(energies(machine), data)[1]


def _clamped(energy: Array, data: Array) -> tuple[Array, float]:
    """The distribution of all units with the visible ones as in the data, and ⟨ln p(v)⟩."""
    hidden = -energy.reshape(len(data), -1)
    largest = hidden.max(1, keepdims=True)
    weights = np.exp(hidden - largest)
    total = weights.sum(1, keepdims=True)
    joint = data[:, None] * weights / total
    free = (np.log(total) + largest)[:, 0]
    return joint.reshape(-1), float(data @ free) - log_partition(energy, 1.0)


def learning(
    machine: BoltzmannMachine, data: Array, updates: int, rate: float
) -> Generator[float, None, Learning]:
    """Learn, and check the gradient that was used.

    Args:
        machine: to begin with.
        data: the share of every visible state (2^visible,).
        updates: how many.
        rate: ε of Δw = ε (⟨ss⟩_data − ⟨ss⟩_model).
    """
    likelihoods = np.empty(updates + 1)
    first = now = phases(machine, data)
    begun = gradient_check(machine, data, first)
    for update in range(updates):
        likelihoods[update] = now.log_likelihood
        change = rate * (now.data - now.model)
        machine = BoltzmannMachine(
            machine.weights + change - np.diag(np.diag(change)), machine.biases + np.diag(change)
        )
        now = phases(machine, data)
        if update % TOLD == 0:
            yield update / updates
    likelihoods[updates] = now.log_likelihood
    ended = gradient_check(machine, data, now) if updates else begun
    there = data[data > 0]
    return Learning(
        machine,
        first,
        now,
        likelihoods,
        float((there * np.log(there)).sum()),
        max(begun, ended, key=lambda check: check.residual),
    )


def gradient_check(machine: BoltzmannMachine, data: Array, found: Phases) -> Check:
    """How far the difference of the phases is from central differences of the log-likelihood."""
    slopes = np.zeros_like(machine.weights)
    for i in range(machine.units):
        for j in range(i + 1):
            up, down = (
                log_likelihood(_nudged(machine, i, j, sign * STEP), data) for sign in (1, -1)
            )
            slopes[i, j] = slopes[j, i] = (up - down) / (2 * STEP)
    return Check(
        float(np.abs(slopes - (found.data - found.model)).max()),
        BOUND,
        sentence("the gradient of the enumerated log-likelihood by finite differences"),
    )


def _nudged(machine: BoltzmannMachine, i: int, j: int, by: float) -> BoltzmannMachine:
    weights, biases = machine.weights.copy(), machine.biases.copy()
    if i == j:
        biases[i] += by
    else:
        weights[i, j] += by
        weights[j, i] += by
    return BoltzmannMachine(weights, biases)
