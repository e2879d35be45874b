"""The curves of a sample's divergence, against what they are by definition at each sweep."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.engine.progress import finished
from rnn_demo.exhibits.boltzmann.compute.divergence import (
    divergence,
    following,
    following_chain,
    of_independent_draws,
    of_independent_draws_so_far,
    of_visits,
)
from rnn_demo.exhibits.boltzmann.compute.machine import chances, distribution, swept

SEEDS = st.integers(0, 2**32 - 1)


@given(SEEDS, st.integers(1, 6), st.integers(1, 12), st.integers(1, 40))
def test_of_visits_is_the_divergence_of_what_was_visited_until_then(
    seed: int, units: int, chains: int, sweeps: int
) -> None:
    random = np.random.default_rng(seed)
    visits = random.integers(0, 2**units, (sweeps, chains)).astype(np.uint16)
    exact = random.dirichlet(np.full(2**units, 0.5)) + 1e-9
    exact /= exact.sum()
    told = [
        divergence(np.bincount(visits[:n].ravel(), minlength=2**units) / (n * chains), exact)
        for n in range(1, sweeps + 1)
    ]
    np.testing.assert_allclose(of_visits(visits, exact), told, atol=1e-12)


def test_a_visit_of_a_state_that_cannot_be_is_infinitely_far() -> None:
    visits = np.array([[0], [1]], np.uint16)
    assert of_visits(visits, np.array([1.0, 0.0])).tolist() == [0, np.inf]


def test_independent_draws_are_interpolated_to_a_thousandth() -> None:
    for seed, states in ((0, 4), (1, 64), (2, 4096)):
        exact = np.random.default_rng(seed).dirichlet(np.full(states, 0.3))
        told = [of_independent_draws(exact, 10 * n) for n in range(1, 1001)]
        found = of_independent_draws_so_far(exact, 1000, 10)
        np.testing.assert_allclose(found, told, rtol=1e-3)
        np.testing.assert_allclose(found[[0, -1]], [told[0], told[-1]], rtol=1e-12)


@given(SEEDS, st.integers(2, 5), st.floats(0.2, 3))
def test_a_chain_is_followed_until_only_rounding_is_left(
    seed: int, units: int, temperature: float
) -> None:
    energy = np.random.default_rng(seed).normal(0, 1, 2**units)
    now, told = np.full(2**units, 2.0**-units), []
    temperatures = np.append(np.full(3, 4.0), np.full(60, temperature))
    for heat in temperatures:
        now = swept(now, chances(energy, heat))
        told.append(divergence(now, distribution(energy, heat)))
    first = np.full(2**units, 2.0**-units)
    found = finished(following_chain(energy, temperatures, first))
    np.testing.assert_allclose(found, told, atol=1e-12)
    assert (np.diff(found[3:]) <= 1e-14).all()


def test_annealing_is_not_sampled_and_the_rest_is() -> None:
    energy, first = np.array([0.0, 1.0]), np.array([0.5, 0.5])
    numbers = np.array([[1], [1], [0], [1], [0]], np.uint16)
    curves = finished(following(energy, np.array([4.0, 2, 1, 1]), numbers, first, 2))
    assert np.isnan(curves.sampled).tolist() == [True, True, False, False]
    assert np.isnan(curves.independent).tolist() == [True, True, False, False]
    assert curves.counts.tolist() == [1, 1]
