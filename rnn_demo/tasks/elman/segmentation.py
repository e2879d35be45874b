"""Words found in a stream of letters: a boundary before each letter that is a peak of surprise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class BoundaryScore:
    """How well boundaries were found.

    Attributes:
        found: boundaries that were claimed.
        right: those of them at which a word does begin.
        there: words that do begin.
    """

    found: int
    right: int
    there: int

    @property
    def precision(self) -> float:
        """Share of the claimed boundaries that are right; 0 if none was claimed."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the words whose beginning was found; 0 if there are none."""
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.found + self.there
        return 2 * self.right / both if both else 0.0


def peaks(bits: Array, threshold: float) -> Marks:
    """Whether each letter is a peak above the threshold.

    It costs more than the one before it, and at least as much as the one after it.

    Args:
        bits: surprise of each letter, (letters,).
        threshold: in bits.
    """
    before = np.concatenate([[-np.inf], bits[:-1]])
    after = np.concatenate([bits[1:], [-np.inf]])
    found: Marks = (bits > threshold) & (bits > before) & (bits >= after)
    return found


def score(claimed: Marks, begins: Marks) -> BoundaryScore:
    """Compare boundaries; that before the first letter is known to all and does not count."""
    claimed, begins = claimed[1:], begins[1:]
    return BoundaryScore(int(claimed.sum()), int((claimed & begins).sum()), int(begins.sum()))


def best_threshold(bits: Array, begins: Marks) -> float:
    """The threshold with the highest F1, of all that make a difference, in bits.

    Args:
        bits: surprise of each letter of a validation text.
        begins: where its words begin.
    """
    at = peaks(bits, -np.inf)
    at[0] = False
    order = np.argsort(-bits[at], kind="stable")
    heights, right = bits[at][order], np.cumsum(begins[at][order])
    there = int(begins[1:].sum())
    f1 = 2 * right / (np.arange(1, len(right) + 1) + there)
    # Of equal heights all are taken or none.
    whole = np.append(heights[1:] < heights[:-1], True)
    best = int(np.argmax(np.where(whole, f1, -1)))
    lower = heights[best + 1] if best + 1 < len(heights) else heights[best] - 1
    return float((heights[best] + lower) / 2)
