"""A clip of one's own: landmarks in an .npz, checked before they are unpacked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.landmarks import HAND_POINTS, POSE_POINTS, Array, Landmarks, there
from rnn_demo.files.array_archive import ArchiveError, read_arrays
from rnn_demo.words import Sentence, sentence, sentences

POINTS = {"pose": POSE_POINTS, "left_hand": HAND_POINTS, "right_hand": HAND_POINTS}
LONGEST = 240  # frames of a clip
MOST_VALUES = 4_000_000  # numbers of an array: some 1,200 clips of 24 frames
FARTHEST = 4.0  # pictures that a point may lie outside; pixels are farther
FORM = (
    "pose (time, 33, 2), left_hand and right_hand (time, 21, 2): x and y of MediaPipe Holistic's "
    "points as shares of the picture's width and height, zeros for a hand that is not seen"
)


@dataclass(frozen=True)
class OwnClip:
    """What was read.

    Attributes:
        clip: (time, points, 2).
        clips: how many the file holds.
        notes: what was taken for granted, a sentence each.
    """

    clip: Landmarks
    clips: int
    notes: tuple[Sentence, ...]


def read_own_clip(file: BinaryIO, number: int = 1) -> OwnClip:
    """A clip of an .npz with the arrays pose, left_hand and right_hand.

    Each is (time, points, numbers) for one clip or (clips, time, points, numbers) for several, of
    whose numbers the first two are x and y.

    Args:
        file: it.
        number: which of its clips, from 1 on.

    Raises:
        ArchiveError: it cannot be used; one sentence.
    """
    fitting: dict[str, Callable[[tuple[int, ...]], Sentence | None]] = {
        name: partial(_problem, points) for name, points in POINTS.items()
    }
    found = read_arrays(file, fitting, MOST_VALUES)
    several = {name: values if values.ndim == 4 else values[None] for name, values in found.items()}
    shapes = {name: values.shape[:2] for name, values in several.items()}
    if len(set(shapes.values())) > 1:
        told = ", ".join(f"{name} {clips} × {time}" for name, (clips, time) in shapes.items())
        raise ArchiveError(
            sentence("The arrays differ in clips × frames ({told}): give the same.", told=told)
        )
    clips = len(several["pose"])
    if not 1 <= number <= clips:
        raise ArchiveError(
            sentences(
                "Clip {number:,} was asked for, and the file holds one clip: give 1.",
                "Clip {number:,} was asked for, and the file holds {n:,} clips: give a number "
                "from 1 to {n:,}.",
                n=clips,
                number=number,
            )
        )
    chosen = {
        name: values[number - 1, ..., :2].astype(np.float32) for name, values in several.items()
    }
    notes = _checked(chosen)
    if clips > 1:
        notes.insert(0, sentence("Clip {number:,} of {clips:,}.", number=number, clips=clips))
    return OwnClip(Landmarks(**chosen), clips, tuple(notes))


def _problem(points: int, shape: tuple[int, ...]) -> Sentence | None:
    """What is wrong with the shape of an array."""
    told = "(" + ", ".join(map(str, shape[:6])) + ("" if len(shape) <= 6 else ", …") + ")"
    if len(shape) not in (3, 4) or shape[-2] != points or not 2 <= shape[-1] <= 16:
        return sentence(
            "has the shape {told}; give (time, {points}, 2), or (clips, time, {points}, 2)",
            told=told,
            points=points,
        )
    if not 1 <= shape[-3] <= LONGEST:
        return sentence(
            "has {time:,} frames; give 1 to {most} of them", time=shape[-3], most=LONGEST
        )
    if len(shape) == 4 and shape[0] < 1:
        return sentence("holds no clip; give one")
    return None


def _checked(chosen: dict[str, NDArray[Any]]) -> list[Sentence]:
    """Check the numbers and drop hands that are not there; notes on what was done."""
    notes = []
    for name in ("left_hand", "right_hand"):
        odd = ~np.isfinite(chosen[name]).all((-2, -1))
        chosen[name][odd] = 0  # as some programs write a hand that was not found
    pose: Array = chosen["pose"]
    if not np.isfinite(pose).all():
        frame = int(np.flatnonzero(~np.isfinite(pose).all((-2, -1)))[0]) + 1
        raise ArchiveError(
            sentence(
                "The array 'pose' has a number in frame {frame} that is not finite: leave that "
                "frame out.",
                frame=frame,
            )
        )
    for name, values in chosen.items():
        far = float(np.abs(values).max())
        if far > FARTHEST:
            raise ArchiveError(
                sentence(
                    "The array {name!r} reaches {far:.4g}; x and y are shares of the picture, from "
                    "0 to 1: divide pixels by its width and height.",
                    name=name,
                    far=far,
                )
            )
    lost = int((~there(pose)).sum())
    if lost == len(pose):
        raise ArchiveError(sentence("The array 'pose' is all zeros: there is nobody in the clip."))
    if lost:
        notes.append(
            sentences(
                "In one frame there is nobody: the network reads zeros there.",
                "In {n:,} frames there is nobody: the network reads zeros there.",
                n=lost,
            )
        )
    if not (there(chosen["left_hand"]).any() or there(chosen["right_hand"]).any()):
        notes.append(sentence("No hand is seen in any frame: what is said of it means little."))
    return notes
