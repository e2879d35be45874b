"""The page of trained networks: results, links, and one training while somebody looks."""

from __future__ import annotations

from pathlib import Path

import pytest

import rnn_demo.exhibits.trained_memory as exhibit
from rnn_demo.tasks.long_memory import gathered
from rnn_demo.tasks.memory_results import write_results
from rnn_demo.tasks.trials import Look, Outcome, Trial
from rnn_demo.ui import live_training
from tests.pages.opening import opener, words

opened = opener("trained_memory")


@pytest.fixture(autouse=True)
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for task, length in (("adding", 50), ("adding", 100), ("latch", 10)):
        outcomes = [
            Outcome(Trial(task, length, cell, seed), (Look(50, 0.5), Look(100, 0.001)), 100)
            for cell in ("elman", "lstm")
            for seed in range(2)
        ]
        write_results(tmp_path / f"{task}-{length}.json", gathered(outcomes))
    monkeypatch.setattr(exhibit.shipped, "__defaults__", (tmp_path,))
    return tmp_path


def test_it_opens_with_the_adding_problem() -> None:
    app = opened()
    assert "Two of T numbers are marked" in words(app)
    assert "74,000 sequences" in words(app)
    assert len(app.get("plotly_chart")) == 2
    assert "experiment adding --length 100" in words(app)


def test_another_task_and_length() -> None:
    app = opened(task="latch")
    assert "first three numbers" in words(app)
    assert len(app.get("plotly_chart")) == 1
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


def test_one_is_trained_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_training, "BUDGET", 6_000)
    monkeypatch.setattr(live_training, "RATE", 0.02)
    app = opened(task="latch")
    app.selectbox(key="live_cell").set_value("gru-torch").run()
    app.slider(key="live_length_latch").set_value(10).run()
    app.button(key="live_train").click().run()
    assert not app.exception
    assert "Solved after" in words(app)
    assert len(app.get("plotly_chart")) == 2
