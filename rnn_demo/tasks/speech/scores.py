"""How far what is heard is from what was said."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.sounds.alignment import HeardWord

EDGES = (0.0, 0.5, 0.7, 0.9, 0.97, 1.0)  # of the chances whose worth is measured


def word_errors(heard: Sequence[int], said: Sequence[int]) -> int:
    """The fewest words to put in, leave out or exchange, Levenshtein's distance."""
    row = list(range(len(said) + 1))
    for count, word in enumerate(heard, 1):
        before, row[0] = row[0], count
        for place, own in enumerate(said, 1):
            exchanged = before + (word != own)
            before, row[place] = row[place], min(exchanged, row[place] + 1, row[place - 1] + 1)
    return row[-1]


def ids(words: Sequence[HeardWord]) -> list[int]:
    """The numbers of heard words."""
    return [word.id for word in words]


def worth_of_chances(chances: Sequence[float], right: Sequence[bool]) -> list[dict[str, Any]]:
    """How often words that were given a chance are right, from edge to edge."""
    given, good = np.array(chances), np.array(right, bool)
    found = []
    for low, high in itertools.pairwise(EDGES):
        here: NDArray[np.bool_] = (low < given) & (given <= high)
        found.append(
            {
                "low": low,
                "high": high,
                "words": int(here.sum()),
                "right": round(float(good[here].mean()), 4) if here.any() else 0.0,
            }
        )
    return found
