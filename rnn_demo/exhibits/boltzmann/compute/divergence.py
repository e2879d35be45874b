"""How far a sample is from the exact distribution, sweep by sweep, in nats."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from functools import cache

import numpy as np

from rnn_demo.exhibits.boltzmann.compute.machine import Array, chances, distribution, swept
from rnn_demo.exhibits.boltzmann.compute.sampling import Numbers

TOLD = 20  # sweeps between two reports
ROUNDING = 1e-13  # nats: what sums of a few thousand terms leave
KNOTS = 100  # sweeps at which a smooth curve is computed


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
        temperatures: of each sweep (sweeps,); the same from `rest` on.
        numbers: of the chains' states, see `rnn_demo.exhibits.boltzmann.compute.sampling.Sample`.
        first: the distribution that the chains' first states are drawn from (2^units,).
        rest: the first sweep that is sampled, after annealing.
    """
    chain = yield from following_chain(energy, temperatures, first)
    sampled, independent = np.full((2, len(temperatures)), np.nan)
    exact, visits = distribution(energy, temperatures[-1]), numbers[rest + 1 :]
    sampled[rest:] = of_visits(visits, exact)
    independent[rest:] = of_independent_draws_so_far(exact, *visits.shape)
    counts = np.bincount(visits.ravel(), minlength=len(energy)).astype(np.float64)
    return SampleDivergence(sampled, independent, chain, counts)


def following_chain(
    energy: Array, temperatures: Array, first: Array
) -> Generator[float, None, Array]:
    """KL(distribution of a chain's state ‖ exact) after each sweep (sweeps,), in nats.

    At a constant temperature it never rises, so that it stays at what is only rounding.

    Args:
        energy: of every state (2^units,).
        temperatures: of each sweep (sweeps,).
        first: the distribution that the chain's first state is drawn from (2^units,).
    """
    found, before, now = np.empty(len(temperatures)), np.nan, first
    for sweep, temperature in enumerate(temperatures):
        if temperature != before:
            exact, likely = distribution(energy, temperature), chances(energy, temperature)
            before = temperature
        elif found[sweep - 1] < ROUNDING:
            found[sweep] = found[sweep - 1]
            continue
        now = swept(now, likely)
        found[sweep] = divergence(now, exact)
        if sweep % TOLD == 0:
            yield sweep / len(temperatures)
    return found


def of_visits(visits: Numbers, exact: Array) -> Array:
    """KL(sample ‖ exact) after each sweep (sweeps,), the sample being all visits until then.

    With c_s visits of state s and N of all, it is Σ_s (c_s ln c_s − c_s ln p_s) / N − ln N, and
    each visit adds to the sum what its own state's count makes of it.

    Args:
        visits: the number of the state of each chain after each sweep (sweeps, chains).
        exact: the probability of every state (states,).
    """
    states = visits.ravel()
    order = np.argsort(states, kind="stable")
    opens = np.flatnonzero(np.diff(states[order].astype(np.int64), prepend=-1))
    earlier = np.empty(len(states), np.int64)  # visits of the same state
    earlier[order] = np.arange(len(states)) - np.repeat(opens, np.diff(opens, append=len(states)))
    counts = np.arange(float(len(states) + 1))
    terms = counts * np.log(np.maximum(counts, 1))
    with np.errstate(divide="ignore"):
        gains = terms[earlier + 1] - terms[earlier] - np.log(exact)[states]
    draws = visits.shape[1] * np.arange(1, len(visits) + 1)
    found: Array = gains.reshape(visits.shape).sum(1).cumsum() / draws - np.log(draws)
    return np.maximum(found, 0.0)


def of_independent_draws_so_far(exact: Array, sweeps: int, chains: int) -> Array:
    """`of_independent_draws` after each sweep (sweeps,): of one draw a chain and sweep.

    Where there are many sweeps it is computed at some of them, the first and the last included, and
    between them ln KL is linear in ln N: the curve is so smooth that this is right to a
    thousandth.

    Args:
        exact: the probability of every state (states,).
        sweeps: how many.
        chains: how many.
    """
    places = np.unique(np.geomspace(1, sweeps, KNOTS).round().astype(int))
    computed = [of_independent_draws(exact, int(place) * chains) for place in places]
    if len(places) == sweeps:
        return np.array(computed)
    found: Array = np.exp(
        np.interp(np.log(np.arange(1, sweeps + 1)), np.log(places), np.log(computed))
    )
    return found
