"""What is read of a frame: the same elsewhere and in another size; and a clip of one's own."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest

from rnn_demo.data.landmarks import (
    FEATURES,
    HAND_FEATURES,
    Landmarks,
    features_of,
    mirrored,
    resized,
    there,
)
from rnn_demo.data.own_clip import read_own_clip
from rnn_demo.files.array_archive import ArchiveError
from tests.tiny_signs import made_up_clips


@pytest.fixture
def clips() -> Landmarks:
    return made_up_clips(3, 2, 10)


def same(one: Landmarks, other: Landmarks, atol: float = 0) -> None:
    for name in ("pose", "left_hand", "right_hand"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=0, atol=atol)


def test_its_numbers_are_counted_from_the_shoulders(clips: Landmarks) -> None:
    frame = clips.of(0).at(slice(0, 1))
    features = features_of(frame)[0]
    assert features.shape == (FEATURES,)
    left, right = ((frame.pose[0, at] * (4 / 3, 1)).astype(float) for at in (11, 12))
    width, middle = np.linalg.norm(left - right), (left + right) / 2
    nose = (frame.pose[0, 0] * (4 / 3, 1) - middle) / width
    np.testing.assert_allclose(features[:2], nose, rtol=1e-3)
    shoulders = features[10:14].reshape(2, 2)
    np.testing.assert_allclose(shoulders[0], -shoulders[1], atol=1e-5)
    assert np.linalg.norm(shoulders[0]) == pytest.approx(0.5, abs=1e-5)
    hand = frame.right_hand[0] * (4 / 3, 1)
    own = features[-HAND_FEATURES:]
    assert own[0] == 1
    np.testing.assert_allclose(own[1:3], (hand[0] - middle) / width, rtol=1e-4)
    np.testing.assert_allclose(own[3:5], 3 * (hand[1] - hand[0]) / width, rtol=1e-3, atol=1e-5)


def test_elsewhere_and_smaller_it_is_the_same(clips: Landmarks) -> None:
    moved = resized(clips, 0.5, (0.2, -0.1))
    assert not np.allclose(moved.pose, clips.pose)
    np.testing.assert_allclose(features_of(moved), features_of(clips), atol=1e-4)
    same(resized(clips, 1.0), clips, 1e-6)


def test_a_hand_or_a_person_that_is_not_there_is_zeros(clips: Landmarks) -> None:
    features = features_of(clips)
    left = features[..., -2 * HAND_FEATURES : -HAND_FEATURES]
    assert there(clips.left_hand)[0].all() and not there(clips.left_hand)[-1].any()
    assert (left[0, :, 0] == 1).all()
    assert not left[-1].any()
    nobody = Landmarks(clips.pose * 0, clips.left_hand, clips.right_hand)
    assert not features_of(nobody).any()


def test_a_frame_s_numbers_are_its_own(clips: Landmarks) -> None:
    features = features_of(clips)
    for frame in (0, 4, 9):
        np.testing.assert_array_equal(
            features_of(clips.at(slice(frame, frame + 1)))[:, 0], features[:, frame]
        )


def test_a_mirror_turns_left_and_right(clips: Landmarks) -> None:
    turned = mirrored(clips)
    same(mirrored(turned), clips, 1e-6)
    assert (there(turned.right_hand) == there(clips.left_hand)).all()
    np.testing.assert_allclose(turned.pose[..., 11, 0], 1 - clips.pose[..., 12, 0], rtol=1e-6)
    np.testing.assert_allclose(turned.pose[..., 2, 1], clips.pose[..., 5, 1])
    np.testing.assert_allclose(turned.pose[..., 0, 1], clips.pose[..., 0, 1])


def saved(**arrays: Any) -> io.BytesIO:
    file = io.BytesIO()
    np.savez(file, **arrays)
    file.seek(0)
    return file


def clip(time: int = 5, numbers: int = 2, clips: tuple[int, ...] = ()) -> dict[str, Any]:
    random = np.random.default_rng(0)
    return {
        name: random.random((*clips, time, points, numbers))
        for name, points in (("pose", 33), ("left_hand", 21), ("right_hand", 21))
    }


def test_one_clip_and_several() -> None:
    own = clip(numbers=4)
    found = read_own_clip(saved(**own, label=np.array(["x"])))
    assert found.clips == 1 and found.notes == () and found.clip.frames == 5
    np.testing.assert_allclose(found.clip.pose, own["pose"][..., :2], rtol=1e-6)
    several = clip(clips=(3,))
    found = read_own_clip(saved(**several), 2)
    assert (found.clips, found.notes) == (3, ("Clip 2 of 3.",))
    np.testing.assert_allclose(found.clip.left_hand, several["left_hand"][1], rtol=1e-6)


def test_what_is_not_seen_is_told() -> None:
    own = clip()
    own["left_hand"][1] = np.nan
    own["pose"][2] = 0
    own["right_hand"][:] = 0
    found = read_own_clip(saved(**own))
    assert there(found.clip.left_hand).tolist() == [True, False, True, True, True]
    assert found.notes == ("In one frame there is nobody: the network reads zeros there.",)
    own["left_hand"][:] = 0
    assert read_own_clip(saved(**own)).notes[-1].startswith("No hand is seen in any frame")


@pytest.mark.parametrize(
    ("change", "number", "told"),
    [
        ({"pose": np.zeros((5, 32, 2))}, 1, "has the shape (5, 32, 2); give (time, 33, 2)"),
        ({"pose": np.zeros((33, 2))}, 1, "has the shape (33, 2); give (time, 33, 2)"),
        ({"pose": np.zeros((5, 33, 1))}, 1, "has the shape (5, 33, 1)"),
        ({"pose": np.zeros((0, 33, 2))}, 1, "has 0 frames; give 1 to 240 of them."),
        ({"pose": np.zeros((241, 33, 2))}, 1, "has 241 frames; give 1 to 240 of them."),
        ({"pose": np.zeros((4, 33, 2))}, 1, "The arrays differ in clips × frames (pose 1 × 4, "),
        ({"pose": np.zeros((5, 33, 2))}, 1, "is all zeros: there is nobody in the clip."),
        ({"pose": np.full((5, 33, 2), np.nan)}, 1, "frame 1 that is not finite"),
        ({"pose": np.full((5, 33, 2), 300.0)}, 1, "reaches 300; x and y are shares"),
        ({}, 2, "Clip 2 was asked for, and the file holds one clip: give 1."),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    change: dict[str, Any], number: int, told: str
) -> None:
    with pytest.raises(ArchiveError) as error:
        read_own_clip(saved(**{**clip(), **change}), number)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_no_clip_of_several_and_one_too_far() -> None:
    with pytest.raises(ArchiveError, match="holds no clip; give one"):
        read_own_clip(saved(**clip(clips=(0,))))
    with pytest.raises(ArchiveError, match="holds 3 clips: give a number from 1 to 3"):
        read_own_clip(saved(**clip(clips=(3,))), 4)
