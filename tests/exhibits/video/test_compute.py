"""What is played and read: the knobs' order, hands and places; the answers that presets tell."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rnn_demo.data.landmarks import Landmarks, there
from rnn_demo.exhibits.video.clips import clip_names, network_names, sign_model
from rnn_demo.exhibits.video.compute import PlayedClip, ReadClip, joined, played, read_clip
from rnn_demo.exhibits.video.knobs import (
    NOTHING,
    VideoKnobs,
    as_left_out,
    frames_left_out,
)
from rnn_demo.exhibits.video.presets import PRESETS
from rnn_demo.exhibits.video.view import LEAST, SPAN, packed_points
from rnn_demo.knobs.values import KnobError
from rnn_demo.networks.sign_reader import logits_of
from rnn_demo.ui.packing import unpacked
from tests.tiny_signs import made_up_clips

USUAL = VideoKnobs()


@pytest.fixture(scope="module")
def clip() -> Landmarks:
    return made_up_clips(2, 1, 10).of(0)


def same(one: Landmarks, other: Landmarks) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("pose", "left_hand", "right_hand")
    )


def shown(**knobs: Any) -> tuple[PlayedClip, ReadClip]:
    """Clips of the shipped model, and what its network makes of them."""
    now, model = replace(USUAL, **knobs), sign_model()
    second = None if now.then == NOTHING else model.clips[now.then]
    film = played(model.clips[now.clip], second, now)
    artifact = model.artifact
    reader, temperature = artifact.reader(now.network), artifact.temperature(now.network)
    left_out = frames_left_out(now.left_out, film.clip.frames)
    return film, read_clip(reader, film.clip, temperature, left_out)


def answers(found: ReadClip) -> list[tuple[str, float]]:
    words = sign_model().artifact.tokenizer.words
    return [(words[likely.argmax()], float(likely.max())) for likely in found.likely]


def test_orders(clip: Landmarks) -> None:
    assert same(played(clip, None, USUAL).clip, clip)
    backwards = played(clip, None, replace(USUAL, order="backwards"))
    assert backwards.recorded.tolist() == list(range(9, -1, -1))
    assert same(backwards.clip, clip.at(np.arange(10)[::-1]))
    still = played(clip, None, replace(USUAL, order="still", frame=4))
    assert still.recorded.tolist() == [3] * 10
    assert played(clip, None, replace(USUAL, order="still", frame=99)).recorded.tolist() == [9] * 10
    orders = [played(clip, None, replace(USUAL, order="shuffled", seed=s)) for s in (1, 1, 2)]
    assert sorted(orders[0].recorded) == list(range(10))
    assert (orders[0].recorded == orders[1].recorded).all()
    assert not (orders[0].recorded == orders[2].recorded).all()


def test_a_second_clip_is_played_in_its_own_order(clip: Landmarks) -> None:
    film = played(clip, clip.at(slice(0, 3)), replace(USUAL, order="backwards"))
    assert film.border == 10 and film.clip.frames == 13
    assert film.recorded.tolist() == [*range(9, -1, -1), 12, 11, 10]
    both, border = joined(clip, None)
    assert same(both, clip) and border == 10


def test_hands_mirror_and_trembling(clip: Landmarks) -> None:
    for hands, seen in (("left", (1, 0)), ("right", (0, 1)), ("none", (0, 0)), ("both", (1, 1))):
        film = played(clip, None, replace(USUAL, hands=hands)).clip
        assert (there(film.left_hand).all(), there(film.right_hand).all()) == seen
    lost = played(clip, None, replace(USUAL, lost=0.5, seed=3)).clip
    assert 0 < there(lost.right_hand).sum() < 10
    assert (there(lost.right_hand) == there(lost.left_hand)).all()
    assert not there(played(clip, None, replace(USUAL, lost=1.0)).clip.right_hand).any()
    moved = played(clip, None, replace(USUAL, noise=0.1)).clip
    across = np.linalg.norm((clip.pose[:, 11] - clip.pose[:, 12]) * (4 / 3, 1), axis=-1)
    errors = (moved.pose - clip.pose) * (4 / 3, 1) / across[:, None, None]
    assert errors.std() == pytest.approx(0.1, rel=0.1)
    assert abs(errors.std((0, 1))[0] / errors.std((0, 1))[1] - 1) < 0.1  # the same both ways
    turned = played(clip, None, replace(USUAL, mirrored=True)).clip
    assert (turned.pose[..., 0, 0] == 1 - clip.pose[..., 0, 0]).all()


def test_frames_left_out() -> None:
    assert frames_left_out("3 7-9, 30", 24) == (2, 6, 7, 8)
    assert frames_left_out("", 24) == ()
    assert as_left_out([8, 2, 6, 7]) == "3 7-9"
    assert frames_left_out(as_left_out((0, 1, 5)), 24) == (0, 1, 5)
    for wrong in ("x", "0", "5-2", "1.5", "-3", "3-", "99999"):
        with pytest.raises(KnobError, match="give numbers from 1 on and spans"):
            frames_left_out(wrong, 24)
    with pytest.raises(KnobError, match="All 24 frames are left out"):
        frames_left_out("1-24", 24)


def test_a_frame_that_is_left_out_changes_nothing() -> None:
    film, found = shown(left_out="1-2 10")
    words = found.likely.shape[1]
    np.testing.assert_allclose(found.likely[:2], 1 / words)
    np.testing.assert_array_equal(found.likely[9], found.likely[8])
    assert (found.gained[[0, 1, 9]] == 0).all()
    rest = np.delete(np.arange(24), [0, 1, 9])
    alone = read_clip(
        sign_model().artifact.reader(), film.clip.at(rest), sign_model().artifact.temperature()
    )
    np.testing.assert_array_equal(found.likely[rest], alone.likely)


def test_bits_are_divergences() -> None:
    _, found = shown()
    before = np.full(found.likely.shape[1], 1 / found.likely.shape[1])
    for likely, gained in zip(found.likely, found.gained, strict=True):
        expected = (likely * np.log2(likely / before)).sum()
        assert gained == pytest.approx(expected, abs=1e-9)
        before = likely
    assert found.likely.sum(1) == pytest.approx(1)


def test_no_answer_depends_on_the_future() -> None:
    film, found = shown()
    assert found.check.holds and found.check.residual == 0
    artifact = sign_model().artifact
    for cut in (1, 7, 23):
        part = read_clip(artifact.reader(), film.clip.at(slice(0, cut)), artifact.temperature())
        assert (part.likely == found.likely[:cut]).all()  # to the last bit


def test_the_check_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that looks at the last frame first is found out."""

    def looking_ahead(reader: Any, frames: Any) -> Any:
        return logits_of(reader, frames) + frames[-1, 0]

    monkeypatch.setattr("rnn_demo.exhibits.video.compute.logits_of", looking_ahead)
    _, found = shown()
    assert not found.check.holds


