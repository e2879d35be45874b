"""The page of sounds without a browser: questions first, knobs, own recordings, and bad ones."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from streamlit.testing.v1 import AppTest

from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.exhibits.speech.compute import HeardSound, heard
from rnn_demo.exhibits.speech.presets import PRESETS
from rnn_demo.networks.listener_steps import Weights
from rnn_demo.sounds.hearing import AROUND
from rnn_demo.sounds.log_mel import RATE
from rnn_demo.sounds.recording import as_wav, open_recording
from tests.exhibits.opening import drawn, opener, placed, words
from tests.tiny_speech import made_up_take, write_tiny_speech

opened = opener("speech")
FIRST = next(iter(PRESETS))
OWN = ("own",)


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, str(write_tiny_speech(tmp_path / "models")))


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert app.title[0].value == "Sounds into words"
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    data = drawn(app, "speech_view")
    sound = open_recording(base64.b64decode(data["sound"])).samples
    assert len(sound) == pytest.approx(data["seconds"] * RATE, abs=1)
    assert len(sound) == 3 * len(made_up_take(4)) + 2 * RATE // 5 + 2 * AROUND
    assert len(data["names"]) == 10
    assert data["check"]["holds"]


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != FIRST])
def test_a_preset_asks_before_it_answers(preset: str) -> None:
    app = opened()
    app.pills(key="speech_pill").set_value(preset).run()
    assert not app.exception
    assert PRESETS[preset].question in words(app)
    app.button(key="speech_tell").click().run()
    assert not app.exception
    assert PRESETS[preset].answer in words(app)
    assert app.query_params["preset"] == preset
    if preset in OWN:
        assert "Nothing was recorded yet: press the microphone" in words(app)
    else:
        assert drawn(app, "speech_view")["seconds"] > 0.4


def test_knobs_are_in_the_link_and_leave_the_story() -> None:
    app = opened(digits="1 1", voice="lucas", other="jackson", gap="0", network="2", speed="2")
    assert drawn(app, "speech_view")["seconds"] == pytest.approx(0.4, abs=0.01)
    assert "Changed from" in words(app)
    placed(app.text_input, "speech_digits").set_value("1 2 3").run()
    assert not app.exception
    assert app.query_params["digits"] == "1 2 3"


@pytest.mark.parametrize(
    ("digits", "told"),
    [
        ("four", "The digits have 'f'; type 0 to 9"),
        ("", "There are 0 digits; type 1 to 20"),
        ("1" * 21, "There are 21 digits; type 1 to 20"),
        ("<b>", "The digits have '<'"),
        ("🎵", "The digits have '🎵'"),
        ("٣", "The digits have '٣'"),
    ],
)
def test_a_slip_is_told(digits: str, told: str) -> None:
    app = opened()
    placed(app.text_input, "speech_digits").set_value(digits).run()
    assert not app.exception
    assert told in words(app)


def test_a_sound_in_which_nothing_is_heard_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    def deaf(weights: Weights, samples: NDArray[np.float32]) -> HeardSound:
        found = heard(weights, samples)
        return replace(found, hearing=replace(found.hearing, words=()))

    monkeypatch.setattr("rnn_demo.exhibits.speech.controls.heard", deaf)
    assert "Digits were said, 3 in all, and none is heard." in words(opened())


def uploaded(app: AppTest, content: bytes) -> AppTest:
    found = app.file_uploader(key="speech_file").set_value(("digits.wav", content, "audio/wav"))
    return found.run()


def test_a_file_of_ones_own() -> None:
    app = opened(source="file")
    assert "There is no file yet" in words(app)
    sound = np.concatenate([made_up_take(3), made_up_take(8)])
    app = uploaded(app, as_wav(sound))
    assert not app.exception
    assert "0.4 seconds." in words(app)
    assert drawn(app, "speech_view")["seconds"] == pytest.approx(0.6, abs=0.01)
    app = uploaded(opened(source="file"), b"no sound")
    assert not app.exception
    assert "is no recording that can be read: save it as WAV or FLAC." in words(app)
    assert "There is no file yet" not in words(app)


def test_a_teacher_can_hide_what_is_not_needed() -> None:
    app = opened(hide="knobs,presets,question,sections")
    assert not app.text_input and not app.pills and not app.table
    assert PRESETS[FIRST].question not in words(app)
    assert drawn(app, "speech_view")["seconds"] > 0.4


def test_without_a_model_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path))
    app = opened()
    assert not app.exception
    assert "There is no network that hears digits in the folder of models" in words(app)


def test_the_sound_is_a_file_that_a_browser_plays() -> None:
    data = base64.b64decode(drawn(opened(), "speech_view")["sound"])
    assert data[:4] == b"RIFF" and io.BytesIO(data).read(12)[8:] == b"WAVE"
