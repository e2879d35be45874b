"""The page of pictures and words without a browser: questions, links, words forced."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as hs

from rnn_demo.artifacts.captions import read_captioner
from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.exhibits.captions import controls
from rnn_demo.exhibits.captions.compute.drawn import BOARD, FACE, LETTERS, drawn_pixels, example
from rnn_demo.exhibits.captions.compute.forced import ForcedError, read_forced, write_forced
from rnn_demo.exhibits.captions.compute.samples import NOISE, SAMPLES, SIDE, sample_pixels
from rnn_demo.exhibits.captions.knobs import DRAWN, FROM_FILE, CaptionKnobs
from rnn_demo.exhibits.captions.presets import FIRST, PRESETS, QUESTIONS
from rnn_demo.knobs.presets import read_link, write_link
from rnn_demo.pictures.captioner import captioner_from
from rnn_demo.pictures.naming import name_picture
from rnn_demo.tokenizers.name_words import END, NameWords
from tests.exhibits.opening import drawn, opener, words
from tests.tiny_pictures import CAPTIONER, NAMES, WORDS, write_tiny_captioner, write_tiny_pictures

opened = opener("captions")
METRICS = {
    "test": {
        "hand": {
            "drawings": 9,
            "exact": 0.5,
            "word_f1": 0.7,
            "by_hand": {},
            "by_group": {},
            "by_chance": [{"low": 0.0, "high": 1.0, "drawings": 9, "exact": 0.5}],
            "only_the_tone_changed": {"pairs": 4, "share": 0.75},
        },
        "tone": {"drawings": 4, "exact": 1, "word_f1": 1, "tone_right": 0.9, "combinations": 2},
    },
    "rivals": {
        name: {
            "hand": {"drawings": 9, "exact": 0.2, "word_f1": 0.4},
            "tone": {"drawings": 4, "exact": 0, "word_f1": 0.5, "tone_right": 0.1},
        }
        for name in ("pixels", "features")
    },
}


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(MODELS_VARIABLE, str(write_tiny_pictures(tmp_path)))
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def test_it_opens_named_and_answered(models: Path) -> None:
    app = opened()
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    data = drawn(app, "captions_view")
    naming = name_picture(
        captioner_from(read_captioner(models / CAPTIONER)),
        sample_pixels(PRESETS[FIRST].knobs.drawing),
    )
    assert [word["id"] for word in data["words"]] == [word.id for word in naming.words]
    assert data["words"][0]["attention"] == pytest.approx(naming.words[0].attention, abs=1e-4)
    assert (
        base64.b64decode(data["picture"]) == sample_pixels(PRESETS[FIRST].knobs.drawing).tobytes()
    )
    assert "whole name" in words(app)
    assert app.get("plotly_chart")  # whose hand


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_opens(name: str) -> None:
    app = opened(preset=name)
    assert PRESETS[name].answer in words(app)
    assert app.query_params["preset"] == name
    assert drawn(app, "captions_view")["words"]


def test_figures_and_rivals_stand_side_by_side(models: Path) -> None:
    (models / CAPTIONER / "metrics.json").write_text(json.dumps(METRICS))
    app = opened(drawing="octopus", preset="unseen")
    assert "were right" in words(app)
    assert "Of 4 pairs of their drawings that differ in the skin tone alone, 75.0 %" in words(app)
    (table,) = app.table
    assert list(table.value.iloc[:, 1]) == ["50.0 %", "20.0 %", "20.0 %"]
    assert "Its name in the list: “octopus”." in words(app)


def test_noise_and_own_pictures_are_doubted(models: Path) -> None:
    (models / CAPTIONER / "metrics.json").write_text(json.dumps(METRICS))
    assert "knows emoji only" in words(opened(preset="noise"))
    assert "knows emoji only" not in words(opened())


def test_forced_words_are_in_the_link_and_stay() -> None:
    word = WORDS.words[3]
    app = opened(preset="unseen", words=word)
    data = drawn(app, "captions_view")
    assert data["words"][0] | {"rivals": 0, "attention": 0} == {
        "id": 3, "word": word, "chance": data["words"][0]["chance"], "forced": True,
        "rivals": 0, "attention": 0,
    }  # fmt: skip
    assert app.query_params["words"] == word
    assert "Given the forced words" in words(app)
    ended = drawn(opened(preset="unseen", words=f"{word} ."), "captions_view")
    assert [own["id"] for own in ended["words"]] == [3, END]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<b>hello</b>", "The word '<b>hello</b>' is not in the vocabulary."),
        ("ear " * 40, "40 words were given; a name has at most 15."),
    ],
)
def test_words_that_it_does_not_know_are_one_sentence(text: str, told: str) -> None:
    app = opened(preset="unseen", words=text)
    assert told in words(app)
    assert drawn(app, "captions_view")["words"]


@pytest.mark.parametrize("query", [{"drawing": "nothing"}, {"beam": "99"}, {"source": "camera"}])
def test_a_link_that_is_wrong_says_so(query: dict[str, str]) -> None:
    app = opened(preset="unseen", **query)
    assert f"The link's {next(iter(query))}" in words(app)


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ({"ids": [3, 5]}, WORDS.decode([3, 5])),
        ({"ids": [3, END]}, f"{WORDS.words[3]} ."),
        ({"ids": []}, ""),
        ({"ids": [END, 3]}, "ear"),
        ({"ids": [10**9]}, "ear"),
        ({"ids": [True]}, "ear"),
        ({"ids": [1] * 99}, "ear"),
        ({"ids": "3"}, "ear"),
        ([3], "ear"),
        (None, "ear"),
    ],
)
def test_what_a_click_forces(sent: object, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A click is taken if it is one; anything else leaves the words as they were."""
    found = {"captions_words": "ear"}
    monkeypatch.setattr(controls, "place", found.__setitem__)
    controls.take_forced(sent, SimpleNamespace(words=WORDS))  # type: ignore[arg-type]
    assert found["captions_words"] == text


