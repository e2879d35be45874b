"""L-BFGS finds known minima, and stops where what it does not see is best."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rnn_demo.forecasting.descent import Descent, descending


def result(steps: Any) -> Descent:
    while True:
        try:
            assert 0 < next(steps) <= 1
        except StopIteration as end:
            found: Descent = end.value
            return found


def valley(x: np.ndarray) -> tuple[float, np.ndarray]:
    """Rosenbrock's function, whose minimum is 0 at (1, 1)."""
    a, b = x
    rise = b - a * a
    return float((1 - a) ** 2 + 100 * rise**2), np.array(
        [-2 * (1 - a) - 400 * a * rise, 200 * rise]
    )


def test_it_follows_a_bent_valley() -> None:
    found = result(descending(valley, lambda x: valley(x)[0], np.array([-1.2, 1.0]), 200))
    assert found.weights == pytest.approx([1, 1], abs=1e-5)
    assert found.loss == found.held_out < 1e-9
    assert found.iterations < 80


def test_it_finds_the_least_squares() -> None:
    random = np.random.default_rng(0)
    design, targets = random.standard_normal((50, 8)), random.standard_normal(50)

    def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
        errors = design @ x - targets
        return float(errors @ errors), 2 * design.T @ errors

    found = result(descending(loss, lambda x: loss(x)[0], np.zeros(8), 100))
    assert found.weights == pytest.approx(np.linalg.lstsq(design, targets)[0], abs=1e-6)


def test_it_keeps_the_weights_with_the_lowest_held_out_loss() -> None:
    def away(x: np.ndarray) -> float:
        return float(np.sum((x - 0.3) ** 2))  # the way to (1, 1) passes nearby

    found = result(descending(valley, away, np.array([-1.2, 1.0]), 200))
    end = result(descending(valley, lambda x: valley(x)[0], np.array([-1.2, 1.0]), 200))
    assert found.held_out == away(found.weights) < away(end.weights)
    assert found.loss > end.loss


def test_what_is_not_finite_is_not_gone_to() -> None:
    def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
        if x[0] <= 0:
            return float("nan"), np.array([np.nan])
        return float(x[0] - np.log(x[0])), np.array([1 - 1 / x[0]])

    found = result(descending(loss, lambda x: loss(x)[0], np.array([5.0]), 50))
    assert found.weights == pytest.approx([1.0], abs=1e-4)
