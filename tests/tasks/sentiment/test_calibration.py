"""Calibration against enumeration and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from rnn_demo.tasks.sentiment.calibration import (
    best_temperature,
    cross_entropy,
    expected_calibration_error,
    reliability,
    weights_of,
)


def test_bins_by_hand() -> None:
    probabilities = np.array([0.5, 0.98, 0.97, 0.02, 0.65])
    positive = np.array([True, True, False, False, True])
    bins = reliability(probabilities, positive)
    assert [(round(b.low, 3), b.count) for b in bins] == [(0.467, 1), (0.6, 1), (0.933, 3)]
    top = bins[-1]
    assert top.confidence == pytest.approx((0.98 + 0.97 + 0.98) / 3)
    assert top.accuracy == pytest.approx(2 / 3)
    expected = 0.2 * 0.5 + 0.2 * 0.35 + 0.6 * abs(2 / 3 - top.confidence)
    assert expected_calibration_error(bins) == pytest.approx(expected)


def test_certainty_is_in_the_last_bin() -> None:
    (only,) = reliability(np.array([1.0, 0.0]), np.array([True, False]))
    assert (only.count, only.accuracy, only.high) == (2, 1.0, 1.0)


def test_what_is_drawn_from_its_own_probabilities_is_calibrated() -> None:
    random = np.random.default_rng(0)
    p = random.random(200_000)
    positive = random.random(len(p)) < p
    assert expected_calibration_error(reliability(p, positive)) < 0.004


@pytest.mark.parametrize("true", [0.5, 1.0, 2.5])
def test_the_temperature_is_found_again(true: float) -> None:
    random = np.random.default_rng(1)
    honest = random.normal(scale=2, size=200_000)
    positive = random.random(len(honest)) < 1 / (1 + np.exp(-honest))
    assert best_temperature(honest * true, positive) == pytest.approx(true, rel=0.02)


def test_cross_entropy() -> None:
    logits, positive = np.array([0.0, 800.0, -800.0]), np.array([True, True, True])
    assert cross_entropy(logits, positive) == pytest.approx((np.log(2) + 0 + 800) / 3)


def expit(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-x))


def test_judges_are_weighed_by_a_logistic_regression() -> None:
    random = np.random.default_rng(0)
    logits = random.normal(size=(2, 400)) * 2
    positive = random.random(400) < expit(0.8 * logits[0] + 0.3 * logits[1])
    weights = weights_of(logits, positive)
    # Where the loss is least, its gradient is zero.
    np.testing.assert_allclose(logits @ (expit(weights @ logits) - positive) / 400, 0, atol=1e-5)
    assert weights[0] > weights[1]


def test_judges_who_are_never_wrong_or_always_agree_are_weighed_as_well() -> None:
    logits = np.array([[3.0, -2.0, 700.0], [1.0, -1.0, 1.0]])
    weights = weights_of(logits, logits[0] > 0)
    assert np.isfinite(weights).all() and (weights @ logits > 0).tolist() == [True, False, True]
    same = weights_of(np.stack([logits[1], logits[1]]), np.array([True, False, False]))
    assert same[0] == pytest.approx(same[1]) and np.isfinite(same).all()
