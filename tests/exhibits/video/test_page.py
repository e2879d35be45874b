"""The page of signs without a browser: questions first, knobs, links, own clips, and bad ones."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.data.own_clip import read_own_clip
from rnn_demo.exhibits.video.clips import OWN
from rnn_demo.exhibits.video.own import as_file
from rnn_demo.exhibits.video.presets import PRESETS
from tests.exhibits.opening import drawn, opener, placed, words
from tests.tiny_signs import made_up_clips

opened = opener("video")
FIRST = next(iter(PRESETS))


def test_it_opens_with_its_question_answered() -> None:
    app = opened()
    assert app.title[0].value == "Video, frame by frame"
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    data = drawn(app, "video_view")
    assert len(data["seen"]) == 24 and data["border"] == 24
    assert data["recorded"] == list(range(1, 25))
    assert len(data["words"]) == 11
    assert data["check"]["text"] == "✓ causal"
    assert "98.9 %" in words(app)
    assert {table.value.iloc[:, 0].name for table in app.table} == {
        "Who names the clip", "How the clip is played", "Frames without hands",
    }  # fmt: skip


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != FIRST])
def test_a_preset_asks_before_it_answers(preset: str) -> None:
    app = opened()
    app.pills(key="video_pill").set_value(preset).run()
    assert not app.exception
    assert PRESETS[preset].question in words(app)
    assert PRESETS[preset].answer not in words(app)
    app.button(key="video_tell").click().run()
    assert not app.exception
    assert PRESETS[preset].answer in words(app)
    assert len(drawn(app, "video_view")["seen"]) == (48 if preset == "joined" else 24)
    assert app.query_params["preset"] == preset


def test_knobs_are_in_the_link_and_leave_the_story() -> None:
    app = opened(clip="father 64", then="bye 64", left_out="3 7-8", order="backwards", network="2")
    data = drawn(app, "video_view")
    assert data["leftOut"] == [2, 6, 7]
    assert data["border"] == 24 and len(data["seen"]) == 48
    assert data["recorded"][:2] == [24, 23]
    assert "Changed from" in words(app)
    placed(app.selectbox, "video_order").set_value("still").run()
    assert not app.exception
    assert drawn(app, "video_view")["recorded"][:24] == [12] * 24
    assert app.query_params["order"] == "still"


def test_a_slip_is_told() -> None:
    app = opened(left_out="three")
    assert "The frames left out have 'three'; give numbers from 1 on and spans" in words(app)
    app = opened(clip="nobody 1")
    assert "The link's clip is 'nobody 1'" in words(app)
    app = opened(clip=OWN)
    assert "There is no clip of your own yet: give a file at the top" in words(app)
    app = opened(left_out="3 99")
    assert "There is no frame 99: only 24 are played." in words(app)
    assert "There is no frame" not in words(opened(left_out="3 24"))


def test_the_browser_leaves_frames_out() -> None:
    def script() -> None:
        import streamlit as st

        from rnn_demo.exhibits.video.controls import leave_out
        from rnn_demo.exhibits.video.knobs import VideoKnobs
        from rnn_demo.ui.knob_widgets import place_knobs

        place_knobs("video", VideoKnobs(left_out="3"))
        for frame in (None, "4", -1, 10_000, True, 3, 4, 2):
            leave_out(frame)
            st.text(st.session_state.video_left_out)

    app = AppTest.from_function(script).run()
    assert not app.exception
    assert [block.value for block in app.text] == ["3"] * 5 + ["3-4", "3-5", "4-5"]


def uploaded(app: AppTest, content: bytes) -> AppTest:
    found = app.file_uploader(key="video_file").set_value(
        ("clip.npz", content, "application/octet-stream")
    )
    return found.run()


def test_a_clip_of_ones_own() -> None:
    clips = made_up_clips(3, 1, 7)
    content = as_file(clips)
    read = read_own_clip(io.BytesIO(content), 2)
    np.testing.assert_array_equal(read.clip.pose, clips.pose[1])
    app = uploaded(opened(), content)
    assert not app.exception
    assert "7 frames. Clip 1 of 3." in words(app)
    data = drawn(app, "video_view")
    assert len(data["seen"]) == 7 and data["seen"] == [7] * 7
    app.number_input(key="video_clip_number").set_value(2).run()
    assert drawn(app, "video_view")["seen"] == [5] * 7
    app.number_input(key="video_clip_number").set_value(4).run()
    assert "the file holds 3 clips: give a number from 1 to 3." in words(app)
    app = uploaded(opened(), b"no archive")
    assert not app.exception
    assert words(app).count("is no .npz that can be read") == 2  # at the file and the picture
    assert "There is no clip of your own yet" not in words(app)


def test_a_teacher_can_hide_what_is_not_needed() -> None:
    app = opened(hide="knobs,presets,question,sections")
    assert not app.selectbox and not app.pills and not app.table
    assert PRESETS[FIRST].question not in words(app)
    assert len(drawn(app, "video_view")["seen"]) == 24


def test_without_a_model_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path))
    app = opened()
    assert not app.exception
    assert "There is no network that names signs in the folder of models" in words(app)


def test_the_example_is_in_the_form_that_is_asked_for() -> None:
    data: Any = np.load(io.BytesIO(as_file(made_up_clips(1, 1).of(0))))
    assert {name: data[name].shape for name in data} == {
        "pose": (24, 33, 2), "left_hand": (24, 21, 2), "right_hand": (24, 21, 2),
    }  # fmt: skip
