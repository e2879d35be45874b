"""A plain rival: how often a pixel was ink after the sixteen pixels nearest to it.

A table with a row for each pattern of those neighbours above and to the left of a pixel that are
known when it is drawn, as JBIG compresses pictures of two colours (ITU-T T.82, with ten of them).
It has no memory: what lies farther away than three pixels might as well not be there.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

# Rows up and columns to the right of the known neighbours.
NEIGHBOURS = (
    *((0, left) for left in (-1, -2, -3, -4)),
    *((1, right) for right in range(-3, 4)),
    *((2, right) for right in range(-2, 3)),
)
EDGE = 4
Array = NDArray[np.floating[Any]]


def patterns(pictures: Array) -> NDArray[np.int64]:
    """The number of each pixel's pattern, of pictures of 0 and 1 (batch, rows, columns)."""
    _, rows, columns = pictures.shape
    padded = np.pad(pictures.astype(np.int64), ((0, 0), (EDGE, 0), (EDGE, EDGE)))
    found = np.zeros(pictures.shape, np.int64)
    for up, right in NEIGHBOURS:
        top, left = EDGE - up, EDGE + right
        found = 2 * found + padded[:, top : top + rows, left : left + columns]
    return found


def counted(pictures: Array) -> NDArray[np.int64]:
    """How often each pattern was followed by paper and by ink (2, patterns)."""
    many = 2 ** len(NEIGHBOURS)
    both = patterns(pictures) + many * (pictures > 0)
    return np.bincount(both.ravel(), minlength=2 * many).reshape(2, many)


def template_nats(counts: NDArray[np.int64], pictures: Array) -> Array:
    """Surprise of each picture in nats (batch,); a pattern never seen is even (Laplace's rule)."""
    likely = (counts + 1) / (counts + 1).sum(0)
    chosen = likely[(pictures > 0).astype(np.int64), patterns(pictures)]
    found: Array = -np.log(chosen).sum((1, 2))
    return found
