"""How well readers' surprise finds words: measured on the test part, and kept in a JSON file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from rnn_demo.files.regular import read_regular, shown
from rnn_demo.files.whole import write_whole
from rnn_demo.tasks.elman.readers import RESULTS, ReadersError
from rnn_demo.tasks.elman.segmentation import (
    Array,
    BoundaryScore,
    Marks,
    best_threshold,
    peaks,
    score,
)
from rnn_demo.words import sentence

SHIPPED = RESULTS / "letters.json"
MAX_BYTES = 1_000_000
PLACES = 8  # in a word, from its first letter on


@dataclass(frozen=True)
class LetterScore:
    """One reader on the test part.

    Attributes:
        bits: its surprise, the mean over all letters, bits per letter.
        places: the same over the first letters of words, the second ones, ….
        threshold: above which a peak counts as a beginning, chosen on the validation part, bits.
        boundaries: what it found by that.
    """

    bits: float
    places: tuple[float, ...]
    threshold: float
    boundaries: BoundaryScore


@dataclass(frozen=True)
class LetterScores:
    """All readers.

    Attributes:
        letters: of the test part.
        words: of the test part.
        readers: by name.
    """

    letters: int
    words: int
    readers: Mapping[str, LetterScore]


def measured(bits: Mapping[str, Array], begins: Marks, cut: int) -> LetterScores:
    """Choose each reader's threshold on the validation part, and measure it on the test part.

    Args:
        bits: each reader's surprise at each letter of both parts.
        begins: whether a word begins with each letter of both parts.
        cut: where the test part begins.
    """
    place, valid = places_of(begins)[cut:], begins[:cut]
    begins = begins[cut:]
    found = {}
    for name, own in bits.items():
        threshold = best_threshold(own[:cut], valid)
        here = own[cut:]
        found[name] = LetterScore(
            float(here.mean()),
            tuple(float(here[place == at].mean()) for at in range(PLACES)),
            threshold,
            score(peaks(here, threshold), begins),
        )
    return LetterScores(len(begins), int(begins.sum()), found)


def places_of(begins: Marks) -> Array:
    """Each letter's place in its word, from 0 on."""
    at = np.arange(len(begins))
    return (at - np.maximum.accumulate(np.where(begins, at, 0))).astype(float)


def write_scores(path: Path, scores: LetterScores) -> None:
    """Write the file, whole or not at all."""
    rounded = {
        name: {
            "bits": round(own.bits, 5),
            "places": [round(value, 4) for value in own.places],
            "threshold": round(own.threshold, 4),
            "boundaries": asdict(own.boundaries),
        }
        for name, own in scores.readers.items()
    }
    values = {"letters": scores.letters, "words": scores.words, "readers": rounded}
    write_whole(path, json.dumps(values, indent=1) + "\n")


def read_scores(path: Path = SHIPPED) -> LetterScores:
    """Read the file.

    Raises:
        ReadersError: it is missing, or not such a file.
    """
    try:
        raw = json.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
        return LetterScores(
            int(raw["letters"]),
            int(raw["words"]),
            {
                str(name): LetterScore(
                    float(own["bits"]),
                    tuple(float(value) for value in own["places"]),
                    float(own["threshold"]),
                    BoundaryScore(**{k: int(v) for k, v in own["boundaries"].items()}),
                )
                for name, own in raw["readers"].items()
            },
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReadersError(
            sentence(
                "{path} cannot be used as scores: {error}.", path=shown(path), error=repr(error)
            )
        ) from None
