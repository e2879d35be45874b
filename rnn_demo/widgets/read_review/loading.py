"""The classifier and its plain rival, read once per process when first asked for."""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from rnn_demo.artifacts.folder import last_written
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.artifacts.sentiment import read_classifier
from rnn_demo.configuration.sentiment import KIND
from rnn_demo.reading.classifier import Classifier, classifier_from
from rnn_demo.reading.narrow_weights import NarrowClassifier, narrowed_classifier
from rnn_demo.reading.ngrams import NgramClassifier, read_ngrams

MODEL = "imdb-sentiment"


@dataclass(frozen=True)
class ReviewClassifiers:
    """What judges reviews on the page.

    Attributes:
        classifier: the network.
        narrow: the same network in 8 bits, which judges files.
        ngrams: the n-gram rival.
        metrics: the contents of metrics.json, empty before `evaluate` was run.
        parameters: how many numbers of the network were trained.
        stamp: when its files were last written, in nanoseconds.
    """

    classifier: Classifier
    narrow: NarrowClassifier
    ngrams: NgramClassifier
    metrics: dict[str, Any]
    parameters: int
    stamp: int


@dataclass
class _Cache:
    judges: ReviewClassifiers | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False)
def _shelf() -> _Cache:
    return _Cache()


def load_judges() -> ReviewClassifiers:
    """The classifier and the rival, read again once their files have changed.

    Raises:
        ArtifactError: a file is missing or damaged.
    """
    folder = listed_model(MODEL)
    stamp = last_written(folder, KIND)
    shelf = _shelf()
    with shelf.lock:
        if shelf.judges is None or shelf.judges.stamp != stamp:
            artifact = read_classifier(folder)
            classifier = classifier_from(artifact)
            shelf.judges = ReviewClassifiers(
                classifier,
                narrowed_classifier(classifier),
                read_ngrams(folder),
                artifact.metrics or {},
                artifact.parameters,
                stamp,
            )
            del artifact
            gc.collect()  # as in rnn_demo.ui.loading: frozen objects are skipped
            gc.freeze()
        return shelf.judges
