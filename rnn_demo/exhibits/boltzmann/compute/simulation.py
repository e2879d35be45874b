"""All that the page shows of a small machine, from its knobs."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from rnn_demo.dynamics.checks import Check
from rnn_demo.engine.progress import finished, part_of
from rnn_demo.exhibits.boltzmann.compute.affine import Affine, as_signed
from rnn_demo.exhibits.boltzmann.compute.divergence import SampleDivergence, following
from rnn_demo.exhibits.boltzmann.compute.learning import Learning, data_distribution, learning
from rnn_demo.exhibits.boltzmann.compute.machine import (
    Array,
    BoltzmannMachine,
    distribution,
    energies,
    states_of,
    sweep_check,
)
from rnn_demo.exhibits.boltzmann.compute.sampling import Sample, sampling, schedule
from rnn_demo.exhibits.boltzmann.knobs import MachineKnobs
from rnn_demo.knobs.values import KnobError, quoted
from rnn_demo.words import sentence

MOST_STATES = 200_000  # chains × sweeps
MOST_SUMS = 2_000_000  # steps of learning × states of the machine
WEIGHTS, FIRST, LUCK = 0, 1, 2  # what a random number is for


@dataclass(frozen=True)
class MachineSimulation:
    """A small machine: enumerated, sampled, and perhaps taught.

    Attributes:
        knobs: what was asked.
        machine: after learning.
        energy: of every state (2^units,).
        exact: the probability of every state (2^units,) at T.
        sample: what the chains went through.
        divergence: how far the sample is from `exact`.
        mean_energies: of the chains after each sweep (sweeps,).
        exact_energies: ⟨E⟩ at each sweep's temperature (sweeps,).
        lowest: share of the chains that end in a state of the lowest energy.
        exact_lowest: the probability of these states.
        learned: None if there are no patterns.
        affine: the same machine in units of ±1.
        check: of the exact distribution against a Gibbs sweep.
    """

    knobs: MachineKnobs
    machine: BoltzmannMachine
    energy: Array
    exact: Array
    sample: Sample
    divergence: SampleDivergence
    mean_energies: Array
    exact_energies: Array
    lowest: float
    exact_lowest: float
    learned: Learning | None
    affine: Affine
    check: Check

    @property
    def sampled(self) -> Array:
        """The share of every state in the sample (2^units,)."""
        found: Array = self.divergence.counts / self.divergence.counts.sum()
        return found


def machine_of(knobs: MachineKnobs) -> BoltzmannMachine:
    """The machine before it learns.

    Raises:
        KnobError: there are not as many biases as units.
    """
    n, biases = knobs.n, np.full(knobs.n, knobs.bias)
    if knobs.matrix:
        if len(knobs.biases) not in (0, n):
            raise KnobError(
                sentence(
                    "There are {biases} biases for {n} units: give {n} numbers, or none for 0.",
                    biases=len(knobs.biases),
                    n=n,
                )
            )
        return BoltzmannMachine(np.array(knobs.matrix), np.array(knobs.biases or [0.0] * n))
    if knobs.weights in ("random", "layers"):
        drawn = np.random.default_rng([knobs.seed, WEIGHTS]).normal(0, 1, (n, n))
        upper = np.triu(drawn, 1) * knobs.strength
        if knobs.weights == "layers":
            upper[: knobs.seen, : knobs.seen] = upper[knobs.seen :, knobs.seen :] = 0
        return BoltzmannMachine(upper + upper.T, biases)
    if knobs.weights == "ring":
        there = np.roll(np.eye(n), 1, 1)
        there = np.maximum(there, there.T)
    else:
        there = 1 - np.eye(n)
    return BoltzmannMachine(knobs.strength * there, biases)


def patterns_of(knobs: MachineKnobs) -> list[list[int]]:
    """The patterns to learn, one number for each visible unit.

    Raises:
        KnobError: they are longer than the machine.
    """
    if knobs.data and len(knobs.data[0]) > knobs.n:
        raise KnobError(
            sentence(
                "The pattern {pattern} has {digits} digits and the machine {n} units: give shorter "
                "patterns or more units.",
                pattern=quoted(knobs.data[0]),
                digits=len(knobs.data[0]),
                n=knobs.n,
            )
        )
    return [[int(digit) for digit in pattern] for pattern in knobs.data]


def simulating(knobs: MachineKnobs) -> Generator[float, None, MachineSimulation]:
    """Compute all of it, telling how much is done.

    Raises:
        KnobError: the knobs do not fit each other, or ask for too much.
    """
    check_size(knobs)
    machine, patterns, learned = machine_of(knobs), patterns_of(knobs), None
    if patterns:
        lesson = learning(machine, data_distribution(patterns), knobs.updates, knobs.rate)
        learned = yield from part_of(lesson, 0.0, 0.3)
        machine = learned.machine
    energy = energies(machine)
    temperatures = schedule(knobs.hot, knobs.temperature, knobs.annealing, knobs.sweeps)
    states, first = _first(knobs)
    chains = sampling(machine, temperatures, states, np.random.default_rng([knobs.seed, LUCK]))
    sample = yield from part_of(chains, 0.3, 0.4)
    apart = yield from part_of(
        following(energy, temperatures, sample.numbers, first, knobs.annealing), 0.7, 0.3
    )
    exact = distribution(energy, knobs.temperature)
    low = energy <= energy.min() + 1e-9
    return MachineSimulation(
        knobs,
        machine,
        energy,
        exact,
        sample,
        apart,
        energy[sample.numbers[1:]].mean(1),
        _exact_energies(energy, temperatures),
        float(low[sample.numbers[-1]].mean()),
        float(exact[low].sum()),
        learned,
        as_signed(machine, knobs.temperature),
        sweep_check(energy, knobs.temperature),
    )


def simulated(knobs: MachineKnobs) -> MachineSimulation:
    """All of it at once.

    Raises:
        KnobError: as `simulating`.
    """
    return finished(simulating(knobs))


def check_size(knobs: MachineKnobs) -> None:
    """Refuse more states than a page should compute.

    Raises:
        KnobError: it would be too many.
    """
    asked = knobs.chains * (knobs.sweeps + knobs.annealing)
    if asked > MOST_STATES:
        raise KnobError(
            sentence(
                "{chains:,} chains over {sweeps:,} sweeps are {asked:,} states; at most {most:,} "
                "are drawn for one question: choose fewer chains or fewer sweeps.",
                chains=knobs.chains,
                sweeps=knobs.sweeps + knobs.annealing,
                asked=asked,
                most=MOST_STATES,
            )
        )
    if knobs.data and knobs.updates * 2**knobs.n > MOST_SUMS:
        raise KnobError(
            sentence(
                "A machine of {n} units has {states:,} states, over which each of {updates:,} "
                "steps of learning sums: choose at most {fit} steps or fewer units.",
                n=knobs.n,
                states=2**knobs.n,
                updates=knobs.updates,
                fit=MOST_SUMS // 2**knobs.n,
            )
        )


def _first(knobs: MachineKnobs) -> tuple[Array, Array]:
    """The first state of each chain, and the distribution that it is drawn from."""
    n, shape = knobs.n, (knobs.chains, knobs.n)
    if knobs.start == "coins":
        random = np.random.default_rng([knobs.seed, FIRST])
        return random.integers(0, 2, shape).astype(np.float64), np.full(2**n, 2.0**-n)
    first = np.zeros(2**n)
    first[-1 if knobs.start == "ones" else 0] = 1
    return np.full(shape, float(knobs.start == "ones")), first


def _exact_energies(energy: Array, temperatures: Array) -> Array:
    kinds, places = np.unique(temperatures, return_inverse=True)
    return np.array([distribution(energy, kind) @ energy for kind in kinds])[places]


def shown_states(found: MachineSimulation, most: int) -> list[int]:
    """The numbers of the states that a picture has room for, in their order.

    All of them where they fit, else the most probable ones.
    """
    numbers = np.argsort(-found.exact, kind="stable")[:most]
    return sorted(numbers.tolist())


def bits(number: int, units: int) -> str:
    """A state as its units, such as 0110."""
    return "".join(str(int(digit)) for digit in states_of(units)[number])
