"""Largest singular values, and the bounds that are proved instead, against LAPACK's."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from rnn_demo.dynamics import largest
from rnn_demo.dynamics.bounds import bounds
from rnn_demo.dynamics.diagonals import diagonals
from rnn_demo.dynamics.largest import bounds_of_singular_values, largest_singular_values
from rnn_demo.dynamics.orbits import jacobians
from tests.dynamics.drawn import draw


def of_lapack(matrices: np.ndarray) -> np.ndarray:
    return np.linalg.svd(matrices, compute_uv=False)[:, 0]


@pytest.mark.parametrize("cell", ["lstm", "lstm-1997", "gru-slide", "elman"])
@pytest.mark.parametrize("gain", [0.0, 1.0, 30.0])
def test_bounds_are_above_and_hardly(cell: str, gain: float) -> None:
    drawn = draw(cell, n=24, steps=30)  # type: ignore[arg-type]
    network = drawn.network._replace(weights=gain * drawn.network.weights)
    found = jacobians(network, drawn._replace(network=network).orbit)
    exact = of_lapack(found)
    assert_allclose(largest_singular_values(found), exact, rtol=1e-13, atol=1e-300)
    over = bounds_of_singular_values(found)
    assert (over >= exact * (1 - 1e-14)).all()
    assert (over <= exact * (1 + 1e-8)).all()


def test_only_what_is_proved_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    found = jacobians(*(lambda drawn: (drawn.network, drawn.orbit))(draw("lstm", n=24, steps=9)))
    right = largest._Squares.ritz_values
    monkeypatch.setattr(
        largest._Squares, "ritz_values", lambda own: (0.999 * one for one in right(own))
    )
    assert_allclose(bounds_of_singular_values(found), of_lapack(found), rtol=1e-13)


def test_which_matrices_have_two_diagonals() -> None:
    found = jacobians(*(lambda drawn: (drawn.network, drawn.orbit))(draw("lstm", n=4)))
    known = diagonals(found)
    assert known is not None
    assert np.array_equal(np.diagflat(known[0][2]), found[2, :4, 4:])
    assert np.array_equal(np.diagflat(known[1][2]), found[2, 4:, 4:])
    assert diagonals(np.swapaxes(found, -1, -2)) is None
    assert diagonals(np.ones((3, 5, 5))) is None
    found[1, 0, 5] = 1e-300
    assert diagonals(found) is None


def test_zeros_have_the_bound_zero() -> None:
    assert bounds_of_singular_values(np.zeros((3, 6, 6))).tolist() == [0, 0, 0]


def test_the_page_draws_what_the_command_tells() -> None:
    drawn = draw("lstm", n=40, steps=50)
    steps = jacobians(drawn.network, drawn.orbit)
    told = bounds(drawn.network, drawn.orbit, steps).norms
    shown = bounds(drawn.network, drawn.orbit, steps, exact=False).norms
    assert (shown >= told - 1e-13).all()
    assert_allclose(shown, told, rtol=0, atol=1e-8 * 50)
