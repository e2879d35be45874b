"""What needs no recurrent network: the nearest training clip, and logistic regression."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.landmarks import features_of
from rnn_demo.data.sign_clips import SignClips
from rnn_demo.tasks.signs.parts import SignParts
from rnn_demo.tasks.signs.regression import Regression, fitted
from rnn_demo.tasks.signs.streams import streams_of

Array = NDArray[np.floating[Any]]
STREAMS = 150  # from which the regression on single frames learns


def rivals_of(parts: SignParts, alone: Regression) -> dict[str, dict[str, float]]:
    """How often each rival names a test clip rightly: once it is over, and if it can, every frame.

    Args:
        parts: the clips.
        alone: the regression on single frames, from `frame_regression`.
    """
    train, validation, test = (
        features_of(part.clips) for part in (parts.train, parts.validation, parts.test)
    )
    labels = parts.train.label, parts.validation.label, parts.test.label

    def nearest(seen: Array, asked: Array) -> dict[str, float]:
        found = labels[0][nearest_of(seen, asked)]
        return {"last": round(float((found == labels[2]).mean()), 4)}

    def regressed(seen: Array, held: Array, asked: Array) -> dict[str, float]:
        fit = fitted((seen, labels[0]), (held, labels[1]))
        return {"last": round(fit.share_right(asked, labels[2]), 4)}

    return {
        "nearest training clip by the last frame": nearest(train[:, -1], test[:, -1]),
        "nearest training clip by all frames": nearest(_flat(train), _flat(test)),
        "logistic regression on the mean frame": regressed(
            train.mean(1), validation.mean(1), test.mean(1)
        ),
        "logistic regression on each frame alone": {
            "last": round(alone.share_right(test[:, -1], labels[2]), 4),
            "every": round(alone.share_right(test, labels[2][:, None]), 4),
        },
    }


def frame_regression(train: SignClips, validation: SignClips) -> Regression:
    """Logistic regression that names each frame for itself, learned from frames as the GRU's are.

    Args:
        train: the clips; it sees frames of varied streams of them.
        validation: clips for its ridge, as they are.
    """
    random = np.random.default_rng(0)
    chosen = random.permutation(len(train))[:STREAMS]
    streams = streams_of(train, chosen, random)
    counted = streams.counted.astype(bool)
    held = features_of(validation.clips)
    labels = np.broadcast_to(validation.label[:, None], held.shape[:2])
    return fitted(
        (features_of(streams.clips)[counted], streams.label[counted]),
        (held.reshape(-1, held.shape[-1]), labels.ravel()),
    )


def nearest_of(seen: Array, asked: Array) -> NDArray[np.intp]:
    """Which row of `seen` is nearest to each row of `asked`, by Euclid's distance."""
    squares = np.square(seen).sum(1) - 2 * asked.astype(np.float64) @ seen.T
    nearest: NDArray[np.intp] = squares.argmin(1)
    return nearest


def _flat(frames: Array) -> Array:
    return frames.reshape(len(frames), -1)
