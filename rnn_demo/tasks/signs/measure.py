"""How often the right sign is named, and how far the probabilities can be believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.networks.sign_reader import probabilities

Array = NDArray[np.floating[Any]]
Labels = NDArray[np.integer]
BINS = 10


@dataclass(frozen=True)
class ConfidenceBin:
    """Frames whose likeliest word had about the same probability.

    Attributes:
        confidence: its mean.
        accuracy: how often the word was right.
        count: frames.
    """

    confidence: float
    accuracy: float
    count: int


def shares_right(logits: Array, label: Labels) -> tuple[float, float]:
    """How often the likeliest word is right: after the last frame, and over all frames.

    Args:
        logits: (clips, time, words).
        label: (clips,).
    """
    right = logits.argmax(-1) == label[:, None]
    return float(right[:, -1].mean()), float(right.mean())


def nats_per_frame(logits: Array, label: Labels, temperature: float = 1.0) -> float:
    """Mean of −ln p of the right word over all frames, nats."""
    warm = logits / temperature
    top = warm.max(-1, keepdims=True)
    total = top[..., 0] + np.log(np.exp(warm - top).sum(-1))
    own = np.take_along_axis(warm, label[:, None, None], axis=-1)[..., 0]
    return float((total - own).mean())


def best_temperature(logits: Array, label: Labels) -> float:
    """T that makes softmax(z / T) explain the words best over all frames, from 1/10 to 10."""
    low, high = np.log(0.1), np.log(10.0)
    for _ in range(60):  # a golden-section search: the loss has one minimum in 1 / T
        a = high - (high - low) * 0.6180339887498949
        b = low + (high - low) * 0.6180339887498949
        if nats_per_frame(logits, label, np.exp(a)) <= nats_per_frame(logits, label, np.exp(b)):
            high = b
        else:
            low = a
    return float(np.exp((low + high) / 2))


def reliability(logits: Array, label: Labels, temperature: float) -> list[ConfidenceBin]:
    """All frames by the probability of their likeliest word, in tenths; empty tenths left out."""
    likely = probabilities(logits, temperature)
    confidence = likely.max(-1).ravel()
    right = (likely.argmax(-1) == label[:, None]).ravel()
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        ConfidenceBin(float(confidence[here].mean()), float(right[here].mean()), int(here.sum()))
        for one in range(BINS)
        if (here := place == one).any()
    ]


def calibration_error(bins: list[ConfidenceBin]) -> float:
    """Σ n_b / n · |accuracy_b − confidence_b|.

    Source: Guo et al. 2017.
    """
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.accuracy - one.confidence) for one in bins) / total
