"""The page of the hidden Markov model without a browser: presets, knobs, links, bad ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from rnn_demo.artifacts.models_folder import MODELS_VARIABLE
from rnn_demo.exhibits.hidden_markov.presets import FIRST, PRESETS
from tests.artifacts.damages import change_weights
from tests.exhibits.opening import drawn, opener, placed, words
from tests.tiny_chain import write_tiny_chain
from tests.tiny_models import tiny_artifact, write_models
from tests.tiny_table import write_tiny_table

opened = opener("hidden_markov")


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(MODELS_VARIABLE, str(write_tiny_chain(tmp_path)))
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def texts(app: AppTest) -> list[str]:
    return [block.value for block in app.get("code")]


def test_it_opens_computed_and_answered() -> None:
    app = opened()
    assert PRESETS[FIRST].question in words(app) and PRESETS[FIRST].answer in words(app)
    data = drawn(app, "hmm_view")
    assert data["ids"] == [0, 0, 1, 0, 0] and data["names"] == ["rain", "dry"]
    assert data["check"]["text"].startswith("✓") and "32 paths" in data["check"]["title"]
    assert drawn(app, "hmm_learning_view")["best"] in range(5)
    assert "of at most log₂ 2 = 1.0000" in words(app)
    assert "an error of at least 1 − N / 4" in words(app)
    [text] = texts(app)
    assert text.startswith("ROMEO:\n") and len(text) == 7 + 300
    for name in ("shakespeare-ngram", "shakespeare-elman", "shakespeare-lstm"):
        assert f"{name} is not here to be compared with." in words(app)


def test_others_write_beside_it_with_the_same_luck(models: Path) -> None:
    write_tiny_table(models, "shakespeare-ngram")
    cells = ("elman", "lstm")
    write_models(models, *(tiny_artifact(f"shakespeare-{cell}", cell) for cell in cells))
    app = opened(prompt="The", written="40", luck="3")
    assert "**Table of 3-grams**" in words(app)
    assert "**Elman network**" in words(app)
    assert "**LSTM**" in words(app)
    assert "is not here to be compared with" not in words(app)
    assert [len(text) for text in texts(app)] == [43] * 4 and len(set(texts(app))) == 4


def test_a_damaged_table_is_told_and_the_rest_of_the_page_stays(models: Path) -> None:
    table = write_tiny_table(models, "shakespeare-ngram") / "shakespeare-ngram"
    change_weights(table, lambda counted: counted["counts"].__imul__(0))
    app = opened()
    assert "shakespeare-ngram/model.safetensors holds no counts of a text: gram 0" in words(app)
    assert len(texts(app)) == 1 and "16 states" in words(app)


def test_another_model_says_something_itself() -> None:
    app = opened()
    placed(app.selectbox, "hmm_model").set_value("casino").run()
    assert not app.exception
    assert placed(app.text_input, "hmm_observations").value == ""
    assert len(drawn(app, "hmm_view")["ids"]) == 12  # as many as are drawn
    placed(app.text_input, "hmm_observations").set_value("123").run()
    assert drawn(app, "hmm_view")["ids"] == [0, 1, 2]


def test_a_preset_asks_first_and_every_knob_is_in_the_link() -> None:
    app = opened(preset="fork", observations="ab", learner="3", luck="7", written="5")
    assert "Changed from “The best states, and no path”" in words(app)
    assert drawn(app, "hmm_view")["ids"] == [0, 1]
    assert drawn(app, "hmm_learning_view")["orders"]
    assert len(texts(app)[0]) == 7 + 5
    link = dict(app.query_params)
    assert (link["preset"], link["observations"], link["learner"]) == ("fork", "ab", "3")
    assert (link["luck"], link["written"]) == ("7", "5")


def test_what_cannot_be_read_is_said_and_the_rest_of_the_page_stays() -> None:
    app = opened(observations="UxU")
    assert "hold 'x', and this model's symbols are U N" in words(app)
    assert "hmm_view" not in app.session_state["shown_views"]
    assert drawn(app, "hmm_learning_view")["states"] == 2
    app = opened(states="99", model="weather")
    assert "The link's states is '99'; give a whole number from 2 to 8." in words(app)
    assert "The link's model is 'weather'; give one of umbrella, casino" in words(app)


def test_what_the_model_cannot_say_is_no_error() -> None:
    app = opened(preset="stuck", observations="0110")
    assert drawn(app, "hmm_view")["check"]["title"].startswith("Largest relative difference")


def test_parts_can_be_hidden() -> None:
    app = opened(hide="sections,knobs,question")
    assert "hmm_learning_view" not in app.session_state["shown_views"]
    assert not texts(app) and not app.selectbox


def test_another_writer_and_a_prompt_with_unknown_characters() -> None:
    app = opened(writer="256", prompt="Zebra: é", temperature="0", written="9")
    assert "Z" in words(app)
    one = texts(app)[0]
    assert opened(writer="256", prompt="Zebra: é", temperature="0", written="9", luck="5")
    assert len(one) >= 9


def test_without_a_model_or_with_a_damaged_one(models: Path) -> None:
    (models / "tiny-hmm" / "tokenizer.json").write_text("{}")
    assert "tokenizer.json is not a usable tokenizer.json" in words(opened())
    for path in (models / "tiny-hmm").iterdir():
        path.unlink()
    assert "There is no trained hidden Markov model" in words(opened())
