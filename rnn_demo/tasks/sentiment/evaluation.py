"""metrics.json of a classifier: the test reviews, our sentences, the best unit, the plain rival."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from rnn_demo.artifacts.sentiment import ClassifierArtifact
from rnn_demo.data.reviews import Review, read_reviews, split_by_movie, without_texts_of
from rnn_demo.data.text import TextError
from rnn_demo.reading.by_length import ByLength, classifiers_from, is_short
from rnn_demo.reading.classifier import Classifier
from rnn_demo.reading.many import (
    Logits,
    Texts,
    logits_by_length,
    many_logits,
    many_logits_by_length,
)
from rnn_demo.reading.narrow import narrow_logits
from rnn_demo.reading.narrow_weights import NarrowClassifier, narrowed_classifier
from rnn_demo.reading.ngrams import NgramClassifier, read_ngrams
from rnn_demo.reading.suitability import doubt
from rnn_demo.tasks.sentiment.beyond_reviews import (
    alone_on_sentences,
    by_doubt,
    by_length,
    on_phrases,
    on_sentences,
    share_right,
    when_they_differ,
)
from rnn_demo.tasks.sentiment.calibration import (
    expected_calibration_error,
    reliability,
)
from rnn_demo.tasks.sentiment.contrast import contrast_sentences
from rnn_demo.tasks.sentiment.judgements import figures_of, judged_together
from rnn_demo.tasks.sentiment.units import best_rules, read_all
from rnn_demo.text.shown import as_shown
from rnn_demo.words import sentence

BINS = 24  # of the histogram of the best unit
BEST = 20  # units that are named
BEGINNINGS = (10, 30, 60)  # words of a review that might be all that somebody pastes
TURNS = ("not", "but", "if", "irony")

Array = NDArray[np.float64]


def evaluate(
    artifact: ClassifierArtifact, text: Path | None, report: Callable[[int, str], None]
) -> dict[str, Any]:
    """Measure a classifier, as `evaluate` asks for it.

    Args:
        artifact: the model.
        text: None; it is measured on its reviews.
        report: hears how many more reviews were read.

    Raises:
        ValueError: a text is given.
        TextError: as `evaluate_classifier`.
        ArtifactError: as `evaluate_classifier`.
    """
    if text is not None:
        raise ValueError(
            sentence("--text is for generators; a classifier is measured on its reviews.")
        )
    report(0, "reviews")  # the bar is there while the reviews are being found
    # Products of many texts gain from all processors, unlike those of one.
    with threadpool_limits(os.cpu_count()):
        return evaluate_classifier(artifact, lambda more: report(more, "reviews"))


def evaluate_classifier(
    artifact: ClassifierArtifact, report: Callable[[int], None] = lambda done: None
) -> dict[str, Any]:
    """Measure a classifier on the test split, and what is chosen on the validation part.

    Args:
        artifact: the model.
        report: hears how many more reviews were read.

    Raises:
        TextError: the reviews are missing, or not those of the training.
        ArtifactError: the n-gram rival beside it cannot be read.
    """
    config = artifact.config
    test, validation = _reviews(config.data.sha256, config.data.validation, config.seed)
    classifiers, ngrams = classifiers_from(artifact), read_ngrams(artifact.folder)
    classifier = classifiers.whole
    texts = {"validation": validation, "test": test}
    shown = {name: [as_shown(r.text) for r in reviews] for name, reviews in texts.items()}
    pieces = {
        name: [p.ids for p in classifier.tokenizer.encode_many(own)] for name, own in shown.items()
    }
    positive = {
        name: np.array([bool(r.positive) for r in reviews]) for name, reviews in texts.items()
    }
    known = {name: read_all(classifier, ids, report) for name, ids in pieces.items()}
    logits = {
        name: _served(classifiers, shown[name], pieces[name], known[name].logits) for name in texts
    }
    metrics: dict[str, Any] = {
        "unit": "nats per review; probabilities of the judgement given",
        "parameters": artifact.parameters,
    }
    metrics |= {name: figures_of(logits[name], positive[name]) for name in ("validation", "test")}
    metrics["whole_network_alone"] = {
        "test_accuracy": share_right(known["test"].logits, positive["test"]),
        "validation_accuracy": share_right(known["validation"].logits, positive["validation"]),
        "short_reviews_accuracy": _right_on_short(
            shown["test"], known["test"].logits, positive["test"]
        ),
        **alone_on_sentences(classifier),
    }
    rules = best_rules(known["validation"].means, positive["validation"])
    best = rules[0]
    metrics["neuron"] = {
        "unit": best.unit,
        "sign": best.sign,
        "threshold": round(best.threshold, 5),
        "test_accuracy": round(best.right(known["test"].means, positive["test"]), 4),
        "best": [
            {"unit": rule.unit, "validation_accuracy": round(rule.accuracy, 4)}
            for rule in rules[:BEST]
        ],
        "histogram": _histogram(known["test"].means[:, best.unit], positive["test"]),
    }
    narrow = classifiers.each(narrowed_classifier).each(_narrow_logits)
    metrics["narrow"] = _narrow(
        logits_by_length(narrow, shown["test"], pieces["test"]), logits["test"], positive["test"]
    )
    metrics["together"] = judged_together(ngrams, shown, logits, positive)
    metrics["contrast"] = _contrast(classifiers, ngrams)
    metrics["sentences"] = on_sentences(classifiers, ngrams)
    metrics["phrases"] = on_phrases(classifiers, ngrams)
    metrics |= on_whole_reviews(classifier, ngrams, shown["test"], logits["test"], positive["test"])
    return metrics


def _served(
    classifiers: ByLength[Classifier], shown: Sequence[str], pieces: Texts, whole: Array
) -> Array:
    """The logit of each text by the network for its length, (texts,).

    Args:
        classifiers: the networks.
        shown: the texts.
        pieces: of each.
        whole: the logits by the network for whole reviews, which is not asked again.
    """
    logits = whole.copy()
    for network, places in classifiers.divided(shown):
        if network is not classifiers.whole:
            logits[places] = many_logits(network, [pieces[place] for place in places])
    return logits


def _right_on_short(
    shown: Sequence[str], logits: Array, positive: NDArray[np.bool_]
) -> float | None:
    """Its accuracy on the reviews that another network reads, None if there are none."""
    short = np.array([is_short(text) for text in shown])
    return share_right(logits[short], positive[short]) if short.any() else None


def _narrow_logits(narrow: NarrowClassifier) -> Logits:
    return lambda texts: narrow_logits(narrow, texts)


def on_whole_reviews(
    classifier: Classifier,
    ngrams: NgramClassifier,
    texts: Sequence[str],
    logits: Array,
    positive: NDArray[np.bool_],
) -> dict[str, Any]:
    """The rival on the test reviews, and which of them get a doubt, by their own texts."""
    rival = np.array([ngrams.logit(text) for text in texts])
    kinds = _doubts(classifier, texts)
    return {
        "rival": _rival(ngrams, rival, positive)
        | {"when_they_differ": when_they_differ(logits, rival, positive)},
        "by_length": by_length(texts, logits, positive),
        "doubted": _counted(kinds),
        "doubted_judgements": by_doubt(kinds, logits, positive),
        "doubted_beginnings": {
            f"first {count} words": _counted(
                _doubts(classifier, [" ".join(text.split()[:count]) for text in texts])
            )
            for count in BEGINNINGS
        },
    }


def _reviews(sha256: Any, share: float, seed: int) -> tuple[Sequence[Review], Sequence[Review]]:
    train, test = read_reviews("train"), read_reviews("test")
    for split, found in (("train", train), ("test", test)):
        if sha256.get(split) not in (None, found.sha256):
            raise TextError(
                sentence(
                    "The reviews {split} here are not those that the model was trained on: their "
                    "sha256 is {sha256}…, expected {expected}….",
                    split=split,
                    sha256=found.sha256[:12],
                    expected=sha256[split][:12],
                )
            )
    labelled = without_texts_of(train.reviews, test.reviews)
    return test.reviews, split_by_movie(labelled, share, seed)[1]


def _histogram(means: NDArray[np.float32], positive: NDArray[np.bool_]) -> dict[str, Any]:
    edges = np.linspace(float(means.min()), float(means.max()), BINS + 1)
    sides = {"positive": means[positive], "negative": means[~positive]}
    counted = {name: np.histogram(own, edges)[0].tolist() for name, own in sides.items()}
    return {"edges": [round(float(edge), 4) for edge in edges], **counted}


def _narrow(logits: Array, full: Array, positive: NDArray[np.bool_]) -> dict[str, Any]:
    """The same test with weights in 8 bits, as `classify` reads, and what that moves."""
    moved = np.abs(1 / (1 + np.exp(-logits)) - 1 / (1 + np.exp(-full)))
    return {
        "weights": "int8",
        "test_accuracy": share_right(logits, positive),
        "mean_change_of_probability": round(float(moved.mean()), 5),
        "largest_change_of_probability": round(float(moved.max()), 4),
    }


def _contrast(classifiers: ByLength[Classifier], ngrams: NgramClassifier) -> dict[str, Any]:
    sentences = contrast_sentences()
    logits = many_logits_by_length(classifiers, [sentence.text for sentence in sentences])
    positive = np.array([sentence.positive for sentence in sentences])
    right = (logits >= 0) == positive
    rival = np.array([ngrams.logit(sentence.text) >= 0 for sentence in sentences]) == positive
    turns = np.array([sentence.turn for sentence in sentences])
    return {
        "sentences": len(sentences),
        "accuracy": round(float(right.mean()), 4),
        "by_turn": {turn: round(float(right[turns == turn].mean()), 4) for turn in TURNS},
        "rival_accuracy": round(float(rival.mean()), 4),
        "doubted": sum(map(bool, _doubts(classifiers.whole, [s.text for s in sentences]))),
        "wrong": [s.text for s, is_right in zip(sentences, right, strict=True) if not is_right],
    }


def _rival(ngrams: NgramClassifier, logits: Array, positive: NDArray[np.bool_]) -> dict[str, Any]:
    bins = reliability(1 / (1 + np.exp(-logits)), positive)
    return {
        "name": f"{len(ngrams.places):,} words and pairs of words, naive Bayes features",
        "test_accuracy": share_right(logits, positive),
        "expected_calibration_error": round(expected_calibration_error(bins), 5),
    }


def _doubts(classifier: Classifier, texts: Sequence[str]) -> list[str]:
    """The kind of doubt that each text gets, empty for none."""
    found = zip(texts, classifier.tokenizer.encode_many(texts), strict=True)
    reasons = [doubt(classifier, text, pieces) for text, pieces in found]
    return [reason.kind if reason else "" for reason in reasons]


def _counted(kinds: Sequence[str]) -> dict[str, int]:
    """How many texts get which doubt."""
    return {kind: kinds.count(kind) for kind in sorted(set(kinds) - {""})}
