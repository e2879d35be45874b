"""The neurons' page: shipped findings, held units, links, and bad ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from rnn_demo.tasks import neuron_results
from rnn_demo.tasks.neuron_results import SHIPPED, read_neurons
from rnn_demo.ui.neuron_choice import FIRST, MODELS

PAGE = Path(__file__).parents[2] / "rnn_demo" / "pages" / "neurons.py"
FOLDER = Path(__file__).parents[2] / "models"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(PAGE, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def drawn(app: AppTest) -> dict[str, Any]:
    found: dict[str, Any] = app.session_state["shown_views"]["neuron_view"]
    return found


def words(app: AppTest) -> str:
    kinds = ("markdown", "text", "caption")
    return "\n".join(block.value for kind in kinds for block in app.get(kind))


@pytest.mark.parametrize("model", MODELS)
def test_what_is_shipped_is_of_the_shipped_weights(model: str) -> None:
    found = read_neurons(model)
    weights = (FOLDER / model / "model.safetensors").read_bytes()
    assert found.weights == hashlib.sha256(weights).hexdigest()
    assert {path.stem for path in SHIPPED.glob("*.json")} == set(MODELS)
    assert 0 < found.nothing < 1
    assert all(one.chance < one.score for one in found.found)


def test_the_quotation_unit_is_found() -> None:
    app = opened(model=FIRST, feature="inside quotes")
    data = drawn(app)
    quotes = next(one for one in read_neurons(FIRST).found if one.feature == "inside quotes")
    assert quotes.score > 0.94
    assert data["unit"] == f"layer {quotes.layer + 1}, unit {quotes.unit}"
    assert data["heldName"].startswith("C = ")
    assert "by chance" in words(app)
    assert "Over 100 texts" in words(app)
    assert len(app.get("plotly_chart")) == 1


def test_text_and_value_move_the_picture_and_the_link() -> None:
    app = opened()
    before = drawn(app)["forced"]["text"]
    app.text_area(key=f"neuron_text_{FIRST}").set_value("<b>$x$ \U0001f642").run()
    assert not app.exception
    assert drawn(app)["free"]["text"] != before
    assert "The model has never seen" in words(app)
    assert app.query_params["text"] == "<b>$x$ \U0001f642"
    app.selectbox(key="neuron_model").set_value("pushkin-gru").run()
    assert not app.exception
    assert drawn(app)["cell"] == "gru"


def test_bad_links_are_sentences(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "asks for the model '<b>'; there are shakespeare-lstm" in words(opened(model="<b>"))
    told = words(opened(model=FIRST, feature="<i>"))
    assert "The link asks for '<i>'; there are inside quotes" in told
    monkeypatch.setattr(neuron_results.read_neurons, "__defaults__", (tmp_path,))
    assert "python -m rnn_demo neurons war-and-peace-lstm" in words(opened())
