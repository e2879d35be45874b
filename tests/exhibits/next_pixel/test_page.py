"""The page without a browser: presets, link, what the browser tells, and what is missing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import streamlit as st

from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.exhibits.next_pixel import controls
from rnn_demo.exhibits.next_pixel.film.section import TOLD
from rnn_demo.exhibits.next_pixel.knobs import PIXELS, SCENES, SIDE
from rnn_demo.exhibits.next_pixel.presets import FIRST, PRESETS
from rnn_demo.exhibits.next_pixel.strokes import BRUSH, HOOK, drawing
from rnn_demo.knobs.bitmaps import bitmap, write_bitmaps
from tests.exhibits.opening import opener, words
from tests.tiny_frames import LARGE as LARGE_FRAMES
from tests.tiny_frames import write_tiny_frames
from tests.tiny_pixels import LARGE, NAME, SMALL, write_tiny_pixels

opened = opener("next_pixel")
VIEW = "next_pixel_view"


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    st.cache_resource.clear()
    write_tiny_frames(tmp_path, LARGE_FRAMES)
    monkeypatch.setenv(MODELS_VARIABLE, str(write_tiny_pixels(tmp_path, LARGE)))
    return tmp_path


def test_it_opens_with_a_hook_and_its_answer() -> None:
    app = opened()
    sent = app.session_state["shown_views"]
    assert sent[VIEW]["given"] == PIXELS // 2
    assert sent[VIEW]["measured"] is None
    network = sent["next_pixel_network"]
    assert (network["rows"], network["columns"], network["channels"]) == (28, 28, 4)
    assert PRESETS[FIRST].answer in words(app)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_a_link(name: str) -> None:
    knobs = PRESETS[name].knobs
    app = opened(preset=name)
    data = app.session_state["shown_views"][VIEW]
    assert (data["given"], data["temperature"], data["seed"]) == (
        knobs.given,
        knobs.temperature,
        knobs.seed,
    )
    again = opened(drawn=write_bitmaps(knobs.drawn), given=str(knobs.given))
    assert again.session_state["shown_views"][VIEW]["drawing"] == data["drawing"]


def test_links_that_cannot_be_used_are_one_sentence_each() -> None:
    app = opened(given="785", temperature="0", drawn="12.AA", colour="red")
    told = words(app)
    for name in ("given", "temperature", "drawn", "colour"):
        assert name in told
    assert app.session_state["shown_views"][VIEW]["given"] == PIXELS // 2


def test_what_is_drawn_in_the_browser_is_taken() -> None:
    before, drawn = PRESETS["nothing"].knobs, write_bitmaps((HOOK,))
    after = controls.changed(before, {"drawn": drawn, "given": 56})
    assert (after.drawn, after.given, after.seed) == ((HOOK,), 56, before.seed)
    assert controls.changed(after, {"drawn": drawn, "given": 0, "seed": 3}).seed == 3
    paper = write_bitmaps((bitmap(np.full(PIXELS, -1, np.int8)),))
    assert controls.changed(after, {"drawn": paper, "given": 56}).drawn == ()


@pytest.mark.parametrize(
    "told",
    [
        {"given": 56},
        {"drawn": "12.AA", "given": 56},
        {"drawn": write_bitmaps((bitmap(np.full(144, 1, np.int8)),)), "given": 56},
        {"drawn": write_bitmaps((HOOK,)), "given": 785},
        {"drawn": write_bitmaps((HOOK,)), "given": "many"},
        {"drawn": write_bitmaps((HOOK,)), "given": 56, "seed": -1},
    ],
)
def test_what_the_browser_could_not_have_drawn_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError)):
        controls.changed(PRESETS["nothing"].knobs, told)


def test_a_network_of_another_size_and_none_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tiny_pixels(tmp_path, SMALL)
    st.cache_resource.clear()
    assert "draws pictures of 6 × 7 pixels" in words(opened())
    config = tmp_path / NAME / "config.json"
    config.write_text(json.dumps({"kind": "next-pixel"}))
    st.cache_resource.clear()
    assert "the configuration lacks '" in words(opened())
    monkeypatch.setenv(MODELS_VARIABLE, str(tmp_path / "nothing"))
    st.cache_resource.clear()
    assert "There is no network that draws digits" in words(opened())


@pytest.mark.parametrize("film", SCENES)
def test_a_film_is_a_link(film: str) -> None:
    app = opened(film=film, film_seed="3")
    data = app.session_state["shown_views"]["next_frame_view"]
    assert (data["side"], data["seen"], data["frames"]) == (32, 10, 15)
    assert str(TOLD[film]) in words(app)
    assert "film=film" not in words(opened(film="film"))


def test_without_a_network_of_frames(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "tiny-frames")
    assert "There is no network that predicts frames" in words(opened())


def test_the_brush_is_the_browsers() -> None:
    script = Path("rnn_demo/ui/js/drawing.js").read_text(encoding="utf-8")
    assert json.loads(script.split("const BRUSH = ")[1].split(";")[0]) == [*map(list, BRUSH)]
    line = drawing(((3, 4), (3, 9))).pixels(SIDE).reshape(SIDE, SIDE) > 0
    assert np.argwhere(line.any(1)).ravel().tolist() == [2, 3, 4]
    assert np.argwhere(line.any(0)).ravel().tolist() == [*range(3, 11)]
