"""How far a sample is from the exact distribution, sweep by sweep, in nats."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import cache

import numpy as np

from rnn_demo.exhibits.boltzmann.compute.machine import Array, chances, distribution, swept
from rnn_demo.exhibits.boltzmann.compute.sampling import Numbers

TOLD = 20  # sweeps between two reports


@dataclass(frozen=True)
class SampleDivergence:
    """Three curves over the sweeps, annealing included; NaN where there is nothing to compare.

    Attributes:
        sampled: KL(sample ‖ exact), the sample being all states of all chains since the
            temperature came to rest (sweeps,).
        independent: what it would be in the mean for as many independent draws (sweeps,); what a
            chain remembers comes on top of it.
        chain: KL(distribution of a chain's state at this sweep ‖ exact at this sweep's
            temperature), followed exactly (sweeps,). It falls at a constant temperature.
        counts: how often each state is in the final sample (2^units,).
    """

    sampled: Array
    independent: Array
    chain: Array
    counts: Array


def divergence(one: Array, other: Array) -> float:
    """KL(one ‖ other) = Σ p ln(p / q) in nats; infinite where q is 0 and p is not."""
    there = one > 0
    with np.errstate(divide="ignore"):
        found = float((one[there] * np.log(one[there] / other[there])).sum())
    return max(found, 0.0)


def of_independent_draws(exact: Array, draws: int) -> float:
    """The mean of KL(sample ‖ exact) over samples of independent draws, nearly.

    A state's count n is nearly a Poisson number with the mean λ = N p, and
    ⟨n ln(n / λ)⟩ = λ (⟨ln(1 + n)⟩ − ln λ), which is ½ for large λ; the factor 1 − p makes up for
    the counts' sum being N. With N p large for each of K states it is (K − 1) / 2N.

    Args:
        exact: the probability of every state (states,).
        draws: N.
    """
    means, terms = _poisson_terms()
    there = exact > 0
    found = np.interp(np.log(exact[there] * draws), means, terms)
    return float((found * (1 - exact[there])).sum() / draws)


@cache
def _poisson_terms() -> tuple[Array, Array]:
    """The value of ln λ, rising, and λ (⟨ln(1 + n)⟩ − ln λ) for n ~ Poisson(λ)."""
    means = np.geomspace(1e-12, 1e3, 600)
    counts = np.arange(1500.0)
    log_factorial = np.concatenate([[0.0], np.log(counts[1:]).cumsum()])
    chance = np.exp(counts * np.log(means)[:, None] - means[:, None] - log_factorial)
    return np.log(means), means * (chance @ np.log1p(counts) - np.log(means))


def following(
    energy: Array, temperatures: Array, numbers: Numbers, first: Array, rest: int
) -> Generator[float, None, SampleDivergence]:
    """Follow the curves.

    Args:
        energy: of every state (2^units,).
        temperatures: of each sweep (sweeps,).
        numbers: of the chains' states, see `rnn_demo.exhibits.boltzmann.compute.sampling.Sample`.
        first: the distribution that the chains' first states are drawn from (2^units,).
        rest: the first sweep that is sampled, after annealing.
    """
    sweeps, chains = len(temperatures), numbers.shape[1]
    sampled, independent = np.full(sweeps, np.nan), np.full(sweeps, np.nan)
    chain, counts, before, now = np.empty(sweeps), np.zeros(len(energy)), np.nan, first
    for sweep, temperature in enumerate(temperatures):
        if temperature != before:
            exact, likely = distribution(energy, temperature), chances(energy, temperature)
            before = temperature
        now = swept(now, likely)
        chain[sweep] = divergence(now, exact)
        if sweep >= rest:
            counts += np.bincount(numbers[sweep + 1], minlength=len(energy))
            draws = (sweep - rest + 1) * chains
            sampled[sweep] = divergence(counts / draws, exact)
            independent[sweep] = of_independent_draws(exact, draws)
        if sweep % TOLD == 0:
            yield sweep / sweeps
    return SampleDivergence(sampled, independent, chain, counts)
