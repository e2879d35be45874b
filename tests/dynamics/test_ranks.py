"""Exact ranks of matrices that rounding would take for others."""

from __future__ import annotations

import numpy as np
import pytest

from rnn_demo.dynamics.orbits import follow, jacobians
from rnn_demo.dynamics.ranks import dying_at_first, exact_rank
from rnn_demo.dynamics.weights import recurrent_weights
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.network import build


def test_ranks_are_exact() -> None:
    random = np.random.default_rng(0)
    assert exact_rank(np.zeros((3, 5))) == 0
    assert exact_rank(np.array([[1.0, 1.0], [1.0, 1.0 + 2.0**-52]])) == 2
    assert exact_rank(np.array([[0.1, 0.3], [0.2, 0.6]])) == exact_rank(np.eye(1)) == 1
    assert exact_rank(np.diag([1.0, 1e-300, 1e300, 5e-324])) == 4
    for rank in (1, 5, 11):
        whole = random.integers(-9, 10, (20, rank)) @ random.integers(-9, 10, (rank, 15))
        assert exact_rank(whole) == rank
        assert exact_rank(whole.T * 2.0**-70) == rank
    assert exact_rank(random.normal(size=(40, 40))) == 40


def test_a_jordan_block_has_full_rank_and_a_counterexample_half_of_it() -> None:
    random = np.random.default_rng(0)
    assert exact_rank(recurrent_weights("jordan", 33, 0.01, random)) == 33
    assert exact_rank(recurrent_weights("counterexample", 33, 0.7, random)) == 16


@pytest.mark.parametrize(
    ("cell", "activation", "weights", "dying"),
    [
        ("elman", "tanh", "counterexample", 17),
        ("lstm", "tanh", "counterexample", 17),
        ("lstm-1997", "tanh", "counterexample", 17),
        ("gru-slide", "tanh", "counterexample", 0),
        ("lstm", "tanh", "jordan", 0),
        ("elman", "tanh", "jordan", 0),
    ],
)
def test_what_dies_at_first(cell: str, activation: str, weights: str, dying: int) -> None:
    built = build(
        SimulationKnobs(cell=cell, activation=activation, weights=weights, n=33, steps=2)  # type: ignore[arg-type]
    )
    orbit = follow(*built)
    first = jacobians(built.network, orbit)[0]
    assert dying_at_first(built.network, orbit, first) == dying


def test_units_that_a_relu_cuts_off_die() -> None:
    built = build(SimulationKnobs(activation="relu", weights="identity", n=20, steps=2))
    orbit = follow(*built)
    first = jacobians(built.network, orbit)[0]
    assert dying_at_first(built.network, orbit, first) == int((first.diagonal() == 0).sum()) > 0
