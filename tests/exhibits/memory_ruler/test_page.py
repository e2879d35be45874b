"""The memory ruler's page without a browser: who reads what, links, and texts that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from rnn_demo.exhibits.memory_ruler.compute import MOST_CHARACTERS
from rnn_demo.exhibits.memory_ruler.knobs import CLASSIFIER, opening, read_link
from tests.exhibits.opening import drawn, opener, placed, words
from tests.tiny_classifier import write_tiny_classifier
from tests.tiny_models import tiny_artifact, write_models

opened = opener("memory_ruler")
LATIN = "\n ,.'!?:;-" + "".join(map(chr, [*range(65, 91), *range(97, 123)]))


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for cell in ("lstm", "gru"):
        name = f"shakespeare-{cell}"
        write_models(tmp_path, tiny_artifact(name, cell, characters=LATIN, corpus="shakespeare"))
    write_tiny_classifier(tmp_path)
    monkeypatch.setenv("RNN_DEMO_MODELS", str(tmp_path))
    st.cache_resource.clear()
    st.cache_data.clear()
    yield tmp_path
    st.cache_resource.clear()
    st.cache_data.clear()


def test_it_opens_with_two_networks_measured() -> None:
    app = opened()
    assert len(app.get("plotly_chart")) == 3
    for name in ("shakespeare-lstm", "shakespeare-gru"):
        assert f"{name} expects" in words(app)


def test_the_text_itself_is_coloured_by_what_each_character_does() -> None:
    data = drawn(opened(reader="shakespeare"), "ruler_view")
    assert "".join(data["places"]) == opening("shakespeare").text
    assert [text["name"] for text in data["texts"]] == ["shakespeare-lstm", "shakespeare-gru"]
    for text in data["texts"]:
        assert len(text["values"]) == len(text["notes"]) == len(data["places"])
    first = data["texts"][0]["values"]
    assert first[data["strongest"]] == max(first)
    data = drawn(opened(reader=CLASSIFIER, text="A fine, fine film"), "ruler_view")
    assert (data["words"], data["unit"], len(data["places"])) == (True, "logits", 4)


def test_a_text_of_ones_own() -> None:
    app = opened()
    placed(app.text_area, "ruler_text").set_value("<b>To be</b> $x$ 🙂 " * 20)
    app.button(key="ruler_button").click().run()
    assert not app.exception
    assert f"The last {MOST_CHARACTERS} of" in words(app)
    assert "has never seen 51 characters of this text: dropped" in words(app)
    placed(app.text_area, "ruler_text").set_value(" \n").run()
    assert "nothing to measure yet" in words(app)
    assert not app.get("plotly_chart")
    placed(app.text_area, "ruler_text").set_value("🙂🙂").run()
    assert not app.exception
    assert "type at least 2" in words(app)


def test_the_classifier() -> None:
    app = opened(reader=CLASSIFIER)
    assert not app.exception
    assert "The word whose absence changes most" in words(app)
    assert len(app.get("plotly_chart")) == 2
    placed(app.text_area, "ruler_text").set_value("good " * 700).run()
    assert "give at most 600" in words(app)


def test_a_link_restores_reader_and_text() -> None:
    app = opened(reader="shakespeare-gru", text="To be or not")
    assert "shakespeare-gru expects" in words(app)
    assert "shakespeare-lstm expects" not in words(app)
    assert placed(app.text_area, "ruler_text").value == "To be or not"
    assert app.query_params["text"] == "To be or not"


def test_a_bad_link_costs_a_sentence() -> None:
    knobs, problems = read_link({"reader": "<b>nobody</b>", "text": "a\ud800"})
    assert (knobs.reader, knobs.text) == ("shakespeare", "a?")
    assert problems[0].startswith("The link's reader is '<b>nobody</b>'; give one of shakespeare")
    assert "The link's reader is" in words(opened(reader="nobody"))
    assert opening("pushkin-gru").text.startswith("Мой дядя")


def test_a_missing_model_costs_a_sentence(models: Path) -> None:
    app = opened(reader="war-and-peace")
    assert "war-and-peace-lstm" in words(app)
    assert not app.get("plotly_chart")
