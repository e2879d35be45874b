"""The page Translation without a browser: questions, links, pieces forced, bad input."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.artifacts.translation import read_translator
from rnn_demo.exhibits.translation import controls
from rnn_demo.exhibits.translation.compute.translated import (
    BEAM,
    GREEDY,
    PLAIN,
    TranslationProgress,
    translate,
)
from rnn_demo.exhibits.translation.knobs import MOST_TEXT, TranslationKnobs
from rnn_demo.exhibits.translation.presets import FIRST, PRESETS, QUESTIONS
from rnn_demo.knobs.presets import read_link, write_link
from rnn_demo.tokenizers.sentence_pieces import END
from rnn_demo.translation.searching import search
from rnn_demo.translation.sources import source_of
from rnn_demo.translation.translator import read_source, translator_from
from tests.exhibits.opening import drawn, opener, placed, words
from tests.some_translators import NAME, result, write_translators
from tests.some_translators import PLAIN as WITHOUT
from tests.tiny_translator import PIECES

opened = opener("translation")
VIEW = "translation_view"
SCORE = {"bleu": 30.25, "chrf": 0.515}
BINS = [
    {"low": 1, "high": 5, "sentences": 40, "bleu": 41.0},
    {"low": 6, "high": 10, "sentences": 30, "bleu": 33.0},
    {"low": 11, "sentences": 20, "bleu": 25.5},
]
MEASURED = {
    "sentences": 90,
    "greedy": SCORE,
    "beam": {"bleu": 31.0, "chrf": 0.52},
    "by_length": BINS,
    "rivals": {"word_by_word": {"bleu": 9.5, "chrf": 0.3}, "nearest": {"bleu": 7.0, "chrf": 0.2}},
    "signatures": {"bleu": "nrefs:1|tok:13a", "chrf": "nc:6"},
}
METRICS = {"test": {direction: MEASURED for direction in ("en-ru", "en-fr", "ru-en")}}


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(MODELS_VARIABLE, str(write_translators(tmp_path)))
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def test_it_opens_translated_and_answered(models: Path) -> None:
    app = opened()
    assert PRESETS[FIRST].question in words(app)
    assert PRESETS[FIRST].answer in words(app)
    data = drawn(app, VIEW)
    assert [one["way"] for one in data["attempts"]] == [GREEDY, BEAM, PLAIN]
    translator = translator_from(read_translator(models / NAME))
    source = source_of(translator, PRESETS[FIRST].knobs.text, "en-ru")
    encoded = read_source(translator, source.pieces.ids.tolist())
    for attempt, beam in zip(data["attempts"], (1, 5), strict=False):
        best, *others = result(search(translator, encoded, beam=beam))
        assert [piece["id"] for piece in attempt["pieces"]] == list(best.pieces)
        assert attempt["text"] == PIECES.decode(best.ids)
        ended = [one for one in others if one.ended]
        assert [one["ids"] for one in attempt["others"]] == [[*one.ids, END] for one in ended]
    assert len(data["columns"]) == len(source.pieces.ids)
    for piece in data["attempts"][0]["pieces"]:
        assert sum(piece["attention"]) == pytest.approx(1, abs=0.01)
        assert len(piece["attention"]) == len(data["columns"])
    assert all(piece["attention"] == [] for piece in data["attempts"][2]["pieces"])
    assert data["badge"]["holds"]
    assert data["size"] == len(data["state"]) == 32
    assert "It has not been measured yet" in words(app)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_opens(name: str) -> None:
    app = opened(preset=name)
    assert PRESETS[name].answer in words(app)
    assert app.query_params["preset"] == name
    data = drawn(app, VIEW)
    shown = data["attempts"][data["first"]]
    assert shown["way"] == PRESETS[name].knobs.shown
    if not PRESETS[name].knobs.forced:
        assert not any(piece["forced"] for piece in shown["pieces"])


def test_figures_and_rivals_stand_below(models: Path) -> None:
    (models / NAME / "metrics.json").write_text(json.dumps(METRICS))
    app = opened()
    (table,) = app.table
    assert list(table.value.iloc[:, 1]) == ["31.0", "30.2", "9.5", "7.0"]
    assert list(table.value.iloc[:, 2]) == ["0.520", "0.515", "0.300", "0.200"]
    assert "nrefs:1|tok:13a" in words(app)
    assert "The network without attention has not been measured" in words(app)
    assert app.get("plotly_chart")
    worse = MEASURED | {"by_length": [one | {"bleu": one["bleu"] / 4} for one in BINS]}
    (models / WITHOUT / "metrics.json").write_text(json.dumps({"test": {"en-ru": worse}}))
    st.cache_resource.clear()
    app = opened()
    assert len(app.table[0].value) == 5
    assert "BLEU goes from 10.2 for the shortest sentences to 6.4 for the longest" in words(app)
    assert len(opened(direction="en-fr", preset="articles").table[0].value) == 4


def test_without_the_second_network_the_page_is_whole(models: Path) -> None:
    (models / WITHOUT / "model.safetensors").unlink()
    app = opened(preset="bottleneck")
    assert [one["way"] for one in drawn(app, VIEW)["attempts"]] == [GREEDY, BEAM]
    assert not app.error


def test_without_models_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv(MODELS_VARIABLE, str(empty))
    assert "There is no translator in the folder of models" in words(opened())
    write_translators(empty, NAME)
    (empty / NAME / "tokenizer.json").write_text("{}")
    app = opened()
    assert "nothing can be translated" in words(app)
    assert "tokenizer.json" in words(app)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"text": ""}, "There is no word to translate"),
        ({"text": "Привет, мир"}, "This looks like Russian, and the direction is from English"),
        ({"text": "日本語です"}, "This is not English"),
        ({"text": "Hello", "direction": "ru-en"}, "This looks like English"),
        ({"text": "ab " * 133}, "pieces; the network learned from sentences of up to 200"),
        (
            {"text": "word " * 10_000},
            f"50,000 characters for text; the first {MOST_TEXT} are used.",
        ),
        ({"forced": "日本"}, "the network cannot write"),
        ({"direction": "en-de"}, "The link's direction is 'en-de'"),
        ({"beam": "99"}, "The link's beam"),
        ({"text": "Tom 🙂"}, "The network has never seen: 🙂"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(query: dict[str, str], told: str) -> None:
    app = opened(preset="articles", **query)
    assert told in "\n".join(block.value for block in app.text)
    assert not app.error


def test_a_text_that_is_too_long_is_told_and_not_refused_without_a_word() -> None:
    app = opened()
    assert not placed(app.text_input, "translation_text").max_chars
    placed(app.text_input, "translation_text").set_value("word " * 10_000).run()
    assert not app.exception
    assert "The sentence has 49,999 characters; the network reads up to 1,000" in words(app)


def test_what_is_typed_is_shown_as_it_is() -> None:
    text = "<b>Tom</b> *is* $here$ [a](b)"
    data = drawn(opened(preset="articles", text=text), VIEW)
    shown = "".join(one["text"] for one in data["source"][1:-1])
    assert shown == text.replace(" ", "")


def test_another_sentence_begins_without_forced_words() -> None:
    app = opened(preset="you")
    assert app.query_params.get("forced") is None
    assert placed(app.text_input, "translation_forced").value == "Вы"
    placed(app.text_input, "translation_text").set_value("Where is the cat?").run()
    assert not app.exception
    assert placed(app.text_input, "translation_forced").value == ""
    assert not any(piece["forced"] for piece in drawn(app, VIEW)["attempts"][0]["pieces"])
    assert app.query_params["text"] == "Where is the cat?"


WORDS = PIECES.encode(["Том был"])[0]


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ({"ids": WORDS}, "Том был"),
        ({"ids": [*WORDS, END]}, "Том был¦"),
        ({"ids": [END]}, "¦"),
        ({"ids": []}, ""),
        ({"ids": [END, 30]}, "before"),
        ({"ids": [1]}, "before"),
        ({"ids": [10**9]}, "before"),
        ({"ids": [True]}, "before"),
        ({"ids": [30] * 999}, "before"),
        ({"ids": [30] * 9_999}, "before"),
        ({"ids": "3"}, "before"),
        ([3], "before"),
        (None, "before"),
    ],
)
def test_what_a_click_forces(sent: object, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A click is taken if it is one; anything else leaves the words as they were."""
    found = {"translation_forced": "before"}
    monkeypatch.setattr(controls, "place", found.__setitem__)
    controls.take_forced(sent, PIECES)
    assert found["translation_forced"] == text


def test_every_link_opens_what_it_was_written_for() -> None:
    knobs = TranslationKnobs("ru-en", "Где кошка?", "▁W¦h", BEAM, 3)
    link = write_link(QUESTIONS, "order", knobs)
    assert read_link(QUESTIONS, link)[1] == knobs


def test_the_checks_would_see_a_wrong_number(models: Path) -> None:
    translator = translator_from(read_translator(models / NAME))
    source = source_of(translator, "Tom is here.", "en-ru")
    found = result(translate(translator, None, source, (), 3, TranslationProgress()))
    assert all(0 <= check.residual <= check.bound for check in found.checks)
    assert len(found.attempts) == 2
