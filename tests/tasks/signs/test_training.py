"""Networks that name signs: parts, streams, a tiny training that resumes, and its figures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from rnn_demo.artifacts.signs import read_examples, read_signs
from rnn_demo.configuration.file import config_to_json
from rnn_demo.configuration.signs import SignConfig, sign_config
from rnn_demo.configuration.values import ConfigurationError
from rnn_demo.data.corpora import DATA_VARIABLE
from rnn_demo.data.landmarks import Landmarks, features_of, there
from rnn_demo.data.sign_clips import SignClips, read_sign_clips
from rnn_demo.data.text import TextError
from rnn_demo.networks.sign_reader import probabilities
from rnn_demo.tasks.signs.card import figures_line, sign_card
from rnn_demo.tasks.signs.controls import after_another, backwards, losing_hands, shuffled
from rnn_demo.tasks.signs.evaluation import evaluate
from rnn_demo.tasks.signs.measure import (
    ConfidenceBin,
    best_temperature,
    calibration_error,
    nats_per_frame,
    reliability,
    shares_right,
)
from rnn_demo.tasks.signs.parts import example_places, parts_of
from rnn_demo.tasks.signs.regression import fitted
from rnn_demo.tasks.signs.rivals import held, nearest_of, running_mean
from rnn_demo.tasks.signs.streams import LENGTH, between, streams_of
from rnn_demo.tasks.signs.training import train_signs
from rnn_demo.training import Progress, TrainingError
from tests.tiny_signs import CONFIG, WORDS, write_corpus

EACH = 8
OWN = replace(
    CONFIG,
    data=replace(CONFIG.data, validation=2, test=2, examples=("hello 7", "sad 6")),
    temperatures=(),
)


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(write_corpus(tmp_path / "data", EACH)))
    return tmp_path / "data" / "sign_clips" / "sign_clips.npz"


@pytest.fixture
def clips(corpus: Path) -> SignClips:
    return read_sign_clips()


def trained(config: SignConfig, folder: Path, work: Path) -> list[str]:
    said: list[str] = []

    def report(name: str, progress: Progress) -> None:
        assert name.startswith("seed ") and np.isfinite(progress.loss)

    train_signs(
        config, folder, folder, work, device=None, narrow=None, report=report, say=said.append
    )
    return said


def test_the_parts_are_the_last_clips_of_each_word(clips: SignClips) -> None:
    parts = parts_of(clips, OWN.data)
    assert [len(part) for part in (parts.train, parts.validation, parts.test)] == [20, 10, 10]
    assert {*parts.train.number} == {0, 1, 2, 3}
    assert {*parts.validation.number} == {4, 5}
    assert {*parts.test.number} == {6, 7}
    assert np.bincount(parts.test.label).tolist() == [2] * len(WORDS)
    assert [(clips.label[at], clips.number[at]) for at in example_places(clips, OWN.data)] == [
        (0, 7),
        (1, 6),
    ]
    for example in ("hello 5", "nobody 7", "hello 8"):  # not of the test part, or not at all
        with pytest.raises(TextError, match=f"'{example}', and the test part has no such clip"):
            example_places(clips, replace(OWN.data, examples=(example,)))
    with pytest.raises(TextError, match="too few to keep 9 from training"):
        parts_of(clips, replace(OWN.data, validation=7))


def test_a_frame_between_frames_is_on_the_line(clips: SignClips) -> None:
    own = clips.clips
    source, place = np.array([[0, 0, 3]]), np.array([[0.0, 22.25, 23.0]])
    found = between(own, source, place)
    np.testing.assert_array_equal(found.pose[0, 0], own.pose[0, 0])
    np.testing.assert_array_equal(found.pose[0, 2], own.pose[3, 23])
    line = 0.75 * own.right_hand[0, 22] + 0.25 * own.right_hand[0, 23]
    np.testing.assert_allclose(found.right_hand[0, 1], line, rtol=1e-6)
    own.right_hand[0, 23] = 0  # lost: then it is the nearest one, and not half of it
    nearest = between(own, source, place).right_hand
    np.testing.assert_array_equal(nearest[0, 1], own.right_hand[0, 22])


def test_streams_are_a_function_of_their_luck(clips: SignClips) -> None:
    chosen = np.arange(12)
    streams = streams_of(clips, chosen, np.random.default_rng(3))
    again = streams_of(clips, chosen, np.random.default_rng(3))
    np.testing.assert_array_equal(features_of(again.clips), features_of(streams.clips))
    assert streams.clips.pose.shape[:2] == streams.label.shape == (12, LENGTH)
    assert (streams.label[:, 0] == clips.label[chosen]).all()
    for counted in streams.counted:  # from the beginning on, without a gap
        assert counted[: int(counted.sum())].all()
    whole = streams.counted.all(1)
    assert whole.any() and not whole.all()  # some go on with another clip
    # A word of whose clips none has a left hand never gets one.
    other = streams.label != 0
    assert not there(streams.clips.left_hand)[other].any()
    assert there(streams.clips.left_hand)[~other].mean() > 0.7


def test_controls_play_the_same_frames_otherwise(clips: SignClips) -> None:
    own = features_of(clips.clips)
    np.testing.assert_array_equal(features_of(backwards(clips)), own[:, ::-1])
    mixed = features_of(shuffled(clips, 0))
    assert not (mixed == own).all()
    np.testing.assert_array_equal(np.sort(mixed, 1), np.sort(own, 1))
    after = features_of(after_another(clips))
    np.testing.assert_array_equal(after[:, 24:], own)
    assert not there(losing_hands(clips, 1.0).right_hand).any()
    kept = there(losing_hands(clips, 0.25).right_hand).mean()
    assert 0.7 < kept < 0.8


def test_it_learns_and_goes_on_where_it_was(tmp_path: Path, corpus: Path) -> None:
    said = trained(OWN, tmp_path / "one" / "model", tmp_path / "work")
    assert [json.loads(line)["network"] for line in said] == [0, 1]
    artifact = read_signs(tmp_path / "one" / "model")
    assert artifact.parameters == 3 * 8 * (108 + 8 + 1) + len(WORDS) * 9
    assert len(artifact.config.temperatures) == 2 and len(artifact.config.data.sha256) == 64
    shown = read_examples(artifact)
    assert list(shown) == ["hello 7", "sad 6"]
    np.testing.assert_array_equal(shown["hello 7"].pose, read_sign_clips().clips.pose[7])
    # From its checkpoints the same comes out; with other examples, too.
    other = replace(OWN, data=replace(OWN.data, examples=()))
    trained(other, tmp_path / "two" / "model", tmp_path / "work")
    again = read_signs(tmp_path / "two" / "model")
    for name, tensor in artifact.weights.items():
        np.testing.assert_array_equal(again.weights[name], tensor)
    with pytest.raises(TrainingError, match=r"seed-0\.checkpoint is of a run with recipe"):
        trained(
            replace(OWN, recipe=replace(OWN.recipe, clip=2.0)), tmp_path / "x", tmp_path / "work"
        )
    # Longer, it knows the made-up words: each has its hand in a place of its own.
    longer = replace(
        OWN,
        network=replace(OWN.network, networks=1, hidden_size=32),
        recipe=replace(OWN.recipe, epochs=25, batch_size=10, learning_rate=0.02, averaging=0.8),
    )
    trained(longer, tmp_path / "three" / "model", tmp_path / "more")
    best = read_signs(tmp_path / "three" / "model")
    metrics = evaluate(best, None, lambda more, unit: None)
    assert metrics["test"]["last_mean"] == 1
    assert metrics["controls"]["shuffled"]["last"] > 0.9
    assert metrics["rivals"]["nearest training clip by all frames"]["last"] == 1
    assert metrics["mistakes"] == [] and metrics["parameters"] == best.parameters
    measured = replace(best, metrics=metrics)
    assert figures_line(measured) == "100.0 % of signs right after the last frame"
    assert figures_line(best) == ""
    card = sign_card(measured, metrics)
    assert "| 0 | 100.0 % |" in card and "Mistakes of the first network: none." in card
    with pytest.raises(ValueError, match="--text is for generators"):
        evaluate(best, corpus, lambda more, unit: None)
    with pytest.raises(TextError, match=r"are not those that config\.json names"):
        trained(
            replace(OWN, data=replace(OWN.data, sha256="0" * 64)), tmp_path / "y", tmp_path / "z"
        )


def test_a_corpus_that_is_none(corpus: Path) -> None:
    corpus.write_text("not an archive")
    with pytest.raises(TextError, match="cannot be used as clips"):
        read_sign_clips()
    corpus.unlink()
    with pytest.raises(TextError, match=r"are missing: get them from https://github\.com/"):
        read_sign_clips()


def test_measures_by_hand() -> None:
    logits = np.array([[[2.0, 0, 0], [0, 3, 0]], [[0, 0, 1], [0, 0, 4]]])
    label = np.array([0, 2])
    assert shares_right(logits, label) == (0.5, 0.75)
    expected = torch.nn.functional.cross_entropy(
        torch.from_numpy(logits).reshape(4, 3) / 2, torch.tensor([0, 0, 2, 2])
    )
    assert nats_per_frame(logits, label, 2.0) == pytest.approx(expected.item(), rel=1e-12)
    bins = reliability(logits, label, 1.0)
    likely = probabilities(logits).max(-1)
    assert [one.count for one in bins] == [1, 1, 2]
    assert bins[0].confidence == pytest.approx(likely[1, 0]) and bins[0].accuracy == 1
    assert bins[2].accuracy == 0.5
    made = [ConfidenceBin(0.5, 0.7, 1), ConfidenceBin(0.9, 0.9, 3)]
    assert calibration_error(made) == pytest.approx(0.05)


def test_the_best_temperature_is_the_one_that_made_the_words() -> None:
    random = np.random.default_rng(0)
    logits = random.normal(0, 2, (4_000, 1, 5))
    chances = probabilities(logits[:, 0], 2.5)
    label = (random.random((4_000, 1)) > chances.cumsum(1)).sum(1)
    assert best_temperature(logits, label) == pytest.approx(2.5, rel=0.08)


def test_regression_and_nearest_row() -> None:
    random = np.random.default_rng(0)
    rows, weights = random.normal(size=(600, 3)), random.normal(size=(3, 4))
    label = (rows @ weights).argmax(1)
    fit = fitted((rows[:400], label[:400]), (rows[400:500], label[400:500]))
    assert fit.share_right(rows[500:], label[500:]) > 0.93
    # At the minimum the slope of loss and ridge is 0: of the columns in their scale.
    scaled = np.column_stack([(rows[:400] - fit.mean) / fit.spread, np.ones(400)])
    slope = scaled.T @ (probabilities(scaled @ fit.weights) - np.eye(4)[label[:400]]) / 400
    assert np.abs(slope + 1e-4 * fit.weights).max() < 1e-3
    asked = rows[:20] + 1e-3
    assert (nearest_of(rows, asked) == np.arange(20)).all()


def test_an_answer_is_kept_while_no_hand_is_seen() -> None:
    hand = np.array([0, 1, 0, 0, 1, 0], np.float32)[None, :, None, None] * np.ones((1, 6, 21, 2))
    clips = Landmarks(np.ones((1, 6, 33, 2), np.float32), np.zeros_like(hand), hand)
    logits = np.arange(6.0)[None, :, None] * np.ones(3)
    assert held(logits, clips)[0, :, 2].tolist() == [0, 1, 1, 1, 4, 4]
    assert running_mean(logits)[0, :, 0].tolist() == [0, 0.5, 1, 1.5, 2, 2.5]


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("kind", "rbm", "that of a network that names signs is 'signs'"),
        ("network.cell", "lstm", "network.cell is 'lstm'; use one of gru."),
        ("network.networks", 0, "network.networks is 0; give a whole number from 1 to 20."),
        ("data.test", 0, "data.test is 0"),
        ("data.examples", "hello 7", "data.examples is 'hello 7'; give a list."),
        ("data.examples", [7], "data.examples holds 7; give a word and the number of a clip"),
        ("data.examples", ["hello"], "data.examples holds 'hello'; give a word"),
        ("data.examples", ["a 1"] * 61, "data.examples names 61 clips; give 60 at most."),
        ("temperatures", [1.0], "temperatures has 1 numbers; give 2"),
        ("temperatures", [1.0, 0], "temperatures is 0; give a number from 0.01 to 100."),
        ("temperatures", 3, "temperatures is 3; give a list."),
        ("seed", -1, "seed is -1"),
        ("recipe.clip", 0, "recipe.clip is 0"),
    ],
)
def test_a_configuration_that_is_none(path: str, value: Any, told: str) -> None:
    raw = json.loads(config_to_json(CONFIG))
    assert sign_config(raw) == CONFIG
    inner = raw
    *names, last = path.split(".")
    for name in names:
        inner = inner[name]
    inner[last] = value
    with pytest.raises(ConfigurationError) as error:
        sign_config(raw)
    assert told in str(error.value)
