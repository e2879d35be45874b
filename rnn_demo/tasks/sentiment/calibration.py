"""Whether a probability can be believed: calibration and its error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 15
LEAST_GROWTH = 1e-5  # of |w|² / 2, beside the mean loss: keeps the weights of judges finite


@dataclass(frozen=True)
class Bin:
    """Texts that were judged with about the same confidence.

    Attributes:
        low: the lowest confidence.
        high: the end of the bin; only the last bin includes it.
        count: how many texts.
        confidence: mean probability of the judgement given.
        accuracy: share of right judgements.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability(
    probabilities: NDArray[np.floating], positive: NDArray[np.bool_], bins: int = BINS
) -> list[Bin]:
    """Group judgements by their confidence max(p, 1 - p), in equal steps of [0, 1]."""
    confidence = np.maximum(probabilities, 1 - probabilities)
    right = (probabilities >= 0.5) == positive
    place = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    found = []
    for i in range(bins):
        here = place == i
        if here.any():
            found.append(
                Bin(
                    i / bins,
                    (i + 1) / bins,
                    int(here.sum()),
                    float(confidence[here].mean()),
                    float(right[here].mean()),
                )
            )
    return found


def expected_calibration_error(bins: list[Bin]) -> float:
    """Σ n_b / n · |accuracy_b - confidence_b|.

    Source: Guo et al. 2017.
    """
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.accuracy - b.confidence) for b in bins) / total


def cross_entropy(
    logits: NDArray[np.floating], positive: NDArray[np.bool_], temperature: float = 1.0
) -> float:
    """Mean -ln p(label), in nats per text."""
    signed = np.where(positive, logits, -logits) / temperature
    return float(np.logaddexp(0, -signed).mean())


def weights_of(logits: NDArray[np.floating], positive: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How much each classifier's logit counts, if they judge together, (classifiers,).

    Equation: the w that make σ(Σ_k w_k z_k) explain the labels best, found by Newton's steps. A
    hundred-thousandth of |w|² / 2 is added to the mean loss, or w would grow without end where
    nobody is ever wrong.

    Args:
        logits: (classifiers, texts).
        positive: the labels, (texts,).
    """
    count, texts = logits.shape
    weights = np.zeros(count)
    for _ in range(100):
        chances = np.exp(-np.logaddexp(0, -(weights @ logits)))
        slope = logits @ (chances - positive) / texts + LEAST_GROWTH * weights
        curve = (logits * (chances * (1 - chances))) @ logits.T / texts
        step = np.linalg.solve(curve + LEAST_GROWTH * np.eye(count), slope)
        weights = weights - step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def best_temperature(logits: NDArray[np.floating], positive: NDArray[np.bool_]) -> float:
    """The temperature that makes σ(z / T) explain the labels best, between 1/10 and 10."""
    low, high = np.log(0.1), np.log(10.0)
    for _ in range(60):  # a golden-section search: the loss has one minimum in log T
        a = high - (high - low) * 0.6180339887498949
        b = low + (high - low) * 0.6180339887498949
        if cross_entropy(logits, positive, np.exp(a)) <= cross_entropy(logits, positive, np.exp(b)):
            high = b
        else:
            low = a
    return float(np.exp((low + high) / 2))
