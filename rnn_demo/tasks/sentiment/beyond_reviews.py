"""Calibration by length, on single sentences, and where the n-gram rival disagrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.sentence_treebank import SOURCE, critics_phrases, critics_sentences
from rnn_demo.reading.by_length import ByLength, alike
from rnn_demo.reading.classifier import Classifier
from rnn_demo.reading.likeness import FEWEST, MOST
from rnn_demo.reading.many import many_logits_by_length
from rnn_demo.reading.ngrams import NgramClassifier
from rnn_demo.reading.suitability import FEW_WORDS, FEWEST_WORDS, doubt, words_of
from rnn_demo.tasks.sentiment.calibration import expected_calibration_error, reliability
from rnn_demo.tasks.sentiment.contrast import contrast_sentences
from rnn_demo.tokenizers.word_pieces import Pieces

EDGES = (0, FEWEST, 80, 160, 320, MOST + 1, 1_000_000)  # words

Logits = NDArray[np.float64]
Labels = NDArray[np.bool_]


def by_length(texts: Sequence[str], logits: Logits, positive: Labels) -> dict[str, Any]:
    """Judgements by the number of words: `median` and the figures of each `range`."""
    counts = np.array([len(words_of(text)) for text in texts])
    ranges = []
    for low, high in pairwise(EDGES):
        here = (counts >= low) & (counts < high)
        if here.any():
            found = {"from": low, "to": high - 1} if high < EDGES[-1] else {"from": low}
            ranges.append(found | figures(logits[here], positive[here], "reviews"))
    return {"median": int(np.median(counts)), "ranges": ranges}


def by_doubt(kinds: Sequence[str], logits: Logits, positive: Labels) -> dict[str, Any]:
    """Judgements on the texts with a doubt, by the kind of doubt."""
    here = {kind: np.array([k == kind for k in kinds]) for kind in sorted(set(kinds) - {""})}
    return {kind: figures(logits[own], positive[own], "reviews") for kind, own in here.items()}


def when_they_differ(logits: Logits, rival: Logits, positive: Labels) -> dict[str, Any]:
    """The network's judgements on the texts that the rival judges the other way."""
    differ = (logits >= 0) != (rival >= 0)
    return figures(logits[differ], positive[differ], "reviews")


def on_sentences(classifiers: ByLength[Classifier], ngrams: NgramClassifier) -> dict[str, Any]:
    """Judgements on critics' single sentences, with and without words that may turn them.

    Raises:
        TextError: the sentences are missing.
    """
    sentences = critics_sentences()
    texts = [text for text, _ in sentences]
    positive = np.array([label for _, label in sentences])
    logits = many_logits_by_length(classifiers, texts)
    bins = reliability(1 / (1 + np.exp(-logits)), positive)
    rival = np.array([ngrams.logit(text) for text in texts])
    found = [doubt(classifiers.whole, *own) for own in _with_pieces(classifiers, sentences)]
    turning = np.array([bool(d and d.unlike and d.unlike.turning) for d in found])
    return {
        "source": SOURCE,
        **figures(logits, positive, "sentences"),
        "expected_calibration_error": round(expected_calibration_error(bins), 5),
        "turning": figures(logits[turning], positive[turning], "sentences"),
        "rival_accuracy": round(float(((rival >= 0) == positive).mean()), 4),
    }


def _with_pieces(
    classifiers: ByLength[Classifier], labelled: Sequence[tuple[str, bool]]
) -> Iterator[tuple[str, Pieces]]:
    texts = [text for text, _ in labelled]
    return zip(texts, classifiers.whole.tokenizer.encode_many(texts), strict=True)


def on_phrases(classifiers: ByLength[Classifier], ngrams: NgramClassifier) -> dict[str, Any]:
    """Judgements on critics' phrases of so few words that a judgement is hardly dared.

    Only those that get one: the others are counted.

    Raises:
        TextError: the phrases are missing.
    """
    phrases = critics_phrases(FEWEST_WORDS, FEW_WORDS - 1)
    found = [
        doubt(classifiers.whole, text, own) for text, own in _with_pieces(classifiers, phrases)
    ]
    judged = [own for own, why in zip(phrases, found, strict=True) if why and why.unlike]
    texts, positive = [text for text, _ in judged], np.array([label for _, label in judged])
    logits = many_logits_by_length(classifiers, texts)
    bins = reliability(1 / (1 + np.exp(-logits)), positive)
    rival = np.array([ngrams.logit(text) for text in texts])
    return {
        **figures(logits, positive, "phrases"),
        "words": [FEWEST_WORDS, FEW_WORDS - 1],
        "expected_calibration_error": round(expected_calibration_error(bins), 5),
        "not_judged": len(phrases) - len(judged),
        "rival_accuracy": round(float(((rival >= 0) == positive).mean()), 4),
    }


def alone_on_sentences(classifier: Classifier) -> dict[str, float]:
    """What the network for whole reviews would be worth on short texts."""
    alone = alike(classifier)
    sentences, contrast = critics_sentences(), contrast_sentences()
    critics = many_logits_by_length(alone, [text for text, _ in sentences])
    labels = np.array([label for _, label in sentences])
    error = expected_calibration_error(reliability(1 / (1 + np.exp(-critics)), labels))
    turning = many_logits_by_length(alone, [own.text for own in contrast])
    return {
        "sentences_accuracy": share_right(critics, labels),
        "sentences_calibration_error": round(error, 5),
        "contrast_accuracy": share_right(turning, np.array([own.positive for own in contrast])),
    }


def share_right(logits: Logits, positive: Labels) -> float:
    """The share of right judgements."""
    return round(float(((logits >= 0) == positive).mean()), 5)


def figures(logits: Logits, positive: Labels, unit: str) -> dict[str, Any]:
    """The count, the accuracy and the mean confidence.

    Without texts the shares are None.
    """
    count = len(logits)
    confidence = 1 / (1 + np.exp(-np.abs(logits)))
    return {
        unit: count,
        "accuracy": round(float(((logits >= 0) == positive).mean()), 4) if count else None,
        "confidence": round(float(confidence.mean()), 4) if count else None,
    }
