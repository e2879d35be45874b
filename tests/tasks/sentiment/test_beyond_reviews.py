"""Shares by length, by doubt and where two differ, against counting by hand."""

from __future__ import annotations

import numpy as np
import pytest

from rnn_demo.tasks.sentiment.beyond_reviews import by_doubt, by_length, figures, when_they_differ

LOGITS = np.array([2.0, -2.0, 0.0, -1.0])
POSITIVE = np.array([True, True, False, False])


def test_figures_by_hand() -> None:
    found = figures(LOGITS, POSITIVE, "reviews")
    sure = [1 / (1 + np.exp(-z)) for z in (2.0, 2.0, 0.0, 1.0)]
    assert found["reviews"] == 4
    assert found["accuracy"] == 0.5  # right: the first and the last; 0 counts as positive
    assert found["confidence"] == pytest.approx(np.mean(sure), abs=1e-4)
    assert figures(LOGITS[:0], POSITIVE[:0], "reviews")["accuracy"] is None


def test_by_length_every_text_is_in_one_range() -> None:
    texts = ["word " * 3, "word " * 39, "word " * 40, "word " * 2000]
    found = by_length(texts, LOGITS, POSITIVE)
    assert found["median"] == 39
    assert [(r["from"], r.get("to"), r["reviews"]) for r in found["ranges"]] == [
        (0, 39, 2),
        (40, 79, 1),
        (1101, None, 1),
    ]
    assert [r["accuracy"] for r in found["ranges"]] == [0.5, 0.0, 1.0]


def test_by_doubt_and_by_contradiction() -> None:
    found = by_doubt(["", "short", "short", ""], LOGITS, POSITIVE)
    assert list(found) == ["short"]
    assert (found["short"]["reviews"], found["short"]["accuracy"]) == (2, 0.0)
    differ = when_they_differ(LOGITS, np.array([1.0, 1.0, 1.0, 1.0]), POSITIVE)
    assert (differ["reviews"], differ["accuracy"]) == (2, 0.5)
