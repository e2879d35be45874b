"""The rival without a network: a recording is what the most similar one of known voices is.

Dynamic time warping: two recordings may run at different paces, and the cheapest way to lay one
along the other counts.

    D(i, j) = |x_i − y_j| + min(D(i−1, j), D(i, j−1), D(i−1, j−1)),   divided by both lengths' sum

Source: H. Sakoe and S. Chiba, Dynamic programming algorithm optimization for spoken word
recognition (1978), their symmetric form without weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


def nearest(one: Array, known: Array, lengths: NDArray[np.int64]) -> int:
    """Which of the known recordings is most similar.

    Args:
        one: a recording (steps, bands).
        known: the others (recordings, steps, bands), whatever after their ends.
        lengths: steps of each (recordings,).
    """
    squares = (known**2).sum(2)[:, None] + (one**2).sum(1)[None, :, None]
    apart = np.sqrt(np.maximum(squares - 2 * (one @ known.transpose(0, 2, 1)), 0))
    many, steps, longest = apart.shape
    cost = np.full((many, longest + 1), np.inf)
    cost[:, 0] = 0
    for step in range(steps):
        now = np.full_like(cost, np.inf)
        for place in range(1, longest + 1):
            best = np.minimum(cost[:, place], cost[:, place - 1])
            now[:, place] = apart[:, step, place - 1] + np.minimum(best, now[:, place - 1])
        cost = now
    ends = cost[np.arange(many), lengths] / (steps + lengths)
    return int(ends.argmin())


def shortened(frames: Array, by: int) -> Array:
    """Means of `by` frames each; of what is left at the end, too."""
    padded = np.pad(frames, ((0, -len(frames) % by), (0, 0)), mode="edge")
    found: Array = padded.reshape(-1, by, frames.shape[1]).mean(1)
    return found


def together(recordings: Sequence[Array]) -> tuple[Array, NDArray[np.int64]]:
    """Recordings in one array, zeros after their ends, and their lengths."""
    lengths = np.array([len(one) for one in recordings])
    found = np.zeros((len(recordings), lengths.max(), recordings[0].shape[1]), np.float32)
    for row, one in zip(found, recordings, strict=True):
        row[: len(one)] = one
    return found, lengths
