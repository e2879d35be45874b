"""Whether reviews are positive or negative."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rnn_demo.files.row import checked_row
from rnn_demo.interface.coloured_text import table
from rnn_demo.interface.model import Model, load_model
from rnn_demo.interface.plain import given_text
from rnn_demo.knobs.values import quoted
from rnn_demo.reading.by_length import ByLength
from rnn_demo.reading.classifier import Classifier
from rnn_demo.reading.many import BATCH, Logits, Texts, judge_rows, many_logits
from rnn_demo.reading.narrow import TOGETHER, narrow_logits
from rnn_demo.reading.narrow_weights import NarrowClassifier
from rnn_demo.reading.side_by_side import TOGETHER as SIDE_BY_SIDE
from rnn_demo.reading.side_by_side import logits_side_by_side
from rnn_demo.words import sentence

CLASSIFIER = "imdb-sentiment"
ROWS_SHOWN = 50
MANY = 20_000  # pieces from which on the compiler is worth its wait in full precision, too
START_SHOWN = 80


@dataclass(frozen=True, eq=False)
class ClassifiedTexts:
    """A classifier's judgements of some texts, in their order; a notebook shows them as a table.

    Example:
        >>> import rnn_demo
        >>> judged = rnn_demo.classify(["A warm, funny film, and a great cast.", "No."])
        >>> judged.labels, judged.doubts
        (('positive', 'negative'), ('short', 'too short'))

    Attributes:
        model: the name of the classifier.
        texts: the texts as they were given.
        probabilities: the probability of "positive", (texts,); NaN where a text could not be
            judged.
        doubts: for each text, the kind of reason not to trust its probability; empty if there is
            none.
        problems: for each text, why it could not be judged; empty if it was.
    """

    model: str
    texts: tuple[str, ...] = field(repr=False)
    probabilities: NDArray[np.float64]
    doubts: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """`positive` or `negative`; empty where a text could not be judged."""
        return tuple(
            "" if math.isnan(p) else "positive" if p >= 0.5 else "negative"
            for p in self.probabilities
        )

    def __len__(self) -> int:
        return len(self.texts)

    def _repr_html_(self) -> str:
        rows = []
        judged = zip(self.texts, self.probabilities, self.labels, strict=True)
        notes = zip(self.doubts, self.problems, strict=True)
        for (text, p, label), (doubt, problem) in zip(judged, notes, strict=True):
            start = " ".join(text[: 2 * START_SHOWN].split())
            start = start if len(start) <= START_SHOWN else start[: START_SHOWN - 1] + "…"
            rows.append((label, "" if problem else f"{p:.4f}", start, problem or doubt))
        shown = table(rows[:ROWS_SHOWN], ("", "p(positive)", "text", "doubt"))
        more = len(rows) - ROWS_SHOWN
        return shown + (f"<div>and {more:,} more</div>" if more > 0 else "")


def classify(
    texts: str | Iterable[str],
    model: str | os.PathLike[str] | Model = CLASSIFIER,
    *,
    full_precision: bool = False,
) -> ClassifiedTexts:
    """Judge reviews, many side by side; the result for each does not depend on the others.

    Args:
        texts: reviews in English; a single text counts as a list of one.
        model: a classifier, by its name or folder, or loaded.
        full_precision: use the weights as they are stored instead of in 8 bits: slower for many
            texts, but for a few it avoids the compiler.

    Raises:
        ValueError: the model is not a classifier, or one of the texts is no text.
    """
    loaded = load_model(model, "sentiment")
    given = _texts(texts)
    rows = [checked_row(number, text, 0) for number, text in enumerate(given, 1)]
    logits_of = logits_function(loaded, full_precision)
    judged = judge_rows(loaded.classifiers.whole, rows, logits_of) if rows else []
    probabilities = [math.nan if one.probability is None else one.probability for one in judged]
    return ClassifiedTexts(
        model=loaded.name,
        texts=given,
        probabilities=np.array(probabilities, np.float64),
        doubts=tuple(one.doubt for one in judged),
        problems=tuple(one.problem for one in judged),
    )


def _texts(texts: str | Iterable[str]) -> tuple[str, ...]:
    """All of them, each a text."""
    if isinstance(texts, str):
        return (str(texts),)
    try:
        given = tuple(texts)
    except TypeError:
        raise ValueError(
            sentence("texts is {value}; give a list of texts.", value=quoted(texts))
        ) from None
    return tuple(given_text(f"texts[{number}]", text) for number, text in enumerate(given))


def logits_function(
    model: Model, full_precision: bool = False, together: int | None = None
) -> ByLength[Logits]:
    """The functions that read whole reviews and short texts, see `rnn_demo.reading.many`.

    Args:
        model: a classifier.
        full_precision: use the weights as they are stored instead of in 8 bits.
        together: how many texts are read side by side; None for the fastest number.
    """

    def full(classifier: Classifier) -> Logits:
        def logits_of(texts: Texts) -> NDArray[np.float64]:
            if sum(map(len, texts)) < MANY:
                return many_logits(classifier, texts, together or BATCH)
            return logits_side_by_side(classifier, texts, together or SIDE_BY_SIDE)

        return logits_of

    def narrow(classifier: NarrowClassifier) -> Logits:
        return lambda texts: narrow_logits(classifier, texts, together or TOGETHER)

    return model.classifiers.each(full) if full_precision else model.narrow_classifiers.each(narrow)
