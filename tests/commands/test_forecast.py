"""`forecast`: a table in, the best model and the values to come out; and `simulate` of the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rnn_demo.__main__ import main

Capture = pytest.CaptureFixture[str]
ROWS = "".join(f"{1950 + k};{100 + 10 * (k % 6)},5\n" for k in range(48))


def test_the_best_model_and_what_comes_next(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "sales.csv"
    file.write_text("\ufeffyear;sales\n" + ROWS, encoding="utf-8")
    assert main(["forecast", str(file), "--horizon", "3", "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert numbers["column"] == "sales"
    assert (numbers["values"], numbers["tested"], numbers["season"]) == (48, 12, 6)
    assert numbers["best"] == "season"
    best = numbers["models"]["season"]
    assert best["rmse"] == best["rmse_far"] == 0
    assert best["forecasts"] == [100.5, 110.5, 120.5]
    assert next(iter(numbers["models"])) == "season" and len(numbers["models"]) == 7
    for none in ("0", "1"):
        assert main(["forecast", str(file), "--season", none]) == 0
        told = capsys.readouterr().out
        assert told.startswith("sales: 48 values, 1950 to 1997; 29 fitted, 12 tested\n")
        assert "as last season" not in told
    assert "the values to come, with an interval of 80 %:\n  +1 " in told


def test_what_cannot_be_forecast_is_one_sentence(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "words.csv"
    file.write_text("word\n" + "cat\n" * 40)
    for arguments, told in (
        ([str(file)], "No column holds numbers; in line 2 there is 'cat'"),
        ([str(file), "--column", "x"], "There is no column 'x'; there are 'word'"),
        ([str(tmp_path)], "is a folder: name a file"),
        ([str(tmp_path / "none.csv")], "cannot be used: No such file"),
        ([str(file), "--horizon", "0"], "--horizon is 0; give a number from 1 to 100."),
        ([str(file), "--horizon", "1000000"], "--horizon is 1,000,000; give a number from 1 to"),
        ([str(file), "--column", ""], "There is no column ''; there are 'word'"),
    ):
        assert main(["forecast", *arguments]) == 1
        captured = capsys.readouterr()
        assert captured.out == ""
        (line,) = captured.err.splitlines()
        assert told in line


def test_a_doubtful_decimal_sign_is_chosen(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "three.csv"
    file.write_text("n;x\n" + "".join(f"{k};{10 + k % 6}.125\n" for k in range(48)))
    found = []
    for options in ([], ["--decimal", "point"]):
        assert main(["forecast", str(file), "--horizon", "1", "--json", *options]) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert found[0]["models"]["season"]["forecasts"] == [10_125]
    assert found[1]["models"]["season"]["forecasts"] == [10.125]
    assert any("choose the other decimal sign" in note for note in found[0]["notes"])


def test_a_frequency_is_chosen(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "plain.csv"
    file.write_text("x\n" + "".join(f"{(7 * k * k) % 31}\n" for k in range(200)))
    found = []
    for options in ([], ["--frequency", "month"], ["--frequency", "quarter hour"]):
        assert main(["forecast", str(file), "--horizon", "1", "--json", *options]) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert [one["unit"] for one in found] == ["row", "month", "quarter hour"]
    assert [one["season"] for one in found] == [31, 12, 0]
    assert "A season of 96 values is not in the 120 values" in " ".join(found[2]["notes"])
    assert found[1]["models"]["season"]["name"] == "as last season, 12"


def test_the_page_s_numbers(capsys: Capture) -> None:
    wishes = ["--preset", "copy", "--set", "length=200"]
    assert main(["simulate", "--exhibit", "series", *wishes, "--json"]) == 0
    numbers = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    assert numbers["knobs"]["window"] == 3
    assert numbers["mlp_on_all_bits"]["right"] == pytest.approx(0.5, abs=1e-12)
    assert numbers["mlp_on_all_bits"]["at_chance"] is True
    assert main(["simulate", "--exhibit", "series", *wishes, "--set", "series=own"]) == 1
    assert "no series of your own yet" in capsys.readouterr().err
