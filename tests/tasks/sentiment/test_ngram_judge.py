"""The n-gram rival learns what pairs say that words do not."""

from __future__ import annotations

from rnn_demo.data.reviews import Review
from rnn_demo.reading.ngrams import ngrams
from rnn_demo.tasks.sentiment.ngram_judge import train_ngrams


def test_ngrams_of_a_text() -> None:
    assert ngrams("It’s NOT bad!") == {
        "it's",
        "not",
        "bad",
        "!",
        "it's not",
        "not bad",
        "bad !",
    }
    assert ngrams("") == set()


def test_it_learns_pairs() -> None:
    texts = [("a good film", True), ("a bad film", False), ("not bad", True), ("not good", False)]
    model = train_ngrams([Review(text, label, "tt") for text, label in texts * 10])
    for text, label in texts:
        assert (model.logit(text) > 0) == label
    named = dict(model.strongest("it was not bad", 1))
    assert named["not bad"] > 0
    assert model.logit("") == model.bias


def test_only_the_most_telling_are_kept() -> None:
    texts = [("good the", True), ("bad the", False)]
    model = train_ngrams([Review(text, label, "tt") for text, label in texts * 5], kept=2)
    assert len(model.places) == 2
    assert "the" not in model.places
