"""The test clips, played otherwise: what of the answer comes from their order."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from rnn_demo.data.landmarks import Landmarks, mirrored, resized
from rnn_demo.data.sign_clips import SignClips

ORDERS = 10  # that each clip is shuffled into
LOST = (0.0, 0.25, 0.5, 0.75, 0.9)  # shares of the frames in which the hands are lost


def backwards(clips: SignClips) -> Landmarks:
    """The last frame first."""
    return clips.clips.at(np.arange(clips.clips.frames)[::-1])


def shuffled(clips: SignClips, seed: int) -> Landmarks:
    """Each clip's frames in an order of its own."""
    random = np.random.default_rng(seed)
    order = np.argsort(random.random((len(clips), clips.clips.frames)), axis=1)
    rows = np.arange(len(clips))[:, None]
    own = clips.clips
    return Landmarks(own.pose[rows, order], own.left_hand[rows, order], own.right_hand[rows, order])


def after_another(clips: SignClips) -> Landmarks:
    """Each clip right after one of another word, without a pause."""
    count = len(clips)
    random = np.random.default_rng(0)
    first = np.array(
        [random.choice(np.flatnonzero(clips.label != clips.label[row])) for row in range(count)]
    )
    one, own = clips.clips.of(first), clips.clips
    return Landmarks(
        *(
            np.concatenate([getattr(one, name), getattr(own, name)], axis=1)
            for name in ("pose", "left_hand", "right_hand")
        )
    )


def without(clips: SignClips, *hands: str) -> Landmarks:
    """Without one hand, or both."""
    own = {name: getattr(clips.clips, name) for name in ("pose", "left_hand", "right_hand")}
    return Landmarks(**{name: own[name] * (name not in hands) for name in own})


def losing_hands(clips: SignClips, share: float) -> Landmarks:
    """Both hands lost in a share of the frames, by chance."""
    random = np.random.default_rng(0)
    seen = random.random(clips.clips.pose.shape[:2]) >= share
    own, factor = clips.clips, seen[..., None, None].astype(np.float32)
    return Landmarks(own.pose, own.left_hand * factor, own.right_hand * factor)


def standing_still(clips: SignClips) -> Landmarks:
    """The middle frame, again and again."""
    frames = clips.clips.frames
    return clips.clips.at(np.full(frames, frames // 2))


CONTROLS: dict[str, Callable[[SignClips], Landmarks]] = {
    "backwards": backwards,
    "the middle frame alone": standing_still,
    "every second frame": lambda clips: clips.clips.at(np.arange(0, clips.clips.frames, 2)),
    "each frame twice": lambda clips: clips.clips.at(np.arange(clips.clips.frames).repeat(2)),
    "after another clip": after_another,
    "half the size, at the side": lambda clips: resized(clips.clips, 0.5, (0.2, 0.1)),
    "without the left hand": lambda clips: without(clips, "left_hand"),
    "without the right hand": lambda clips: without(clips, "right_hand"),
    "without both hands": lambda clips: without(clips, "left_hand", "right_hand"),
    "mirrored": lambda clips: mirrored(clips.clips),
}
