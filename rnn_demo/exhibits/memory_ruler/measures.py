"""Measurements of the memory ruler, kept for a while, in the words of the page."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.engine.next_character import visible
from rnn_demo.engine.progress import part_of
from rnn_demo.exhibits.memory_ruler.compute import FELT, Ruler, RulerError, measuring
from rnn_demo.reading.classifier import Classifier
from rnn_demo.reading.gradient import gradient_in_steps
from rnn_demo.reading.suitability import NOT_READ
from rnn_demo.ui.language import t
from rnn_demo.ui.loading import LoadedModel, load
from rnn_demo.ui.waiting import waited_for
from rnn_demo.ui.writers import networks_of
from rnn_demo.widgets.read_review.compute import Reading, occlusion
from rnn_demo.widgets.read_review.loading import load_judges
from rnn_demo.widgets.read_review.reading import read_kept
from rnn_demo.words import message

MOST_WORDS = 600
MOST_PIECES = 1_500  # of these words: each is left out, and what follows is read again


@dataclass(frozen=True)
class Curve:
    """One network's ruler.

    Attributes:
        name: the name of the network.
        felt: what each replacement really does.
        gradient: the length of the gradient at each place.
        foreseen: the change that the gradient predicts, signed; empty if there is nothing to
            compare.
        happened: the change that really happened, signed.
        notes: a sentence for each place.
    """

    name: str
    felt: Sequence[float]
    gradient: Sequence[float]
    foreseen: Sequence[float]
    happened: Sequence[float]
    notes: Sequence[str]


@dataclass
class TextMeasures:
    """Everything that the page shows about a text."""

    places: Sequence[str] = ()
    curves: list[Curve] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def measure_generators(reader: str, text: str) -> TextMeasures:
    """Measure the networks of a choice on the text they have in common."""
    found = TextMeasures()
    for name in networks_of(reader):
        try:
            loaded = load(name)
            one = _measured(name, loaded, text)
        except (ArtifactError, RulerError) as error:
            found.problems.append(t(message(error)))
            continue
        if one is None:
            found.problems.append(t("{name} was stopped.", name=name))
            continue
        if one.known.notice():
            found.problems.append(f"{name}: {t(one.known.notice())}")
        if found.curves and len(found.places) != len(one.known.text):
            found.problems.append(t("{name} knows other characters and is left out.", name=name))
            continue
        found.places = list(one.known.text)
        found.sentences.append(_sentence(name, one))
        found.curves.append(
            Curve(
                name,
                one.moved.tolist(),
                one.gradient.tolist(),
                one.foreseen.tolist(),
                one.happened.tolist(),
                _notes(one),
            )
        )
    return found


def _measured(name: str, loaded: LoadedModel, text: str) -> Ruler | None:
    """The ruler of a network on a text; None if the measurement was stopped."""
    return waited_for(
        f"ruler_{name}",
        (loaded.stamp, text),
        lambda: measuring(loaded.network, text),
        t("{name} reads the text again for each of its characters …", name=name),
    )


def _sentence(name: str, one: Ruler) -> str:
    expected = t(
        "{name} expects {next} next, with {percent:.0f} %.",
        name=name,
        next=t(visible(one.target)),
        percent=100 * one.probability,
    )
    if not one.reach:
        reached = t("No single character moves that by {felt:g} bits.", felt=FELT)
    else:
        reached = t(
            "It reaches {reach} characters back: the farthest whose exchange still moves the "
            "prediction by {felt:g} bits.",
            reach=one.reach,
            felt=FELT,
        )
    return f"{expected} {reached}"


def _notes(one: Ruler) -> list[str]:
    places = zip(one.known.text, one.put, one.moved, one.happened, strict=True)
    return [
        t(
            "{old} → {new}: moves the prediction by {moved:.2g} bits, {next} by {happened:+.2g}",
            old=t(visible(old)),
            new=t(visible(new)),
            moved=moved,
            next=t(visible(one.target)),
            happened=happened,
        )
        for old, new, moved, happened in places
    ]


def measure_review(text: str) -> TextMeasures:
    """Measure the sentiment classifier word by word."""
    found = TextMeasures()
    try:
        judges = load_judges()
    except ArtifactError as error:
        found.problems.append(t(message(error)))
        return found
    reading = read_kept(judges, text)
    if reading is None:
        return found
    if not reading.words:
        found.problems.append(
            t(reading.doubt.sentence)
            if reading.doubt and reading.doubt.kind == NOT_READ
            else t("There is no word to read in this text.")
        )
        return found
    if len(reading.words) > MOST_WORDS:
        found.problems.append(
            t(
                "The text has {count:,} words; give at most {most}.",
                count=len(reading.words),
                most=MOST_WORDS,
            )
        )
        return found
    if len(reading.ids) > MOST_PIECES:
        found.problems.append(
            t(
                "The text falls into {count:,} pieces of words; give at most {most:,}.",
                count=len(reading.ids),
                most=MOST_PIECES,
            )
        )
        return found
    both = waited_for(
        "ruler_review",
        (judges.stamp, text),
        lambda: _review(judges.networks.of(reading.text), reading),
        t("The classifier reads the review again without each of its words …"),
    )
    if both is None:
        return found
    changes, gradient = both
    words = [reading.text[word.start : word.end] for word in reading.words]
    found.places = words
    strongest = int(np.abs(changes).argmax())
    found.sentences.append(
        t(
            "{percent:.1f} % positive. The word whose absence changes most is "
            "“{word}”, {count} words before the end.",
            percent=100 * reading.probability,
            word=words[strongest][:40],
            count=len(words) - strongest,
        )
    )
    notes = [
        t("without “{word}” the logit changes by {change:+.3f}", word=word[:24], change=change)
        for word, change in zip(words, changes, strict=True)
    ]
    found.curves.append(
        Curve(t("classifier"), np.abs(changes).tolist(), gradient.tolist(), (), (), notes)
    )
    return found


def _review(
    classifier: Classifier, reading: Reading
) -> Generator[float, None, tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """The change of the logit without each word, and the length of its gradient at each word."""
    changes = yield from part_of(occlusion(classifier, reading), 0, 0.95)
    embedded = classifier.embedding[reading.ids][:, None]
    _, by_piece = yield from part_of(gradient_in_steps(classifier, embedded), 0.95, 0.05)
    lengths = np.linalg.norm(by_piece[:, 0].astype(np.float64), axis=1)
    by_word = [np.sqrt((lengths[a:b] ** 2).sum()) for a, b in reading.spans]
    return changes, np.array(by_word)
