"""What looks the same is judged the same, to the last bit, whichever way it is read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.files.rows import Row
from rnn_demo.reading.by_length import alike
from rnn_demo.reading.classifier import Classifier
from rnn_demo.reading.many import judge_rows, many_logits
from rnn_demo.reading.narrow import narrow_logits
from rnn_demo.reading.narrow_weights import narrowed_classifier
from rnn_demo.reading.ngrams import NgramClassifier, read_ngrams
from rnn_demo.widgets.read_review.compute import Reading, read_review, without
from tests.same_texts import INVISIBLE, look_alikes
from tests.tiny_classifier import NAME, SAMPLE, tiny_classifier

REVIEWS = (
    "It's not a \"bad\" film - I wasn't bored... A fine, well-made story for the café officer!",
    "Dull",
    "Quite dull, I'd say",
)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def classifier(models: Path) -> Classifier:
    return tiny_classifier(models)


@pytest.fixture(scope="module")
def rival(classifier: Classifier, models: Path) -> NgramClassifier:
    return read_ngrams(models / NAME)


def heard(reading: Reading) -> list[tuple[float, float]]:
    """What each word with anything in it did."""
    return [(w.before, w.after) for w in reading.words if w.pieces[0] < w.pieces[1]]


@pytest.mark.parametrize("text", REVIEWS)
def test_one_review_in_full_precision(
    classifier: Classifier, rival: NgramClassifier, text: str
) -> None:
    plain = read_review(classifier, text)
    for how, same in look_alikes(text):
        reading = read_review(classifier, same)
        assert reading.ids.tolist() == plain.ids.tolist(), how
        assert reading.logit == plain.logit, how
        assert reading.doubt == plain.doubt, how
        assert rival.logit(reading.text) == rival.logit(plain.text), how
        assert rival.strongest(reading.text) == rival.strongest(plain.text), how
        # A character that looks like a space is one, but it does not part words on the page.
        if "U+2800" not in how:
            assert heard(reading) == heard(plain), how


def test_a_file_in_full_precision_and_in_8_bits(classifier: Classifier) -> None:
    ways = dict(look_alikes(REVIEWS[0]))
    rows = [Row(i, text) for i, text in enumerate([REVIEWS[0], *ways.values()])]
    narrow = narrowed_classifier(classifier)
    # Read together, full precision depends on the neighbours in its last digits.
    full = judge_rows(classifier, rows, alike(lambda texts: many_logits(classifier, texts, 1)))
    quick = judge_rows(classifier, rows, alike(lambda texts: narrow_logits(narrow, texts)))
    for found in (full, quick):
        assert found[0].doubt == "short and turning"
        for how, judged in zip(ways, found[1:], strict=True):
            assert judged.probability == found[0].probability, how
            assert (judged.label, judged.doubt) == (found[0].label, found[0].doubt), how


@settings(deadline=None)
@given(
    places=st.lists(st.integers(0, len(SAMPLE)), max_size=8),
    signs=st.text(st.sampled_from(INVISIBLE), min_size=1, max_size=4),
)
def test_invisible_characters_anywhere(
    classifier: Classifier, places: list[int], signs: str
) -> None:
    text = SAMPLE
    for place in sorted(places, reverse=True):
        text = text[:place] + signs + text[place:]
    plain, reading = read_review(classifier, SAMPLE), read_review(classifier, text)
    assert reading.logit == plain.logit
    assert reading.doubt == plain.doubt
    assert heard(reading) == heard(plain)


def test_the_text_is_shown_as_it_was_typed(classifier: Classifier) -> None:
    typed = "It’s a gre\u00adat film — I wasn’t bo\u200bred…"
    reading = read_review(classifier, typed)
    assert reading.text == typed
    words = [typed[word.start : word.end] for word in reading.words]
    assert words == typed.split()
    plain = read_review(classifier, "It's a great film - I wasn't bored...")
    assert [(w.before, w.after) for w in reading.words] == heard(plain)
    crossed = read_review(classifier, without(reading, {3}))
    assert crossed.text == typed.replace(" film", "")
    assert np.isfinite(crossed.logit)


def test_what_holds_nothing_to_see_is_empty(classifier: Classifier) -> None:
    for text in ("\u200b", "\ufeff \u00ad", "\u200e\u200f\n\u2060"):
        reading = read_review(classifier, text)
        assert reading.doubt == read_review(classifier, "").doubt
        (judged,) = judge_rows(
            classifier, [Row(1, text)], alike(lambda texts: many_logits(classifier, texts))
        )
        assert judged.problem == "there is no word in it"
