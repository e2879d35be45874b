"""Calibration against enumeration and closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from rnn_demo.tasks.sentiment.calibration import (
    best_temperature,
    cross_entropy,
    expected_calibration_error,
    reliability,
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
