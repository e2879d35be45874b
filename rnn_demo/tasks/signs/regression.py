"""Multinomial logistic regression: what can be told without a memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.networks.sign_reader import probabilities

Array = NDArray[np.floating[Any]]
Labels = NDArray[np.integer]
RIDGES = (1e-4, 1e-3, 1e-2, 1e-1)
STEPS = 600


@dataclass(frozen=True)
class Regression:
    """A fit.

    Attributes:
        mean: of each column (columns,).
        spread: standard deviation of each column (columns,).
        weights: of the scaled columns and of a one (columns + 1, words).
    """

    mean: Array
    spread: Array
    weights: Array

    def logits(self, rows: Array) -> Array:
        """Of rows (…, columns): (…, words)."""
        scaled = (rows - self.mean) / self.spread
        found: Array = scaled @ self.weights[:-1] + self.weights[-1]
        return found

    def share_right(self, rows: Array, labels: Labels) -> float:
        """How often the likeliest word is right."""
        return float((self.logits(rows).argmax(-1) == labels).mean())


def fitted(train: tuple[Array, Labels], validation: tuple[Array, Labels]) -> Regression:
    """The regression with the ridge that is best on the validation rows.

    Args:
        train: rows (rows, columns) and their words.
        validation: the same.
    """
    rows, labels = train
    mean, spread = rows.mean(0), rows.std(0) + 1e-3
    scaled = np.column_stack([(rows - mean) / spread, np.ones(len(rows))]).astype(np.float64)
    fits = [Regression(mean, spread, _descended(scaled, labels, ridge)) for ridge in RIDGES]
    return min(fits, key=lambda fit: _loss(fit, *validation))


def _descended(rows: Array, labels: Labels, ridge: float) -> Array:
    """Weights by accelerated gradient descent."""
    wanted = np.eye(labels.max() + 1)[labels]
    # The loss bends by at most half of the largest eigenvalue of the rows' second moments.
    bend = np.linalg.norm(rows, 2) ** 2 / len(rows) / 2 + ridge
    weights = ahead = np.zeros((rows.shape[1], wanted.shape[1]))
    for step in range(STEPS):
        slope = rows.T @ (probabilities(rows @ ahead) - wanted) / len(rows) + ridge * ahead
        before, weights = weights, ahead - slope / bend
        ahead = weights + step / (step + 3) * (weights - before)
    return weights


def _loss(fit: Regression, rows: Array, labels: Labels) -> float:
    likely = probabilities(fit.logits(rows))[np.arange(len(rows)), labels]
    return float(-np.log(likely + 1e-300).mean())
