"""Many texts in full precision: the page's numbers, and the same in any company to the last bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rnn_demo.interface import classification
from rnn_demo.interface.model import Model
from rnn_demo.reading.by_length import alike
from rnn_demo.reading.classifier import Classifier, logits
from rnn_demo.reading.side_by_side import logits_side_by_side
from tests.tiny_classifier import tiny_classifier


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    return tiny_classifier(tmp_path_factory.mktemp("models"), hidden_size=21)


def some_texts(classifier: Classifier, *lengths: int) -> list[np.ndarray]:
    random = np.random.default_rng(0)
    return [random.integers(0, classifier.tokenizer.vocab_size, n) for n in lengths]


@pytest.mark.parametrize("together", [1, 3, 96])
@pytest.mark.parametrize("threads", [1, 2])
def test_company_changes_no_bit(classifier: Classifier, together: int, threads: int) -> None:
    texts = some_texts(classifier, 30, 1, 7, 2, 31, 100, 7)
    found = logits_side_by_side(classifier, texts, together, threads)
    assert found == pytest.approx([logits(classifier, [ids])[0] for ids in texts], abs=1e-5)
    assert found.tolist() == [logits_side_by_side(classifier, [ids])[0] for ids in texts]


def test_many_texts_are_read_by_compiled_code(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = Model("tiny", "sentiment", Path(), None)  # type: ignore[arg-type]
    monkeypatch.setattr(Model, "classifiers", alike(classifier))
    texts = some_texts(classifier, 30, 7, 12)
    few = classification.logits_function(model, full_precision=True).whole(texts)
    monkeypatch.setattr(classification, "MANY", 40)
    many = classification.logits_function(model, full_precision=True).whole(texts)
    assert many == pytest.approx(few, abs=1e-5)
    assert many.tolist() == logits_side_by_side(classifier, texts).tolist()
