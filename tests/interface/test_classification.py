"""Reviews judged for a program: each as it is judged alone."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import rnn_demo
from rnn_demo.interface.model import Model
from rnn_demo.reading.classifier import logits, probability
from tests.tiny_classifier import NAME, SAMPLE, write_tiny_classifier

OTHER = SAMPLE.replace("great", "bad").replace("never", "always")


@pytest.fixture
def tiny(tmp_path: Path) -> Model:
    return rnn_demo.load_model(write_tiny_classifier(tmp_path) / NAME)


def test_probabilities_are_those_of_the_network(tiny: Model) -> None:
    judged = rnn_demo.classify([SAMPLE, OTHER], tiny, full_precision=True)
    for text, p in zip((SAMPLE, OTHER), judged.probabilities, strict=True):
        (pieces,) = tiny.classifiers.whole.tokenizer.encode_many([text])
        (logit,) = logits(tiny.classifiers.whole, [pieces.ids])
        assert p == pytest.approx(probability(float(logit)), abs=1e-6)
    narrow = rnn_demo.classify([SAMPLE, OTHER], tiny)
    np.testing.assert_allclose(narrow.probabilities, judged.probabilities, atol=0.05)


def test_a_text_is_judged_as_if_it_were_alone(tiny: Model) -> None:
    both = rnn_demo.classify(iter([SAMPLE, OTHER]), tiny)
    assert len(both) == 2
    assert both.texts == (SAMPLE, OTHER)
    for text, p in zip(both.texts, both.probabilities, strict=True):
        assert rnn_demo.classify(text, tiny).probabilities.tolist() == [p]
    assert both.labels == tuple(
        "positive" if p >= 0.5 else "negative" for p in both.probabilities.tolist()
    )


def test_what_cannot_be_judged_has_no_number_and_a_reason(tiny: Model) -> None:
    judged = rnn_demo.classify([SAMPLE, "", "…", "\udc80"], tiny)
    assert np.isnan(judged.probabilities).tolist() == [False, True, True, True]
    assert judged.labels[1:] == ("", "", "")
    assert judged.problems == (
        "",
        "the text is empty",
        "there is no word in it",
        "the row is not UTF-8",
    )
    assert judged.doubts == ("", "", "", "")


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (None, "texts is None; give a list of texts."),
        (np.array("good"), r"texts is array\(.*; give a list of texts."),
        ([SAMPLE, math.nan], r"texts\[1\] is nan; give a text"),
        ([[SAMPLE]], r"texts\[0\] is \['.*; give a text"),
    ],
)
def test_what_is_no_text(tiny: Model, texts: Any, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        rnn_demo.classify(texts, tiny)


def test_no_texts_are_no_probabilities(tiny: Model) -> None:
    assert rnn_demo.classify([], tiny).probabilities.shape == (0,)


def test_a_generator_judges_nothing() -> None:
    with pytest.raises(ValueError, match=r"pushkin-gru writes text .* and judges no reviews"):
        rnn_demo.classify([SAMPLE], "pushkin-gru")