def test_points_are_packed_within_a_thousandth_of_the_picture() -> None:
    film, _ = shown()
    numbers = np.array(unpacked(packed_points(film.clip))) / 65_535 * SPAN + LEAST
    points = numbers.reshape(24, 75, 2)
    np.testing.assert_allclose(points[:, :33], film.clip.pose, atol=1e-3)
    np.testing.assert_allclose(points[:, 54:], film.clip.right_hand, atol=1e-3)


def test_what_can_be_chosen() -> None:
    assert {preset.knobs.clip for preset in PRESETS.values()} < {*clip_names()}
    assert list(network_names()) == [0, 1, 2]


# What the answers say of the clips, by preset: frame (from 1 on), word, probability.
TOLD = {
    "first": [(1, "bye", 0.718), (2, "hello", 0.984), (24, "hello", 0.993)],
    "wrong": [(1, "hello", 0.903), (12, "hello", 1.0), (19, "hello", 0.789), (24, "bye", 0.820)],
    "backwards": [(8, "bye", 0.971), (9, "hello", 0.568), (24, "hello", 0.994)],
    "shuffled": [(24, "hello", 0.995)],
    "lost": [(6, "sad", 1.0), (9, "sad", 0.837), (24, "hungry", 0.510)],
    "joined": [(24, "happy", 1.0), (25, "happy", 0.693), (26, "thank you", 0.998)],
    "nothing": [(24, "i love you", 0.694)],
    "mirror": [(24, "hello", 1.0)],
    "far": [(1, "bye", 0.718), (2, "hello", 0.984), (24, "hello", 0.993)],
}


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_shows_what_its_answer_says(name: str) -> None:
    preset = PRESETS[name]
    _, found = shown(**vars(preset.knobs))
    told = answers(found)
    for frame, word, probability in TOLD[name]:
        assert told[frame - 1][0] == word
        assert told[frame - 1][1] == pytest.approx(probability, abs=6e-4)
    if name == "lost":  # as many frames without hands as the answer says, after these frames
        film, _ = shown(**vars(preset.knobs))
        hands = there(film.clip.left_hand) | there(film.clip.right_hand)
        assert hands[5] and not hands[6:9].any() and hands[16] and not hands[17:].any()
    known = {f"{probability:.3f}" for _, _, probability in TOLD[name]} | {"0.999"}
    assert {*re.findall(r"\b[01]\.\d{3}\b", preset.answer)} <= known
    assert found.check.holds


def test_the_answers_figures_are_those_measured() -> None:
    metrics = sign_model().artifact.metrics
    assert metrics is not None
    test, controls, lost = metrics["test"], metrics["controls"], metrics["lost_hands"]
    shares = {
        "first": (f"{test['by_frame'][0]:.0%}", f"{test['by_frame'][1]:.0%}"),
        "wrong": (f"{test['clips']}", ""),
        "backwards": (f"{100 * test['last_mean']:.1f} %", f"all {test['clips']}"),
        "shuffled": (f"{100 * controls['shuffled']['last']:.1f} %", f"all {test['clips']}"),
        "lost": tuple(f"{who[3]:.0%}" for key, who in lost.items() if key != "shares"),
        "joined": (f"{100 * controls['after another clip']['last']:.1f} %", ""),
        "mirror": (f"{controls['mirrored']['last']:.0%}", ""),
    }
    assert controls["backwards"]["last"] == 1
    assert metrics["rivals"]["logistic regression on the mean frame"]["last"] == 1
    assert [one["clip"] for one in metrics["mistakes"]] == ["hello 67", "hello 68"]
    for name, told in shares.items():
        for share in told:
            assert share.replace("%", " %").replace("  ", " ") in PRESETS[name].answer, name
    _, found = shown()
    assert found.gained[1] == pytest.approx(2.8, abs=0.05)
