"""The classifier and its plain rival, read once per process when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnn_demo.artifacts.folder import WEIGHTS, last_written, of_one_time
from rnn_demo.artifacts.kinds import KINDS
from rnn_demo.artifacts.models_folder import listed_model
from rnn_demo.artifacts.sentiment import SHORT_WEIGHTS, read_classifier
from rnn_demo.configuration.sentiment import KIND
from rnn_demo.files.together import latest
from rnn_demo.reading.by_length import ByLength, classifiers_from
from rnn_demo.reading.classifier import Classifier
from rnn_demo.reading.narrow_weights import NarrowClassifier, narrowed_classifier
from rnn_demo.reading.ngrams import NgramClassifier, read_ngrams
from rnn_demo.ui.shelf import shelf

MODEL = "imdb-sentiment"


@dataclass(frozen=True, eq=False)
class ReviewClassifiers:
    """What judges reviews on the page.

    Attributes:
        networks: the network that reads whole reviews, and the one that reads short texts.
        narrow: the same networks in 8 bits, which judge files.
        ngrams: the n-gram rival.
        metrics: the contents of metrics.json, empty before `evaluate` was run.
        parameters: how many numbers of each network were trained.
        stamp: when its files were last written, in nanoseconds.
    """

    networks: ByLength[Classifier]
    narrow: ByLength[NarrowClassifier]
    ngrams: NgramClassifier
    metrics: dict[str, Any]
    parameters: int
    stamp: int


def load_judges() -> ReviewClassifiers:
    """The classifier and the rival, read again once their files have changed.

    Raises:
        ArtifactError: a file is missing or damaged, or there is no room for them.
    """
    folder = listed_model(MODEL)
    stamp = last_written(folder, KIND)

    def read() -> ReviewClassifiers:
        artifact = read_classifier(folder)
        networks = classifiers_from(artifact)
        return ReviewClassifiers(
            networks,
            networks.each(narrowed_classifier),
            read_ngrams(folder),
            artifact.metrics or {},
            artifact.parameters,
            stamp,
        )

    return shelf().take(
        folder,
        stamp,
        MODEL,
        lambda: _size(folder),
        lambda: of_one_time(folder, KINDS[KIND].files, read),
        lambda judges: judges,
    )


def _size(folder: Path) -> int:
    """Bytes that they will take: the weights in float32 and in 8 bits, and two vocabularies."""
    sizes = {}
    for name in KINDS[KIND].files:
        try:
            sizes[name] = latest(folder, name).stat().st_size
        except OSError:  # its reader says so
            sizes[name] = 0
    names = (WEIGHTS, SHORT_WEIGHTS, "ngrams.safetensors")
    weights = sum(sizes[name] for name in names)
    return round(2.5 * weights) + 10 * (sizes["tokenizer.json"] + sizes["ngrams.json"])
