"""Standings count what was solved, and the shipped results are what their page needs."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from rnn_demo.networks.sequence_network import SEQUENCE_CELLS
from rnn_demo.tasks.memory.guessing import GUESSING
from rnn_demo.tasks.memory.long_memory import TASKS, gathered
from rnn_demo.tasks.memory.results import ResultsError, write_results
from rnn_demo.tasks.memory.standings import (
    CELLS,
    PUBLISHED,
    QUESTIONS,
    TITLES,
    shares_solved,
    shipped,
    standings,
)
from rnn_demo.tasks.memory.trials import LossPoint, Outcome, Trial


def outcome(cell: str, seed: int, solved: int | None, loss: float, length: int = 50) -> Outcome:
    trial = Trial("adding", length, cell, seed)
    return Outcome(trial, (LossPoint(50, 0.2), LossPoint(solved or 100, loss)), solved)


def test_standings() -> None:
    results = gathered(
        [
            outcome("lstm", 0, 400, 0.009),
            outcome("lstm", 1, 800, 0.008),
            outcome("lstm", 2, None, 0.15),
            outcome("elman", 0, None, 0.17),
        ]
    )
    elman, lstm = standings(results)
    assert (elman.cell, elman.trials, elman.solved, elman.median) == ("elman", 1, 0, None)
    assert (lstm.trials, lstm.solved, lstm.median, lstm.losses) == (3, 2, 600, (0.008, 0.15))


def test_the_share_solved_by_length() -> None:
    short = gathered([outcome("lstm", 0, 400, 0.009), outcome("lstm", 1, None, 0.1)])
    long = gathered([outcome("lstm", 0, 400, 0.009, 99), outcome("elman", 0, None, 0.1, 99)])
    shares = shares_solved([short, long])
    assert list(shares) == ["elman", "lstm"]
    assert shares["lstm"] == [0.5, 1.0]
    assert math.isnan(shares["elman"][0]) and shares["elman"][1] == 0


def test_results_by_task_and_length(tmp_path: Path) -> None:
    for length in (100, 50):
        results = gathered([outcome("lstm", 0, 50, 0.01, length)])
        write_results(tmp_path / f"adding-{length}.json", results)
    found = shipped(tmp_path)
    assert list(found) == ["adding"]
    assert [one.setting.length for one in found["adding"]] == [50, 100]
    assert shipped(tmp_path / "nowhere") == {}
    (tmp_path / "copying-9.json").write_text("{")
    with pytest.raises(ResultsError, match=r"copying-9\.json"):
        shipped(tmp_path)


def test_every_task_is_told_of() -> None:
    assert set(TITLES) == set(QUESTIONS) == set(PUBLISHED) == set(TASKS)
    assert set(CELLS) == {*SEQUENCE_CELLS, GUESSING}


def test_the_shipped_results_are_whole() -> None:
    for task, results in shipped().items():
        for one in results:
            assert one.measure == TASKS[task].measure
            assert one.baseline == pytest.approx(TASKS[task].baseline(one.setting.length))
            rival = {GUESSING} if task == "latch" else set()
            assert {s.cell for s in standings(one)} == {*SEQUENCE_CELLS, *rival}
            assert all(s.trials == 5 for s in standings(one))
            for trial in one.outcomes:
                last = trial.curve[-1].loss
                if trial.solved_after is None:
                    assert math.isnan(last) or last > one.aim
                    assert trial.curve[-1].sequences == one.setting.budget or math.isnan(last)
                else:
                    assert last <= one.aim
