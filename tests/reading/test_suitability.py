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


@pytest.mark.parametrize("text", ["", "...", "🙂🙂", " \n", "—!?", "10/10"])
def test_nothing_to_read(classifier: Classifier, text: str) -> None:
    assert doubted(classifier, text) == "empty"


@pytest.mark.parametrize("text", ["Great!", "🙂 film …", "sehr wunderbarer Film"])
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
    # Too few words to tell what it is about.
    assert doubted(strange, "It is not a bad film.") == "short and turning"


def test_a_short_text_must_be_stranger_to_be_called_none(classifier: Classifier) -> None:
    odd = replace(classifier, familiarity=np.full_like(classifier.familiarity, -0.05))
    assert doubted(odd, SAMPLE) == ""
    assert doubted(odd, f"{SAMPLE} {SAMPLE}") == "not a review"


def test_a_text_unlike_the_measured_ones_is_judged_with_a_doubt(classifier: Classifier) -> None:
    text = "It is not a bad film, but nobody will miss it."
    found = doubt(classifier, text, classifier.tokenizer.encode(text))
    assert found is not None
    assert found.unlike is not None
    assert found.kind == found.unlike.kind == "short and turning"
    assert "11 words" in found.sentence
    assert "“not”, “but”, “nobody”" in found.sentence
    foreign = doubt(classifier, "素晴らしい映画", classifier.tokenizer.encode("素晴らしい映画"))
    assert foreign is not None
    assert foreign.unlike is None


def test_a_doubt_quotes_only_words_of_its_own_list(classifier: Classifier) -> None:
    text = "**not** <b>but</b> `never` __nothing__ [no](http://x) $n't$ this film"
    found = doubt(classifier, text, classifier.tokenizer.encode(text))
    assert found is not None
    assert not set("*<`_[$") & set(found.sentence)


def test_other_reasons_come_first(classifier: Classifier) -> None:
    assert doubted(classifier, "not") == "too short"
    assert doubted(classifier, "not bad") == "short and turning"
    assert doubted(classifier, "Очень хороший фильм, всем советую") == "not English"
    sample = f"{SAMPLE} It is not, was not and will not be bad, no, never."
    assert doubted(classifier, sample) == "many negations"
