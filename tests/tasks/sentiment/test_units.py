"""The search for a unit, against trying every cut."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.reading.classifier import read
from rnn_demo.reading.many import many_logits
from rnn_demo.tasks.sentiment.units import best_rules, read_all
from tests.tiny_classifier import tiny_classifier


def test_means_and_logits_of_texts_read_together(tmp_path: Path) -> None:
    classifier = tiny_classifier(tmp_path)
    random = np.random.default_rng(0)
    texts = [random.integers(0, classifier.tokenizer.vocab_size, n) for n in (700, 3, 40, 1, 41)]
    heard: list[int] = []
    known = read_all(classifier, texts, heard.append)
    assert sum(heard) == len(texts)
    assert known.logits == pytest.approx(many_logits(classifier, texts), abs=1e-6)
    for ids, means in zip(texts, known.means, strict=True):
        hidden = np.concatenate([part.hidden[:, 0] for part in read(classifier, ids[None])])
        assert means == pytest.approx(hidden.mean(axis=0), abs=1e-5)


@given(
    values=st.lists(st.integers(-3, 3), min_size=2, max_size=12),
    labels=st.integers(0, 2**12 - 1),
)
def test_no_cut_is_better(values: list[int], labels: int) -> None:
    means = np.array(values, float)[:, None]
    positive = np.array([bool(labels >> i & 1) for i in range(len(values))])
    rules = best_rules(means, positive)
    cuts = [v + half for v in range(-4, 4) for half in (0.5,)]
    best = max(
        ((sign * means[:, 0] > sign * c) == positive).mean() for c in cuts for sign in (1, -1)
    )
    assert rules[0].accuracy == pytest.approx(best)
    assert len(rules) == 2
    for rule in rules:
        assert rule.right(means, positive) == pytest.approx(rule.accuracy)


def test_the_unit_that_knows_is_found() -> None:
    random = np.random.default_rng(0)
    positive = random.random(500) < 0.5
    means = random.normal(size=(500, 20))
    means[:, 13] = np.where(positive, -1, 1) + random.normal(scale=0.3, size=500)
    first = best_rules(means, positive)[0]
    assert (first.unit, first.sign) == (13, -1)
    assert first.accuracy > 0.98
