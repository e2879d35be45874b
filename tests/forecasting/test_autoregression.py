"""Least squares against statsmodels, poles against polynomials, variances against simulation."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.forecasting.autoregression import (
    Autoregression,
    choose_order,
    fit_autoregression,
    simulate_autoregression,
)

AR2 = Autoregression(1.0, np.array([1.6, -0.9]), 0.25)


def series(seed: int, length: int = 200) -> np.ndarray:
    return simulate_autoregression(AR2, length, np.random.default_rng(seed))


def statsmodels_fit(values: np.ndarray, order: int) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it imports
        from statsmodels.tsa.ar_model import AutoReg
    return AutoReg(values, lags=order, trend="c").fit()


@pytest.mark.parametrize("order", [1, 2, 3, 9])
def test_it_is_what_statsmodels_finds(order: int) -> None:
    values = series(order)
    theirs = statsmodels_fit(values, order)
    ours = fit_autoregression(values, order)
    assert [ours.constant, *ours.coefficients] == pytest.approx(theirs.params, abs=1e-6)
    assert ours.variance == pytest.approx(np.mean(theirs.resid**2), rel=1e-6)
    assert ours.forecasts(values, 12) == pytest.approx(theirs.forecast(12), abs=1e-6)
    assert 1 / ours.poles == pytest.approx(theirs.roots[np.argsort(np.abs(theirs.roots))], abs=1e-6)
    frozen = Autoregression(theirs.params[0], theirs.params[1:], theirs.sigma2)
    spread = theirs.get_prediction(200, 211).var_pred_mean
    assert frozen.step_variances(12) == pytest.approx(spread, rel=1e-6)


@pytest.mark.parametrize("scale", [1e-90, 1e-15, 1.0, 1e12, 1e99])
def test_a_unit_changes_no_coefficient(scale: float) -> None:
    values = series(3) + 0.5
    theirs = statsmodels_fit(values, 4)
    ours = fit_autoregression(scale * values, 4)
    assert ours.coefficients == pytest.approx(theirs.params[1:], abs=1e-9)
    assert ours.constant / scale == pytest.approx(theirs.params[0], abs=1e-9)
    assert ours.variance / scale**2 == pytest.approx(np.mean(theirs.resid**2), rel=1e-9)
    assert ours.forecasts(scale * values, 9) / scale == pytest.approx(theirs.forecast(9), abs=1e-9)
    assert choose_order(scale * values, 12) == choose_order(values, 12)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 2**32),
    st.floats(-12, 12),
    st.floats(-1e4, 1e4),
    st.sampled_from([1, -1]),
    st.integers(0, 6),
)
def test_forecasts_move_with_unit_and_origin(
    seed: int, power: float, origin: float, sign: int, order: int
) -> None:
    values = series(seed, 80)
    factor = sign * 10.0**power
    moved = factor * (values + origin)
    one, other = fit_autoregression(values, order), fit_autoregression(moved, order)
    assert other.coefficients == pytest.approx(one.coefficients, abs=1e-7)
    assert other.variance == pytest.approx(factor**2 * one.variance, rel=1e-6)
    expected = factor * (one.forecasts(values, 5) + origin)
    assert other.forecasts(moved, 5) == pytest.approx(expected, abs=1e-6 * abs(factor))
    assert choose_order(moved, 6) == choose_order(values, 6)


def test_what_an_exact_fit_leaves_chooses_no_order() -> None:
    wave = np.sin(np.arange(120) / 3)  # x_t = 2 cos(1/3) x_{t−1} − x_{t−2}
    assert {choose_order(scale * wave, 20) for scale in (1e-15, 1.0, 3.0, 1e12)} == {2}


def test_the_order_is_found_and_the_coefficients_with_it() -> None:
    values = series(0, 4_000)
    assert choose_order(values, 12) == 2
    yearly = np.tile(np.random.default_rng(0).standard_normal(30), 20)
    assert choose_order(yearly + 0.1 * series(1, 600), 12, (30, 31)) >= 30
    found = fit_autoregression(values, 2)
    assert found.coefficients == pytest.approx(AR2.coefficients, abs=0.03)
    assert found.variance == pytest.approx(AR2.variance, rel=0.1)
    assert found.mean == pytest.approx(AR2.mean, abs=0.2)


def test_poles_are_those_it_was_made_of() -> None:
    pole = 0.9 * np.exp(0.5j)
    made = Autoregression(0.0, np.array([2 * pole.real, -(abs(pole) ** 2)]), 1.0)
    assert sorted(made.poles.imag) == pytest.approx([-pole.imag, pole.imag])
    assert np.abs(made.poles) == pytest.approx([0.9, 0.9])
    assert made.stable
    j = np.arange(10)  # ψ_j = r^j sin((j + 1) θ) / sin θ
    assert made.weights(10) == pytest.approx(0.9**j * np.sin(0.5 * (j + 1)) / np.sin(0.5))
    assert not Autoregression(0.0, np.array([1.0]), 1.0).stable
    assert Autoregression(0.0, np.array([1.0]), 1.0).mean == np.inf


def test_the_variance_of_k_steps_is_that_of_many_continuations() -> None:
    random, steps = np.random.default_rng(1), 8
    shocks = 0.5 * random.standard_normal((40_000, steps))
    past = np.broadcast_to([3.0, 2.0], (40_000, 2))
    expected = AR2.forecasts(past[0], steps)
    following = past
    for k in range(steps):
        value = AR2.constant + following[:, -2:] @ AR2.coefficients[::-1] + shocks[:, k]
        following = np.column_stack([following, value])
    spread = np.mean((following[:, 2:] - expected) ** 2, axis=0)
    assert spread == pytest.approx(AR2.step_variances(steps), rel=0.03)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 6), st.integers(0, 2**32), st.integers(1, 9))
def test_many_series_are_forecast_as_each_alone(order: int, seed: int, steps: int) -> None:
    random = np.random.default_rng(seed)
    model = Autoregression(0.3, random.uniform(-0.5, 0.5, order), 1.0)
    past = random.standard_normal((3, order + 2))
    together = model.forecasts(past, steps)
    assert together.shape == (3, steps)
    for row, alone in zip(together, past, strict=True):
        assert row == pytest.approx(model.forecasts(alone, steps), abs=1e-12)


def test_a_constant_series_has_a_model_all_the_same() -> None:
    found = fit_autoregression(np.full(30, 7.0), 3)
    assert found.variance == pytest.approx(0, abs=1e-20)
    assert found.forecasts(np.full(3, 7.0), 5) == pytest.approx([7.0] * 5)
    assert choose_order(np.full(30, 7.0), 5) >= 1
