"""Digits by machines: who says what, no silence around it, and what is said when none is there."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from rnn_demo.data.spoken_digits import DIGITS, RATE
from rnn_demo.data.text import TextError
from rnn_demo.tasks.speech.machine_voices import ENGLISH, PEOPLE, SPELLED, machine_voices
from rnn_demo.tasks.speech.parts import checked_machines
from tests.tiny_speech import CONFIG, write_programs

ACCENTS = (*ENGLISH, *SPELLED)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", f"{write_programs(tmp_path)}:{os.environ['PATH']}")
    return tmp_path


def test_every_digit_in_every_accent_and_by_every_person(programs: Path) -> None:
    heard = machine_voices(1)
    assert len(heard.takes) == (len(ACCENTS) + len(PEOPLE)) * len(DIGITS)
    asked = (programs / "asked").read_text(encoding="utf-8").splitlines()
    assert len(asked) == len(heard.takes)
    said = Counter(line.rsplit(maxsplit=2)[0].split()[-1] for line in asked)
    assert said["seven"] >= len(ENGLISH) + len(PEOPLE)
    for words in SPELLED.values():
        assert len(words.split()) == len(DIGITS) and all(said[word] for word in words.split())
    by_voice = Counter(take.speaker for take in heard.takes)
    assert set(by_voice.values()) == {len(DIGITS)}
    accents = {voice.split("+")[0] for voice in by_voice if "+" in voice}
    assert accents == set(ACCENTS)
    # The tone of a fifth of a second, without the half second of silence on each side of it.
    assert {0.2 <= len(take.samples) / RATE < 0.25 for take in heard.takes} == {True}


def test_the_same_seed_asks_for_the_same(programs: Path) -> None:
    voices = [[take.speaker for take in machine_voices(1, seed).takes] for seed in (0, 0, 1)]
    assert voices[0] == voices[1] != voices[2]


def test_other_releases_are_noticed(programs: Path) -> None:
    config = replace(CONFIG, data=replace(CONFIG.data, machines=1, machine_sha256="0" * 64))
    with pytest.raises(TextError, match=r"leave data\.machine_sha256 empty"):
        checked_machines(config)


def test_a_program_that_is_missing_is_named_with_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TextError, match=r"espeak-ng is missing.*apt install espeak-ng flite\."):
        machine_voices(1)


@pytest.mark.parametrize("script", ["exit 3", "exit 0", 'for last; do :; done; echo no >"$last"'])
def test_a_program_that_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setenv("PATH", f"{write_programs(tmp_path, script)}:{os.environ['PATH']}")
    with pytest.raises(TextError, match=r"^espeak-ng -v .* wrote no sound: "):
        machine_voices(1)


def test_silence_stays_silence(programs: Path) -> None:
    soundfile.write(programs / "said.wav", np.zeros(RATE, np.float32), RATE)
    assert not any(take.samples.any() for take in machine_voices(1).takes)
