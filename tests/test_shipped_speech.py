"""The networks of digits in models/: measured, small enough, and as good as promised.

That their folder is whole and agrees with itself: tests/artifacts/test_conformance.py.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rnn_demo.artifacts.speech import EXAMPLES, SpeechArtifact, read_examples, read_speech
from rnn_demo.exhibits.speech.compute import heard, sound_of
from rnn_demo.exhibits.speech.presets import PRESETS
from rnn_demo.sounds.alignment import HeardWord
from rnn_demo.sounds.hearing import hear

NAME = "spoken-digits"
FOLDER = Path(__file__).parent.parent / "models" / NAME
GOLDEN = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))[NAME]


@pytest.fixture(scope="module")
def artifact() -> SpeechArtifact:
    return read_speech(FOLDER)


@pytest.fixture(scope="module")
def metrics(artifact: SpeechArtifact) -> dict[str, Any]:
    assert artifact.metrics is not None
    return artifact.metrics


def test_the_folder_is_small_enough() -> None:
    assert (FOLDER / EXAMPLES).stat().st_size < 300_000
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 10_000_000


def test_the_weights_are_the_ones_measured() -> None:
    weights = (FOLDER / "model.safetensors").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == GOLDEN["sha256"]


def test_they_are_as_good_as_promised(metrics: dict[str, Any]) -> None:
    test = metrics["test"]
    assert len(test["voices"]) == 6
    assert all(one["takes"] == 500 for one in test["voices"].values())
    assert test["mean"] >= GOLDEN["mean"] and test["worst"] >= GOLDEN["worst"]
    assert test["easy"]["takes"] == 300 and test["easy"]["right"] >= GOLDEN["easy"]
    assert test["mean"] > test["rival_mean"] + 0.1
    assert metrics["nothing"]["silence"]["silent"] == 1
    assert metrics["nothing"]["hiss"]["silent"] >= GOLDEN["hiss"]
    assert metrics["enumeration"]["largest_difference"] < 1e-9


def test_nothing_is_heard_in_silence(artifact: SpeechArtifact) -> None:
    for network in range(7):
        for samples in (0, 1, 100, 8_000, 80_000):
            silence = np.zeros(samples, np.float32)
            assert not hear(artifact.network(network), silence).words


def test_most_of_the_examples_are_heard(artifact: SpeechArtifact) -> None:
    """By the network that did not learn from these takes, but from others of the same voices."""
    examples = read_examples(artifact)
    right = [
        [word.id for word in hear(artifact.network(0), sound).words] == [int(name.split()[1])]
        for name, sound in examples.items()
    ]
    assert np.mean(right) > 0.9


def heard_in(artifact: SpeechArtifact, preset: str) -> tuple[HeardWord, ...]:
    knobs = PRESETS[preset].knobs
    takes: dict[str, dict[int, Any]] = {}
    for name, sound in read_examples(artifact).items():
        voice, digit, _ = name.split()
        takes.setdefault(voice, {})[int(digit)] = sound
    return heard(artifact.network(knobs.network), sound_of(knobs, takes, None)).hearing.words


@pytest.mark.parametrize(
    ("preset", "digits"),
    [
        ("first", [4, 2, 7]),
        ("twice", [3, 3]),
        ("stranger", [1, 2, 3, 5, 5, 6, 7, 8, 9]),
        ("voices", [8, 5, 1, 9]),
        ("backwards", []),
        ("melody", [3, 4, 3]),
        ("hiss", [7]),
    ],
)
def test_a_preset_is_heard_as_its_answer_says(
    preset: str, digits: list[int], artifact: SpeechArtifact
) -> None:
    words = heard_in(artifact, preset)
    assert [word.id for word in words] == digits
    if preset == "first":
        assert {word.end - word.begin for word in words} == {1, 2, 3}
    if preset == "stranger":
        assert round(float(words[3].chance), 2) == 0.69
    if preset == "melody":
        assert round(max(float(word.chance) for word in words), 2) == 0.53
    if preset == "hiss":
        assert round(float(words[0].chance), 2) == 0.43
    if preset == "voices":
        assert all(word.chance > 0.9 for word in words)


def test_what_the_answers_say_of_other_sounds_was_measured(metrics: dict[str, Any]) -> None:
    nothing = {
        name: round(one["silent"] * one["recordings"]) for name, one in metrics["nothing"].items()
    }
    assert nothing["digits backwards"] == 300 - 7
    assert nothing["melodies"] == 24
    assert nothing["Hebrew"] == 60 - 54
    voices = metrics["test"]["voices"]
    assert [round(100 * voices[name]["right"]) for name in ("nicolas", "lucas")] == [89, 98]


def test_the_card_gives_credit() -> None:
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in card and "Zohar Jackson" in card
