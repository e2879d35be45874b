"""Figures of judgements: of one judge, and of two together."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.reading.ngrams import NgramClassifier
from rnn_demo.tasks.sentiment.beyond_reviews import share_right
from rnn_demo.tasks.sentiment.calibration import (
    cross_entropy,
    expected_calibration_error,
    reliability,
    weights_of,
)

Array = NDArray[np.float64]


def figures_of(logits: Array, positive: NDArray[np.bool_]) -> dict[str, Any]:
    """Accuracy, cost and calibration of logits (texts,)."""
    bins = reliability(1 / (1 + np.exp(-logits)), positive)
    return {
        "reviews": len(logits),
        "accuracy": share_right(logits, positive),
        "nats_per_review": round(cross_entropy(logits, positive), 5),
        "expected_calibration_error": round(expected_calibration_error(bins), 5),
        "bins": [{name: round(value, 5) for name, value in asdict(b).items()} for b in bins],
    }


def judged_together(
    ngrams: NgramClassifier,
    shown: dict[str, list[str]],
    logits: dict[str, Array],
    positive: dict[str, NDArray[np.bool_]],
) -> dict[str, Any]:
    """What the networks and the rival say together, weighed on the validation reviews."""
    both = {
        name: np.stack([logits[name], [ngrams.logit(text) for text in own]])
        for name, own in shown.items()
    }
    weights = weights_of(both["validation"], positive["validation"])
    figures = figures_of(weights @ both["test"], positive["test"])
    return {
        "weights": [round(float(weight), 4) for weight in weights],
        **{name: figures[name] for name in figures if name not in ("reviews", "bins")},
    }
