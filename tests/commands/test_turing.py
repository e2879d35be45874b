"""`turing` and `simulate --exhibit turing`: files, numbers, words, and what they cannot do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rnn_demo.__main__ import main
from rnn_demo.exhibits.turing.compute.machines import TABLES
from rnn_demo.exhibits.turing.presets import PRESETS
from rnn_demo.exhibits.turing.results import read_comparisons
from rnn_demo.tasks.counting.results import read_counting
from tests.test_lightness import HEAVY, modules_after

MILLION = "go 0 1 R go\n" * 10**6
Capture = pytest.CaptureFixture[str]


def simulated(capsys: Capture, *arguments: str) -> dict[str, object]:
    assert main(["simulate", "--exhibit", "turing", *arguments, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_equal_to_the_interpreter(preset: str, capsys: Capture) -> None:
    found = simulated(capsys, "--preset", preset)
    assert found["exhibit"] == "turing"
    assert found["preset"] == preset
    assert found["equal_to_interpreter"] is True
    assert found["halted"] is (preset != "forever")
    assert found["accepted"] is (preset not in ("beaver", "forever"))
    assert found["ticks"] == 2 * int(str(found["steps"])) + 1
    assert found["pushes_survived"] == {"float16": 6, "float32": 13, "float64": 27}


def test_a_table_of_one_s_own(capsys: Capture) -> None:
    table = "go 0 1 R go\ngo 1 0 R go\ngo _ _ S accept"
    found = simulated(capsys, "--set", f"table={table}", "--set", "word=0110")
    assert (found["tape"], found["steps"], found["accepted"]) == ("1001", 5, True)


def test_in_words(capsys: Capture) -> None:
    assert main(["simulate", "--exhibit", "turing", "--preset", "float"]) == 0
    told = capsys.readouterr().out
    assert "halts in accept after 45 steps" in told
    assert "float16: wrong from step 7" in told
    assert "float32: right" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["simulate", "--exhibit", "turing", "--set", "table=go 0 1 R gone"], "the state 'gone'"),
        (["simulate", "--exhibit", "turing", "--set", "word=12"], "The input has '2' in place 2"),
        (
            ["simulate", "--exhibit", "turing", "--set", f"table={MILLION}"],
            "at most 6,000",
        ),
        (["simulate", "--exhibit", "turing", "--set", "steps=5"], "steps is '5'; give a whole"),
        (["turing", "compare", "--inputs", "0"], "--inputs is 0; give a number from 1"),
        (["turing", "count", "--seeds", "101"], "--seeds is 101; give a number from 1 to 100."),
        (["turing", "compare", "--out", "/tmp"], "--out /tmp is a folder: name a file in it."),
    ],
)
def test_what_cannot_be_done_is_told(arguments: list[str], told: str, capsys: Capture) -> None:
    assert main(arguments) == 1
    error = capsys.readouterr().err
    assert told in error
    assert len(error) < 400


def test_comparisons_are_written(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "own" / "comparisons.json"
    assert main(["turing", "compare", "--inputs", "5", "--out", str(path)]) == 0
    assert "equal on 5 of 5 inputs" in capsys.readouterr().out
    assert {one.inputs for one in read_comparisons(path).values()} == {5}
    assert read_comparisons(path).keys() == TABLES.keys()


def test_counts_are_written(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rnn_demo.commands import turing

    monkeypatch.setattr(turing, "TESTED_TO", 4)
    monkeypatch.setattr(turing, "DRAWN", 3)
    path = tmp_path / "counting.json"
    options = ["--seeds", "1", "--updates", "2", "--out", str(path)]
    assert main(["turing", "count", *options]) == 0
    assert "lstm       seed 0: loss" in capsys.readouterr().out
    found = read_counting(path)
    assert [one.trial.cell for one in found.outcomes] == ["lstm", "gru-torch"]
    assert found.tested_to == 4


def test_a_comparison_needs_neither_torch_nor_the_page() -> None:
    program = "from rnn_demo.__main__ import main\nmain(['turing', 'compare', '--inputs', '1'])"
    assert not modules_after(program) & HEAVY
