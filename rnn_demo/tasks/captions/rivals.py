"""Two plain rivals that cannot write: the name of the nearest drawing of the training part.

Nearest by the colours of 24 × 24 pixels, or by what the trained encoder makes of a picture.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.emoji import Drawings
from rnn_demo.pictures.captioner import Captioner, look

AT_ONCE = 500
Floats = NDArray[np.float32]


def small_colours(drawings: Drawings) -> Floats:
    """Drawings shrunk to half their side, as one row of numbers each (drawings, numbers)."""
    count, side = drawings.shape[:2]
    pairs = drawings.reshape(count, side // 2, 2, side // 2, 2, 3).astype(np.float32)
    small: Floats = pairs.mean((2, 4)).reshape(count, -1) / np.float32(255)
    return small


def encoded(captioner: Captioner, drawings: Drawings) -> Floats:
    """The mean over the grid of each drawing, made as long as 1 (drawings, depth)."""
    means = [
        look(captioner, drawings[begin : begin + 50]).grid.mean(1)
        for begin in range(0, len(drawings), 50)
    ]
    found = np.concatenate(means)
    unit: Floats = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit


def nearest(known: Floats, asked: Floats) -> NDArray[np.int64]:
    """For each row that is asked for, the place of the known row nearest to it (asked,)."""
    squares = (known**2).sum(1)
    found = [
        (squares - 2 * asked[begin : begin + AT_ONCE] @ known.T).argmin(1)
        for begin in range(0, len(asked), AT_ONCE)
    ]
    return np.concatenate(found)
