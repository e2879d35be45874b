"""A series cut into overlapping segments, which a recurrent net reads side by side."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

LONGEST = 48  # steps through which a gradient goes back


class Segments(NamedTuple):
    """Segments of a series.

    Attributes:
        inputs: x_t, (time, segments).
        targets: x_{t+1}, (time, segments).
        counted: 1 where the forecast of x_{t+1} counts, else 0: a segment's first values are only
            read, because the net begins them with an empty memory, (time, segments).
    """

    inputs: NDArray[Any]
    targets: NDArray[Any]
    counted: NDArray[Any]


def cut(values: NDArray[Any], first: int, longest: int = LONGEST) -> Segments:
    """Segments in which each value from `first` on is forecast once at least.

    Args:
        values: the series, (time,).
        first: the first value whose forecast counts, 1 or later.
        longest: a segment's length at most.
    """
    length = min(longest, len(values) - 1)
    read = length // 3  # before a forecast counts, unless the series itself begins
    last = len(values) - 1 - length
    starts = np.array(sorted({*range(0, last, length - read), last}))
    at = np.arange(length)[:, None]
    places = starts + at
    counted = (places + 1 >= first) & ((at >= read) | (starts == 0))
    used = counted.any(0)
    places, counted = places[:, used], counted[:, used]
    return Segments(values[places], values[places + 1], counted.astype(np.float64))
