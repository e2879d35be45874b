"""Largest singular values, and the bounds that are proved instead, against LAPACK's."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from rnn_demo.dynamics import largest
from rnn_demo.dynamics.bounds import bounds
from rnn_demo.dynamics.factors import factors
from rnn_demo.dynamics.largest import bounds_of_singular_values, largest_singular_values
from rnn_demo.dynamics.orbits import jacobians
from tests.dynamics.drawn import draw


def of_lapack(matrices: np.ndarray) -> np.ndarray:
    return np.linalg.svd(matrices, compute_uv=False)[:, 0]


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("cell", ["lstm", "lstm-1997", "gru-slide", "elman"])
@pytest.mark.parametrize("gain", [0.0, 1.0, 30.0])
def test_bounds_are_above_and_hardly(cell: str, gain: float, known: bool) -> None:
    drawn = draw(cell, n=24, steps=30)  # type: ignore[arg-type]
    network = drawn.network._replace(weights=gain * drawn.network.weights)
    orbit = drawn._replace(network=network).orbit
    found = jacobians(network, orbit)
    exact = of_lapack(found)
    assert_allclose(largest_singular_values(found), exact, rtol=1e-13, atol=1e-300)
    parts = factors(network, *orbit[:3]) if known and cell.startswith("lstm") else None
    over = bounds_of_singular_values(found, parts)
    assert (over >= exact * (1 - 1e-14)).all()
    assert (over <= exact * (1 + (5e-6 if parts else 1e-6))).all()


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("wrong", [0.999, 0.0, np.nan])
def test_only_what_is_proved_is_taken(
    monkeypatch: pytest.MonkeyPatch, known: bool, wrong: float
) -> None:
    drawn = draw("lstm", n=24, steps=9)
    orbit = drawn.orbit
    found = jacobians(drawn.network, orbit)
    right = largest.tridiagonal
    monkeypatch.setattr(largest, "tridiagonal", lambda *a: (wrong * one for one in right(*a)))
    parts = factors(drawn.network, *orbit[:3]) if known else None
    assert_allclose(bounds_of_singular_values(found, parts), of_lapack(found), rtol=1e-13)


@pytest.mark.parametrize("known", [False, True])
def test_the_proof_is_as_sharp_as_rounding(known: bool) -> None:
    drawn = draw("lstm", n=24, steps=9)
    orbit = drawn.orbit
    found = jacobians(drawn.network, orbit)
    parts = factors(drawn.network, *orbit[:3])
    squares = largest._SquaresOfLstm(found, parts) if known else largest._Squares(found)
    exact = of_lapack(found) ** 2
    assert squares.below(exact * (1 + 1e-12), np.arange(9)).all()
    assert not squares.below(exact * (1 - 1e-12), np.arange(9)).any()
    assert squares.below(exact[[5, 3]] * [2, 0.9], np.array([5, 3])).tolist() == [True, False]


@pytest.mark.parametrize("known", [False, True])
def test_bounds_of_faint_matrices_are_as_near(known: bool) -> None:
    drawn = draw("lstm", n=5, steps=60)
    faint = 10.0 ** -np.arange(0, 30, 0.5)[:, None]
    found = faint[..., None] * jacobians(drawn.network, drawn.orbit)
    parts = factors(drawn.network, *drawn.orbit[:3])
    parts = parts._replace(
        scales=faint[..., None] * parts.scales,
        forget=faint * parts.forget,
        output=faint * parts.output,
    )
    exact = of_lapack(found)
    over = bounds_of_singular_values(found, parts if known else None)
    assert (over >= exact * (1 - 1e-14)).all()
    assert (over <= exact * (1 + 5e-6)).all()


def test_what_float32_cannot_hold_is_found_in_float64() -> None:
    found = 1e25 * np.random.default_rng(0).normal(size=(3, 6, 6))
    assert_allclose(bounds_of_singular_values(found), of_lapack(found), rtol=1e-6)


@pytest.mark.parametrize("size", [1e-200, 1e-130, 1e130])
def test_squares_need_not_be_float64s(size: float) -> None:
    matrices = size * np.random.default_rng(0).normal(size=(3, 5, 5))
    exact = of_lapack(matrices)
    assert_allclose(largest_singular_values(matrices), exact, rtol=1e-13)
    assert (bounds_of_singular_values(matrices) >= exact * (1 - 1e-14)).all()


def test_zeros_have_the_bound_zero() -> None:
    assert bounds_of_singular_values(np.zeros((3, 6, 6))).tolist() == [0, 0, 0]


def test_the_page_draws_what_the_command_tells() -> None:
    drawn = draw("lstm", n=40, steps=50)
    orbit = drawn.orbit
    steps = jacobians(drawn.network, orbit)
    told = bounds(drawn.network, orbit, steps).norms
    for parts in (None, factors(drawn.network, *orbit[:3])):
        shown = bounds(drawn.network, orbit, steps, False, parts).norms
        assert (shown >= told - 1e-13).all()
        assert_allclose(shown, told, rtol=0, atol=1e-6 * 50)
