"""What is no review is said to be none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rnn_demo.reading.classifier import Classifier
from rnn_demo.reading.suitability import Doubt, doubt
from tests.tiny_classifier import SAMPLE, tiny_classifier


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    return tiny_classifier(tmp_path_factory.mktemp("models"))


def doubted(classifier: Classifier, text: str) -> str:
    found = doubt(classifier, text, classifier.tokenizer.encode(text))
    assert found is None or isinstance(found, Doubt)
    return found.kind if found else ""


@pytest.mark.parametrize("text", ["", "...", "🙂🙂", " \n", "—!?"])
def test_nothing_to_read(classifier: Classifier, text: str) -> None:
    assert doubted(classifier, text) == "empty"


@pytest.mark.parametrize("text", ["Great!", "not a bad film", "It's great 🙂"])
def test_too_short(classifier: Classifier, text: str) -> None:
    assert doubted(classifier, text) == "too short"


def test_other_scripts_are_not_english(classifier: Classifier) -> None:
    assert doubted(classifier, "Очень хороший фильм, всем советую посмотреть") == "not English"
    assert doubted(classifier, "素晴らしい映画でした") == "not English"


def test_words_in_many_pieces_are_not_english(classifier: Classifier) -> None:
    foreign = "Zgłębić przyszłość wszystkich szczegółów wyjątkowego zjawiska"
    assert doubted(classifier, foreign) == "not English"
    assert doubted(classifier, SAMPLE) == ""


def test_other_subjects(classifier: Classifier) -> None:
    strange = replace(classifier, familiarity=np.full_like(classifier.familiarity, -0.5))
    assert doubted(strange, SAMPLE) == "not a review"
    assert doubted(strange, "It is not a bad film.") == ""  # too few words to tell


def test_a_short_text_must_be_stranger_to_be_called_none(classifier: Classifier) -> None:
    odd = replace(classifier, familiarity=np.full_like(classifier.familiarity, -0.05))
    assert doubted(odd, SAMPLE) == ""
    assert doubted(odd, f"{SAMPLE} {SAMPLE}") == "not a review"
