"""A signing person as points: skeleton and both hands in each frame, and what a network reads.

The points are those of MediaPipe Holistic. What the network reads is relative to the shoulders, so
that a person elsewhere in the picture, or nearer to the camera, gives the same numbers; it depends
on nothing but its own frame, so that the network reading it is causal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
POSE_POINTS, HAND_POINTS = 33, 21
ASPECT = 4 / 3  # width over height of the pictures, which x and y are shares of
LEFT_SHOULDER, RIGHT_SHOULDER = 11, 12
# Which point of the skeleton is in the place of which in a mirror: 1–6 the eyes, 7 and 8 the ears,
# 9 and 10 the mouth, and then left and right in turn.
MIRROR = (0, 4, 5, 6, 1, 2, 3, *(one + 1 - 2 * (one % 2 == 0) for one in range(7, 33)))
READ_OF_POSE = (0, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)  # nose, ears, mouth, shoulders to wrists
HAND_SCALE = 3.0  # shoulder widths that count as 1 between a hand's points: hands are small
NARROWEST = 0.02  # picture heights; shoulders that seem closer are no measure
HAND_FEATURES = 1 + 2 * HAND_POINTS  # whether it is there, its wrist, its other points from there
FEATURES = 2 * len(READ_OF_POSE) + 2 * HAND_FEATURES


@dataclass(frozen=True)
class Landmarks:
    """Frames of one or more clips; x is a share of the picture's width, y of its height, downwards.

    Attributes:
        pose: (…, time, 33, 2).
        left_hand: (…, time, 21, 2); a hand that was not found is all zeros.
        right_hand: the same.
    """

    pose: Array
    left_hand: Array
    right_hand: Array

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return int(self.pose.shape[-3])

    def at(self, frames: NDArray[np.integer] | slice) -> Landmarks:
        """Some frames, in the order in which they are named."""
        return Landmarks(
            self.pose[..., frames, :, :],
            self.left_hand[..., frames, :, :],
            self.right_hand[..., frames, :, :],
        )

    def of(self, clips: NDArray[np.integer] | NDArray[np.bool_] | int) -> Landmarks:
        """Some of several clips, or one."""
        return Landmarks(self.pose[clips], self.left_hand[clips], self.right_hand[clips])


def there(points: Array) -> NDArray[np.bool_]:
    """In which frames a hand, or somebody, was found: (…, time) of (…, time, points, 2)."""
    found: NDArray[np.bool_] = np.any(points != 0, axis=(-2, -1))
    return found


def features_of(clip: Landmarks) -> Array:
    """What the network reads of each frame.

    Equation: (p − c) / s for points of the skeleton, c the middle of the shoulders and s their
    distance; (p − wrist) / s × 3 for the points of a hand; 1 if the hand is there, zeros if not.

    Args:
        clip: its frames.

    Returns:
        (…, time, 108): the skeleton's x and y, then the left hand's, then the right hand's.
    """
    square = np.array([ASPECT, 1.0], np.float32)  # both in picture heights
    pose = clip.pose * square
    left, right = pose[..., LEFT_SHOULDER, :], pose[..., RIGHT_SHOULDER, :]
    middle = ((left + right) / 2)[..., None, :]
    apart = np.sqrt(np.square(left - right).sum(-1))
    width = np.maximum(apart, np.float32(NARROWEST))[..., None, None]
    skeleton = (pose[..., READ_OF_POSE, :] - middle) / width
    somebody = there(clip.pose)[..., None]
    parts = [skeleton.reshape(*skeleton.shape[:-2], -1) * somebody]
    for hand in (clip.left_hand, clip.right_hand):
        seen = there(hand)[..., None] & somebody
        points = hand * square
        wrist = points[..., :1, :]
        place = (wrist - middle) / width
        shape = (points[..., 1:, :] - wrist) / width * np.float32(HAND_SCALE)
        own = np.concatenate([place, shape], axis=-2)
        parts += [seen, own.reshape(*own.shape[:-2], -1) * seen]
    return np.concatenate(parts, axis=-1, dtype=np.float32)


def resized(clip: Landmarks, size: float, aside: tuple[float, float] = (0.0, 0.0)) -> Landmarks:
    """The person nearer or farther, and elsewhere in the picture.

    Args:
        clip: its frames.
        size: 1 for as it is.
        aside: how far to move it afterwards, in widths and heights of the picture.
    """

    def moved(points: Array) -> Array:
        found: Array = (0.5 + size * (points - 0.5) + np.array(aside)).astype(np.float32)
        return found

    return Landmarks(
        moved(clip.pose),
        *(moved(hand) * there(hand)[..., None, None] for hand in (clip.left_hand, clip.right_hand)),
    )


def mirrored(clip: Landmarks) -> Landmarks:
    """As in a mirror: left is right, and the left hand's points are the right hand's."""

    def turned(points: Array) -> Array:
        found: Array = points * np.array([-1, 1], np.float32) + np.array([1, 0], np.float32)
        return found

    left, right = (
        turned(hand) * there(hand)[..., None, None] for hand in (clip.left_hand, clip.right_hand)
    )
    return Landmarks(turned(clip.pose)[..., MIRROR, :], right, left)
