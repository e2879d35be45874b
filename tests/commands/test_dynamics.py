"""`dynamics`, small enough for a test: it learns, measures, writes, and says what it cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnn_demo.__main__ import main
from rnn_demo.tasks.learned_dynamics import learning, rivals
from rnn_demo.tasks.learned_dynamics.record import read_learned

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in (
        ("TRAJECTORIES", 12),
        ("SAMPLES", 80),
        ("CHOSEN_ON", 3),
        ("TESTED", 5),
        ("USUAL_STEPS", 30),
        ("FOLLOWED", 40),
        ("CYCLING", 500),
    ):
        monkeypatch.setattr(learning, name, size)
    monkeypatch.setattr(rivals, "RESERVOIR", 30)


def test_it_learns_and_writes(tmp_path: Path, capsys: Capture) -> None:
    wishes = ["van-der-pol", "--noise", "0.001", "--updates", "3", "--out", str(tmp_path)]
    assert main(["dynamics", *wishes]) == 0
    told = capsys.readouterr().out
    assert "Valid prediction time in units of time, quartiles over 5 starts" in told
    assert "from inside: amplitude 2.0" in told
    learned = read_learned("van-der-pol", 0.001, tmp_path)
    assert learned.setting["updates"] == 3
    assert set(learned.predictors) == {
        "persistence", "linear", "polynomial", "reservoir", "elman", "gru",
    }  # fmt: skip
    assert set(learned.standings) - set(learned.predictors) == {
        "elman-drawn", "elman-descended", "gru-drawn", "gru-descended",
    }  # fmt: skip
    assert learned.standings["polynomial"].valid[1] == pytest.approx(3.0)  # to the end of the test
    assert learned.standings["persistence"].valid[1] < 2
    assert len(learned.standings["gru"].error) == 30


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["lorenz", "--noise", "nan"], "--noise is nan; give a number from 0 to 0.1."),
        (["lorenz", "--noise", "-1"], "--noise is -1; give a number from 0 to 0.1."),
        (["lorenz", "--updates", "0"], "--updates is 0; give a number from 1 to 1,000,000."),
    ],
)
def test_what_it_cannot_do(arguments: list[str], told: str, capsys: Capture) -> None:
    assert main(["dynamics", *arguments]) == 1
    assert told in capsys.readouterr().err
