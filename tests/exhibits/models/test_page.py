"""About the models: cards, figures by protocol, and what is missing or damaged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.tiny_models import tiny_artifact, write_models

PAGE = Path(__file__).parents[3] / "rnn_demo" / "exhibits" / "models" / "page.py"
METRICS = {
    "test": {
        "cold-256": {"nats_per_character": 1.4, "bits_per_character": 2.02},
        "stateful": {"nats_per_character": 1.38, "bits_per_character": 1.99},
    },
    "baseline": {"name": "5-gram", "test": {"nats_per_character": 1.7}},
}


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    write_models(
        tmp_path,
        tiny_artifact("shakespeare-lstm", "lstm", corpus="shakespeare"),
        tiny_artifact("shakespeare-gru", "gru", corpus="shakespeare"),
        tiny_artifact("mine", "elman", corpus="my diary"),
    )
    folder = tmp_path / "shakespeare-lstm"
    (folder / "metrics.json").write_text(json.dumps(METRICS), encoding="utf-8")
    (folder / "README.md").write_text("# shakespeare-lstm\n\n## Limits\nMany.\n", encoding="utf-8")
    monkeypatch.setenv("RNN_DEMO_MODELS", str(tmp_path))
    st.cache_resource.clear()
    yield tmp_path
    st.cache_resource.clear()


def opened() -> AppTest:
    app = AppTest.from_file(PAGE, default_timeout=300).run()
    assert not app.exception
    return app


def test_figures_stand_beside_published_ones_of_the_same_protocol(models: Path) -> None:
    app = opened()
    cold256, cold64, stateful = [table.value for table in app.table]
    assert list(cold256["Nats"]) == ["1.4000", "1.4531", "1.4630", "1.4697"]
    assert cold256["Model"][0] == "**shakespeare-lstm**"
    assert cold256["Bits"][0] == "2.020"
    assert list(cold64["Nats"]) == ["1.8800"]
    assert list(stateful["Model"]) == ["**shakespeare-lstm**", "5-gram"]


def test_the_card_is_shown_and_its_absence_told(models: Path) -> None:
    app = opened()
    assert [tab.label for tab in app.tabs] == ["Shakespeare", "my diary"]
    shown = [block.value for block in app.markdown]
    assert "### shakespeare-lstm\n\n#### Limits\nMany." in shown
    assert any(value.startswith("mine has no card yet") for value in shown)
    told = [block.value for block in app.info]
    assert [value.split(" ")[0] for value in told] == ["shakespeare-gru", "mine"]


@pytest.mark.parametrize("damage", ["model.safetensors", "config.json", "metrics.json"])
def test_a_damaged_model_costs_one_sentence(models: Path, damage: str) -> None:
    (models / "shakespeare-lstm" / damage).write_text("[", encoding="utf-8")
    app = opened()
    assert len([block for block in app.text if damage in block.value]) == 1
    assert any("mine has no card" in block.value for block in app.markdown)


def test_without_models_it_says_so(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RNN_DEMO_MODELS", str(models / "nowhere"))
    page = opened()
    assert "No model can be read" in page.error[0].value
    assert page.text[0].value.startswith("RNN_DEMO_MODELS names a folder that is not there")
