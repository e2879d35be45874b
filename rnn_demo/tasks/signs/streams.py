"""What is learned from: streams of clips, one after the other, each varied.

A stream is a clip, faster or slower than it was recorded and perhaps entered late; after half of
them the next clip begins at once, so that the network learns to let go of a word. All luck is a
function of (seed, step).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.landmarks import (
    ASPECT,
    LEFT_SHOULDER,
    RIGHT_SHOULDER,
    Array,
    Landmarks,
    there,
)
from rnn_demo.data.sign_clips import SignClips

LENGTH = 36  # frames of a stream
SPEEDS = (0.7, 1.4)
LATEST = 4.0  # frames after which a clip is entered at the latest
JOINED = 0.5  # share of the streams in which another clip follows
TURN = 0.12  # radians, standard deviation of the camera's roll
STRETCH = 0.08  # standard deviation of ln of the picture's stretch, x against y
PERSON = 0.05  # the same of the person's limbs against the shoulders
TREMBLE = 0.004  # picture heights, standard deviation of each point
LOST = 0.15  # share of the streams in which a hand is lost for some frames


@dataclass(frozen=True)
class SignStreams:
    """A batch of streams.

    Attributes:
        clips: (streams, time, points, 2).
        label: the word of each frame, (streams, time).
        counted: whether a frame counts: 0 after the end of a stream, (streams, time).
    """

    clips: Landmarks
    label: NDArray[np.int64]
    counted: Array


def streams_of(
    clips: SignClips, chosen: NDArray[np.integer], random: np.random.Generator
) -> SignStreams:
    """Streams that begin with some clips.

    Args:
        clips: to choose from.
        chosen: the first clip of each stream, (streams,).
        random: its luck.
    """
    count, frames = len(chosen), clips.clips.frames
    source = np.zeros((count, LENGTH), np.int64)
    place = np.zeros((count, LENGTH))
    counted = np.zeros((count, LENGTH), np.float32)
    for row, clip in enumerate(chosen):
        at, joined = 0, random.random() < JOINED
        while at < LENGTH:
            speed = np.exp(random.uniform(*np.log(SPEEDS)))
            first = random.uniform(0, LATEST)
            places = np.arange(first, frames - 1 + 1e-9, speed)[: LENGTH - at]
            end = at + len(places)
            source[row, at:end], place[row, at:end], counted[row, at:end] = clip, places, 1
            at = end
            if not joined:
                break
            clip = random.integers(len(clips))
    return SignStreams(
        varied(between(clips.clips, source, place), random), clips.label[source], counted
    )


def between(
    clips: Landmarks, source: NDArray[np.integer], place: NDArray[np.floating]
) -> Landmarks:
    """Frames between frames: a straight line for each point, and no hand that is half there.

    Args:
        clips: (clips, time, points, 2).
        source: which clip, any shape.
        place: where in it, in frames; the same shape.
    """
    low = np.floor(place).astype(np.int64)
    high = np.minimum(low + 1, clips.frames - 1)
    part = (place - low).astype(np.float32)
    nearest = np.where(part < 0.5, low, high)
    hands = []
    for hand in (clips.left_hand, clips.right_hand):
        seen = there(hand)
        both = seen[source, low] & seen[source, high]
        share = part[..., None, None]
        mixed = (1 - share) * hand[source, low] + share * hand[source, high]
        hands.append(np.where(both[..., None, None], mixed, hand[source, nearest]))
    share = part[..., None, None]
    pose = (1 - share) * clips.pose[source, low] + share * clips.pose[source, high]
    return Landmarks(pose, *hands)


def varied(clips: Landmarks, random: np.random.Generator) -> Landmarks:
    """Streams filmed otherwise: rolled, stretched, trembling, and now and then a hand lost."""
    count, frames = clips.pose.shape[:2]
    angle = random.normal(0, TURN, (count, 1, 1, 1))
    stretch = np.exp(random.normal(0, STRETCH, (count, 1, 1, 1)))
    limbs = np.exp(random.normal(0, PERSON, (count, 1, 1, 1)))
    middle = clips.pose[:, :, [LEFT_SHOULDER, RIGHT_SHOULDER]].mean(2, keepdims=True)

    def moved(points: Array, scale: NDArray[np.floating] | float) -> Array:
        away = (points - middle) * scale
        x, y = away[..., :1] * ASPECT * stretch, away[..., 1:]
        turned = np.concatenate(
            [
                (np.cos(angle) * x - np.sin(angle) * y) / ASPECT,
                np.sin(angle) * x + np.cos(angle) * y,
            ],
            axis=-1,
        )
        trembling = random.normal(0, TREMBLE, turned.shape) / np.array([ASPECT, 1.0])
        found: Array = (turned + middle + trembling).astype(np.float32)
        return found

    hands = []
    for hand in (clips.left_hand, clips.right_hand):
        seen = there(hand)
        lost = random.random((count, 1)) < LOST
        first = random.integers(0, frames, (count, 1))
        last = first + random.integers(1, frames // 2, (count, 1))
        time = np.arange(frames)[None]
        seen = seen & ~(lost & (time >= first) & (time < last))
        hands.append(moved(hand, limbs) * seen[..., None, None].astype(np.float32))
    fixed = np.isin(np.arange(clips.pose.shape[2]), (LEFT_SHOULDER, RIGHT_SHOULDER))
    pose = moved(clips.pose, np.where(fixed[:, None], 1.0, limbs))
    return Landmarks(pose, *hands)
