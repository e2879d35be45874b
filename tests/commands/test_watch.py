"""`watch`: a clip of landmarks in, a sign after every frame out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from rnn_demo.__main__ import main
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.exhibits.video.own import as_file
from tests.tiny_signs import WORDS, made_up_clips, write_tiny_signs

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, str(write_tiny_signs(tmp_path / "models")))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clip.npz"
    path.write_bytes(as_file(made_up_clips(2, 1, 6).of(1)))
    return path


def test_the_numbers_of_a_file(file: Path, capsys: Capture) -> None:
    assert main(["watch", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert list(found) == ["model", "network", "sign", "probability", "frames", "causal", "notes"]
    assert (found["model"], found["network"], found["notes"]) == ("tiny-signs", 1, [])
    assert found["causal"] is True
    assert [frame["frame"] for frame in found["frames"]] == list(range(1, 7))
    for frame in found["frames"]:
        assert list(frame["probabilities"]) == list(WORDS)
        assert sum(frame["probabilities"].values()) == pytest.approx(1, abs=1e-5)
        assert frame["sign"] == max(frame["probabilities"], key=frame["probabilities"].__getitem__)
        assert frame["hands"] == ["right"] and frame["bits"] >= 0
    assert found["sign"] == found["frames"][-1]["sign"]
    assert found["probability"] == max(found["frames"][-1]["probabilities"].values())
    assert main(["watch", str(file), "--json", "--network", "2"]) == 0
    other = json.loads(capsys.readouterr().out)
    assert other["network"] == 2 and other["frames"] != found["frames"]


def test_lines_for_people(file: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["watch", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6
    number, *_ = lines[0].split()
    assert number == "1" and any(word in lines[0] for word in WORDS)
    clips = made_up_clips(3, 1, 6)
    several = tmp_path / "several.npz"
    np.savez(
        several, pose=clips.pose, left_hand=clips.left_hand * 0, right_hand=clips.right_hand * 0
    )
    assert main(["watch", str(several), "--clip", "3"]) == 0
    error = capsys.readouterr().err
    assert error.startswith("Clip 3 of 3.\nNo hand is seen in any frame")


def test_a_shipped_clip(capsys: Capture) -> None:
    assert main(["watch", "--example", "hello 76"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 24


def test_what_cannot_be_watched_is_one_sentence(
    file: Path, tmp_path: Path, capsys: Capture
) -> None:
    text = tmp_path / "text.npz"
    text.write_text("pose")
    objects = tmp_path / "objects.npz"
    np.savez(objects, pose=np.array([{}], dtype=object), left_hand=0, right_hand=0)
    for arguments, told in (
        ([], "Give a file of landmarks, or --example"),
        ([str(file), "--example", "hello 76"], "Give a file of landmarks, or --example"),
        ([str(text)], "is no .npz that can be read"),
        ([str(objects)], "The array 'pose' holds object; give numbers"),
        ([str(tmp_path)], "is a folder: name an .npz of landmarks."),
        ([str(tmp_path / "none.npz")], "cannot be used: No such file"),
        ([str(file), "--clip", "2"], "Clip 2 was asked for, and the file holds one clip: give 1."),
        ([str(file), "--network", "3"], "--network is 3; give a number from 1 to 2."),
        ([str(file), "--model", "none"], "There is no model 'none'; there are: tiny-signs."),
        (["--example", "x"], "There is no example 'x'; there are: hello 76, hello 67"),
    ):
        assert main(["watch", *arguments]) == 1
        captured = capsys.readouterr()
        assert captured.out == ""
        (line,) = captured.err.splitlines()
        assert told in line


def test_help_shows_an_example(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as end:
        main(["watch", "--help"])
    assert end.value.code == 0
    told = capsys.readouterr().out
    assert "python -m rnn_demo watch clip.npz" in told and "pose (time, 33, 2)" in told


def test_without_a_model(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path / "nothing"))
    assert main(["watch", str(file)]) == 1
    assert "There is no model that names signs" in capsys.readouterr().err
