"""The page of trained networks: results, links, and one training while somebody looks."""

from __future__ import annotations

import importlib.util
import json
import time
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import rnn_demo.tasks.memory.standings as exhibit
from rnn_demo.exhibits.trained_memory import live_training
from rnn_demo.figures.cell_colours import CELL_COLOURS
from rnn_demo.tasks.memory.long_memory import gathered
from rnn_demo.tasks.memory.results import write_results
from rnn_demo.tasks.memory.trials import LossPoint, Outcome, Trial
from tests.exhibits.opening import opener, words
from tests.test_lightness import modules_after

opened = opener("trained_memory")


@pytest.fixture(autouse=True)
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for task, length in (("adding", 50), ("adding", 100), ("latch", 10)):
        outcomes = [
            Outcome(
                Trial(task, length, cell, seed), (LossPoint(50, 0.5), LossPoint(100, 0.001)), 100
            )
            for cell in ("elman", "lstm")
            for seed in range(2)
        ]
        write_results(tmp_path / f"{task}-{length}.json", gathered(outcomes))
    monkeypatch.setattr(exhibit.shipped, "__defaults__", (tmp_path,))
    st.cache_resource.clear()
    return tmp_path


def test_it_opens_with_the_adding_problem() -> None:
    app = opened()
    assert "Two of T numbers are marked" in words(app)
    assert "74,000 sequences" in words(app)
    assert len(app.get("plotly_chart")) == 3  # the last is of what can be trained now
    assert "experiment adding --length 100" in words(app)


def test_another_task_and_length() -> None:
    app = opened(task="latch")
    assert "first three numbers" in words(app)
    assert len(app.get("plotly_chart")) == 2
    app.segmented_control(key="memory_task").set_value("adding").run()
    app.segmented_control(key="memory_length_adding").set_value(50).run()
    assert not app.exception
    assert "experiment adding --length 50" in words(app)
    assert app.query_params["task"] == "adding"
    assert app.query_params["length"] == "50"


def test_the_link_holds_task_and_length() -> None:
    assert "experiment adding --length 50" in words(opened(task="adding", length="50"))
    bad = words(opened(task="adding", length="<b>"))
    assert "The link asks for T = '<b>'; there are 50, 100." in bad
    assert "experiment adding --length 100" in bad


def test_a_bad_link_costs_a_sentence() -> None:
    assert "asks for the task '<b>none</b>'; there are adding, latch" in words(
        opened(task="<b>none</b>")
    )


def test_damaged_and_missing_results_are_sentences(results: Path) -> None:
    (results / "latch-10.json").write_text("{")
    assert "latch-10.json cannot be used" in words(opened())
    for path in results.iterdir():
        path.unlink()
    assert "There are no results yet" in words(opened())


def finished(app: AppTest) -> AppTest:
    """The page once its training has ended, as a browser that asks again and again sees it."""
    for _ in range(3000):
        if not app.session_state["live_watched"].running:
            return app.run()
        time.sleep(0.1)
        app.run()
    pytest.fail("The training does not end.")


def curve(app: AppTest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(app.get("plotly_chart")[-1].proto.spec)
    return found


def test_one_is_trained_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_training, "BUDGET", 6_000)
    monkeypatch.setattr(live_training, "RATE", 0.02)
    app = opened(task="latch")
    assert app.selectbox(key="live_cell").value == "lstm"
    app.selectbox(key="live_cell").set_value("gru-torch").run()
    app.slider(key="live_length_latch").set_value(10).run()
    assert "counts from the next training" in words(app)
    assert "was not measured" in words(app)
    app.button(key="live_train").click().run()
    assert not app.exception
    assert app.button(key="live_train").disabled and not app.button(key="live_stop").disabled
    app = finished(app)
    assert not app.exception
    assert "GRU of torch, T = 10, seed 0: solved after" in words(app)
    assert len(app.get("plotly_chart")) == 2
    (line,) = curve(app)["data"]
    assert line["line"]["color"] == CELL_COLOURS["gru-torch"]
    assert len(line["x"]) > 1
    assert app.button(key="live_stop").disabled


def test_a_training_is_stopped_and_there_is_one_at_a_time() -> None:
    app = opened()
    app.button(key="live_train").click().run()
    other = opened()
    other.button(key="live_train").click().run()
    assert "Somebody else is training just now" in words(other)
    app.button(key="live_stop").click().run()
    assert not app.exception
    assert "stopped after" in words(app)
    assert not app.session_state["live_watched"].running
    assert not app.button(key="live_train").disabled


def test_what_to_expect_is_told_and_drawn_before_anything_is_trained() -> None:
    app = opened()
    tried = next(one for one in exhibit.shipped(live_training.TRIED)["adding"])
    lstm = next(one for one in exhibit.standings(tried) if one.cell == "lstm")
    assert lstm.trials >= 10
    assert lstm.solved > lstm.trials / 2  # what it opens on succeeds for most seeds
    assert f"LSTM, T = 20: {lstm.solved} of {lstm.trials} seeds solved it" in words(app)
    drawn = curve(app)["data"]
    assert len(drawn) == lstm.trials
    assert {line["line"]["color"] for line in drawn} == {CELL_COLOURS["lstm"]}
    app.slider(key="live_length_adding").set_value(15).run()
    assert "was not measured" in words(app)


def test_without_torch_the_page_says_so_before_the_button(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: None if name == "torch" else real(name, *a)
    )
    app = opened()
    assert not app.exception
    assert "This server cannot train: it has no torch" in words(app)
    assert not [button for button in app.button if button.key in ("live_train", "live_stop")]


def test_the_page_needs_no_torch() -> None:
    loaded = modules_after(
        "import rnn_demo.exhibits.trained_memory.live_training, rnn_demo.tasks.memory.watched_trial"
    )
    assert "streamlit" in loaded
    assert "torch" not in loaded
