"""What needs no recurrent network: the nearest training clip, regression, and a rule that waits."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.landmarks import Landmarks, features_of, there
from rnn_demo.data.sign_clips import SignClips
from rnn_demo.tasks.signs.parts import SignParts
from rnn_demo.tasks.signs.regression import Regression, fitted
from rnn_demo.tasks.signs.streams import streams_of, varied

Array = NDArray[np.floating[Any]]
STREAMS = 150  # from which the regression on single frames learns
VARIED = 225  # clips, as many frames, from which that on the mean so far learns


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


def running_regression(train: SignClips, validation: SignClips) -> Regression:
    """Logistic regression that names each frame by the mean of the frames up to it.

    Args:
        train: the clips; it sees some of them, varied as those of the GRU are.
        validation: clips for its ridge, as they are.
    """
    random = np.random.default_rng(0)
    chosen = random.permutation(len(train))[:VARIED]

    def rows(clips: Landmarks, labels: NDArray[np.int64]) -> tuple[Array, NDArray[np.int64]]:
        means = running_mean(features_of(clips))
        return means.reshape(-1, means.shape[-1]), np.repeat(labels, clips.frames)

    return fitted(
        rows(varied(train.clips.of(chosen), random), train.label[chosen]),
        rows(validation.clips, validation.label),
    )


def running_mean(frames: Array) -> Array:
    """The mean of the frames up to each one, (clips, time, columns) like them."""
    mean: Array = frames.cumsum(1, dtype=np.float64) / np.arange(1, frames.shape[1] + 1)[:, None]
    return mean


def held(logits: Array, clips: Landmarks) -> Array:
    """A rule written by hand: while no hand is seen, the answer stays as it was.

    Args:
        logits: of each frame alone, (clips, time, words).
        clips: whose frames they are.

    Returns:
        Logits of the last frame up to each one in which a hand was seen; before the first such
        frame, of each frame itself.
    """
    time = np.arange(logits.shape[1])
    seen = there(clips.left_hand) | there(clips.right_hand)
    last = np.maximum.accumulate(np.where(seen, time, -1), axis=1)
    found: Array = np.take_along_axis(logits, np.where(last < 0, time, last)[..., None], axis=1)
    return found


def nearest_of(seen: Array, asked: Array) -> NDArray[np.intp]:
    """Which row of `seen` is nearest to each row of `asked`, by Euclid's distance."""
    squares = np.square(seen).sum(1) - 2 * asked.astype(np.float64) @ seen.T
    nearest: NDArray[np.intp] = squares.argmin(1)
    return nearest


def _flat(frames: Array) -> Array:
    return frames.reshape(len(frames), -1)