def test_a_board_is_drawn_on() -> None:
    app = opened(source=DRAWN, preset="unseen")
    board = np.full((BOARD, BOARD, 3), 255, np.uint8)
    board[20:60, 10:80] = (200, 30, 40)
    app.session_state["captions_drawn"] = base64.b64encode(board.tobytes()).decode()
    app.run()
    assert not app.exception
    data = drawn(app, "captions_view")
    assert data["words"]
    seen = np.frombuffer(base64.b64decode(data["picture"]), np.uint8).reshape(SIDE, SIDE, 3)
    assert seen[24, 24].tolist() == [200, 30, 40]


def test_a_file_is_asked_for() -> None:
    app = opened(source=FROM_FILE, preset="unseen")
    assert "At most 5 MB" in words(app)
    assert "captions_view" not in app.session_state["shown_views"]


@pytest.mark.parametrize("sent", [None, 3, "x", "!" * LETTERS, ["a"], "A" * (LETTERS - 4)])
def test_what_is_no_drawing_is_none(sent: object) -> None:
    assert drawn_pixels(sent, SIDE) is None


def test_there_is_a_face_to_begin_with() -> None:
    face = drawn_pixels(example(), SIDE)
    assert face is not None
    assert face[24, 24].tolist() == list(FACE)
    data = drawn(opened(preset="draw"), "captions_view")
    assert base64.b64decode(data["picture"]) == face.tobytes()


def test_a_blank_board_is_none() -> None:
    assert drawn_pixels(base64.b64encode(b"\xff" * BOARD * BOARD * 3).decode(), SIDE) is None


@given(hs.lists(hs.integers(1, WORDS.vocab_size - 1), max_size=14), hs.booleans())
def test_forced_words_are_written_and_read_again(ids: list[int], ends: bool) -> None:
    own = (*ids, END) if ends and ids else tuple(ids)
    text = write_forced(own, WORDS)
    assert read_forced(text, WORDS) == own


def test_a_full_stop_ends_a_name_with_a_space_and_without() -> None:
    own = tuple(WORDS.encode("waving hand"))
    assert read_forced("Waving hand", WORDS) == own
    for text in ("waving hand .", "waving hand.", " waving  hand. "):
        assert read_forced(text, WORDS) == (*own, END)
    titled = NameWords.of(["mrs. claus", "bell"])
    assert read_forced("mrs.", titled) == tuple(titled.encode("mrs."))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("waving", "Given the forced words, the rest has a chance of "),
        ("waving hand.", "The whole name is forced"),
        ("qwertyuiop", "The chance of the whole name: "),  # which could not be forced
    ],
)
def test_what_the_chance_is_of(typed: str, said: str) -> None:
    assert said in words(opened(words=typed, preset="unseen"))


@given(hs.text(max_size=60))
def test_any_text_is_words_or_a_sentence(text: str) -> None:
    try:
        ids = read_forced(text, WORDS)
    except ForcedError as error:
        assert "\n" not in str(error) or "\n" in text
    else:
        assert all(0 <= one < WORDS.vocab_size for one in ids)


def test_names_come_back_as_they_are_written() -> None:
    for name in NAMES:
        assert WORDS.decode(WORDS.encode(name.name)) == name.name


def test_every_link_opens_what_it_was_written_for() -> None:
    knobs = CaptionKnobs(drawing="whale", words="blue whale", beam=3)
    link = write_link(QUESTIONS, "tone", knobs)
    assert read_link(QUESTIONS, link)[1] == knobs
    for key in SAMPLES:
        assert sample_pixels(key).shape == (SIDE, SIDE, 3)
    assert (sample_pixels("whale")[0] == 255).all() or sample_pixels("whale").min() < 255
    assert not np.array_equal(sample_pixels("whale"), sample_pixels(NOISE))


def test_without_models_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv(MODELS_VARIABLE, str(empty))
    app = opened()
    assert "There is no captioner in the folder of models" in words(app)
    write_tiny_captioner(empty)
    app = opened()
    assert "There is no reader of styles in the folder of models" in words(app)
    assert drawn(app, "captions_view")["words"]
