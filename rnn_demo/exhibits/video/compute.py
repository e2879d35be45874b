"""A clip played as the knobs say, and what a network makes of it frame by frame."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.landmarks import (
    ASPECT,
    LEFT_SHOULDER,
    RIGHT_SHOULDER,
    Landmarks,
    features_of,
    mirrored,
    resized,
    there,
)
from rnn_demo.dynamics.checks import Check
from rnn_demo.exhibits.video.knobs import VideoKnobs
from rnn_demo.networks.sign_reader import SignReader, logits_of, probabilities
from rnn_demo.words import sentence

Numbers = NDArray[np.floating[Any]]
ALTERED = 1000.0  # what later frames are replaced with to check that they do not matter
LEAST = 1e-12  # of a probability whose logarithm is taken


@dataclass(frozen=True)
class PlayedClip:
    """Frames in the order in which they are shown.

    Attributes:
        clip: (time, points, 2).
        recorded: which frame of the recording each is, counted from 0; those of a second clip count
            on, (time,).
        border: where the second clip begins; the number of frames where there is none.
    """

    clip: Landmarks
    recorded: NDArray[np.int64]
    border: int


@dataclass(frozen=True)
class ReadClip:
    """What a network makes of a clip.

    Attributes:
        likely: the probability of each word after each frame, (time, words); after a frame that is
            left out it is as before, and before the first one nothing is known: one in n each.
        gained: how much each frame changed the answer, D(p_t ‖ p_{t−1}) in bits, (time,).
        check: that later frames change nothing.
    """

    likely: Numbers
    gained: Numbers
    check: Check


def joined(first: Landmarks, second: Landmarks | None) -> tuple[Landmarks, int]:
    """Two clips in one stream, and where the second one begins."""
    if second is None:
        return first, first.frames
    parts = (
        np.concatenate([getattr(first, name), getattr(second, name)])
        for name in ("pose", "left_hand", "right_hand")
    )
    return Landmarks(*parts), first.frames


def played(first: Landmarks, second: Landmarks | None, how: VideoKnobs) -> PlayedClip:
    """A clip as the knobs say: each of two clips in its own order, then both seen otherwise.

    Args:
        first: (time, points, 2).
        second: the clip after it, or None.
        how: the knobs.
    """
    clip, border = joined(first, second)
    random = np.random.default_rng(how.seed)
    orders = [_order(first.frames, how, random)]
    if second is not None:
        orders.append(_order(second.frames, how, random) + border)
    order = np.concatenate(orders)
    clip = clip.at(order)
    if how.mirrored:
        clip = mirrored(clip)
    if how.hands != "both":
        clip = replace(
            clip,
            left_hand=clip.left_hand * np.float32(how.hands == "left"),
            right_hand=clip.right_hand * np.float32(how.hands == "right"),
        )
    if how.lost:
        seen = (random.random(clip.frames) >= how.lost)[:, None, None].astype(np.float32)
        clip = replace(clip, left_hand=clip.left_hand * seen, right_hand=clip.right_hand * seen)
    if how.size != 1 or how.aside:
        clip = resized(clip, how.size, (how.aside, 0.0))
    if how.noise:
        clip = trembling(clip, how.noise, random)
    return PlayedClip(clip, order, border)


def trembling(clip: Landmarks, noise: float, random: np.random.Generator) -> Landmarks:
    """Each point with a normal error; of a hand that is there.

    Args:
        clip: its frames.
        noise: standard deviation in shoulder widths.
        random: the errors.
    """
    square = np.array([ASPECT, 1.0])
    across = (clip.pose[:, LEFT_SHOULDER] - clip.pose[:, RIGHT_SHOULDER]) * square
    width = np.sqrt(np.square(across).sum(-1))[:, None, None] / square

    def moved(points: NDArray[np.float32]) -> NDArray[np.float32]:
        errors = noise * width * random.normal(size=points.shape)
        found: NDArray[np.float32] = (points + errors).astype(np.float32)
        return found * there(points)[:, None, None]

    return Landmarks(moved(clip.pose), moved(clip.left_hand), moved(clip.right_hand))


def read_clip(
    reader: SignReader, clip: Landmarks, temperature: float, left_out: tuple[int, ...] = ()
) -> ReadClip:
    """The probabilities after each frame.

    Args:
        reader: the network.
        clip: (time, points, 2).
        temperature: by which logits are divided.
        left_out: frames that the network does not see, counted from 0.
    """
    frames = features_of(clip)
    seen = np.setdiff1d(np.arange(len(frames)), left_out)
    logits = logits_of(reader, frames[seen])
    told = probabilities(logits.astype(np.float64), temperature)
    words = told.shape[1]
    before = np.full((1, words), 1 / words)
    # After how many of the frames that are seen each answer is given.
    count = np.searchsorted(seen, np.arange(len(frames)), side="right")
    likely = np.concatenate([before, told])[count]
    earlier = np.concatenate([before, likely[:-1]])
    ratio = np.log2(np.maximum(likely, LEAST)) - np.log2(np.maximum(earlier, LEAST))
    gained = np.maximum((likely * ratio).sum(1), 0.0)
    return ReadClip(likely, gained, _causal(reader, frames[seen], logits))


def _causal(reader: SignReader, frames: Numbers, logits: Numbers) -> Check:
    """Later frames replaced by others, at a quarter, half and three quarters of the clip."""
    apart = 0.0
    for part in (1, 2, 3):
        cut = max(1, part * len(frames) // 4)
        altered = frames.copy()
        altered[cut:] = ALTERED
        other = logits_of(reader, altered)[:cut]
        apart = max(apart, float(np.abs(other - logits[:cut]).max()))
    return Check(
        apart,
        0.0,
        sentence(
            "the numbers that the network gives when all later frames are exchanged: they are the "
            "same to the last bit, so that no answer depends on the future"
        ),
    )


def _order(frames: int, how: VideoKnobs, random: np.random.Generator) -> NDArray[np.int64]:
    if how.order == "backwards":
        return np.arange(frames)[::-1].copy()
    if how.order == "shuffled":
        return random.permutation(frames)
    if how.order == "still":
        return np.full(frames, min(how.frame, frames) - 1)
    return np.arange(frames)
