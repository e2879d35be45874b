"""`capacity`: a small measurement, written and read again, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from rnn_demo.__main__ import main
from rnn_demo.exhibits.hopfield.capacity_results import read_capacity
from rnn_demo.exhibits.hopfield.compute.capacity import LOADS

Capture = pytest.CaptureFixture[str]


def test_a_small_net_is_measured(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "new" / "small.json"
    assert main(["capacity", "--sizes", "10", "--seed", "3", "--out", str(out)]) == 0
    loads = read_capacity(out)
    assert [(one.units, one.patterns) for one in loads] == [
        (10, max(1, round(10 * load))) for load in LOADS
    ]
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(LOADS)
    assert lines[0].startswith("N =    10, P =    1, α = 0.100: overlap 1.000 ± 0.000")
    again = tmp_path / "again.json"
    assert main(["capacity", "--sizes", "10", "--seed", "3", "--out", str(again)]) == 0
    assert again.read_bytes() == out.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--sizes", "9"], "--sizes has 9; give numbers from 10 to 2,000."),
        (["--sizes", "100", "1000000"], "--sizes has 1,000,000"),
        (["--seed=-1"], "--seed is -1; give 0 or more."),
        (["--out", "."], "--out . is a folder: name a file in it."),
    ],
)
def test_what_it_refuses(arguments: list[str], told: str, capsys: Capture) -> None:
    assert main(["capacity", *arguments]) == 1
    assert told in capsys.readouterr().err
