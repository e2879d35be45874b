"""The baseline: a weight for each word and each pair of words; it knows no longer order."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.artifacts.weights import read_weights
from rnn_demo.files.regular import read_regular, shown
from rnn_demo.files.together import latest
from rnn_demo.text.visible import visible_text
from rnn_demo.words import message, sentence

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[!?.,:;()\"*-]")
LONGEST = 2
MAX_BYTES = 16_000_000  # of ngrams.json


@dataclass(frozen=True)
class NgramClassifier:
    """z = b + Σ w_g over the different n-grams g of a text.

    Attributes:
        places: n-gram to its place.
        weights: (n-grams,), divided by the calibration's temperature like the bias.
        bias: the logit of a text without known n-grams.
    """

    places: dict[str, int]
    weights: NDArray[np.float32]
    bias: float

    def logit(self, text: str) -> float:
        """The logit of "positive"."""
        known = {self.places[gram] for gram in ngrams(text) if gram in self.places}
        return self.bias + float(self.weights[sorted(known)].sum(dtype=np.float64))

    def strongest(self, text: str, most: int = 6) -> list[tuple[str, float]]:
        """The n-grams of a text with the largest weights, and these."""
        known = [(g, float(self.weights[self.places[g]])) for g in ngrams(text) if g in self.places]
        return sorted(known, key=lambda entry: (-abs(entry[1]), entry[0]))[:most]


def ngrams(text: str, longest: int = LONGEST) -> set[str]:
    """The different n-grams of a text: words and signs, in lower case, up to `longest`."""
    words = _TOKEN.findall(visible_text(text).lower())
    found = set(words)
    for n in range(2, longest + 1):
        found.update(" ".join(words[i : i + n]) for i in range(len(words) - n + 1))
    return found


def read_ngrams(folder: Path) -> NgramClassifier:
    """Read ngrams.json (a list of n-grams) and ngrams.safetensors beside a classifier.

    Raises:
        ArtifactError: missing, damaged, or not of one model.
    """
    path = latest(folder, "ngrams.json")
    try:
        grams = json.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise ArtifactError(
            sentence("{path} cannot be read: {error}.", path=shown(path), error=message(error))
        ) from None
    if not isinstance(grams, list) or not all(isinstance(gram, str) for gram in grams):
        raise ArtifactError(sentence("{path} is not a list of n-grams.", path=shown(path)))
    shapes: dict[str, tuple[int, ...]] = {"weights": (len(grams),), "bias": (1,)}
    tensors = read_weights(latest(folder, "ngrams.safetensors"), shapes)
    places = {gram: place for place, gram in enumerate(grams)}
    return NgramClassifier(places, tensors["weights"], float(tensors["bias"][0]))
