"""What the presets answer is what their knobs give."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from rnn_demo.exhibits.series.compute import (
    drawn_forecast,
    forecasting,
    guess_of_bits,
    series_for,
    share_right,
)
from rnn_demo.exhibits.series.export import as_csv
from rnn_demo.exhibits.series.fit_check import fit_check
from rnn_demo.exhibits.series.formula import autoregression_formula
from rnn_demo.exhibits.series.knobs import SeriesKnobs
from rnn_demo.exhibits.series.presets import PRESETS
from rnn_demo.forecasting.autoregression import Autoregression
from rnn_demo.forecasting.comparison import ModelComparison, compared, walking_each
from rnn_demo.forecasting.plan import ForecastPlan, SeriesError
from rnn_demo.forecasting.verdict import verdict


@cache
def found(knobs: SeriesKnobs) -> ModelComparison:
    steps: Any = forecasting(knobs)
    while True:
        try:
            assert 0 <= next(steps) <= 1
        except StopIteration as end:
            comparison: ModelComparison = end.value
            return comparison


def errors(knobs: SeriesKnobs) -> dict[str, float]:
    return {name: one.near.rmse for name, one in found(knobs).standings.items()}


def of(preset: str) -> SeriesKnobs:
    return PRESETS[preset].knobs


@pytest.mark.parametrize("preset", PRESETS)
def test_the_autoregression_is_the_least_squares_one(preset: str) -> None:
    comparison = found(of(preset))
    fit = comparison.standings["ar"].walk.autoregression
    assert fit is not None
    assert fit_check(comparison, fit).holds
    wrong = replace(fit, constant=fit.constant + 1e-3 * float(np.std(comparison.series.values)))
    assert not fit_check(comparison, wrong).holds


def test_passengers_in_any_unit_pass_the_check() -> None:
    usual = series_for(of("passengers"))
    for unit in (1e-90, 1e-15, 1e11, 1e97):
        moved = replace(usual, values=unit * usual.values)
        steps: Any = walking_each(moved, ForecastPlan(season=12), ("yesterday", "ar"))
        while True:
            try:
                next(steps)
            except StopIteration as end:
                comparison = compared(moved, ForecastPlan(season=12), end.value)
                break
        fit = comparison.standings["ar"].walk.autoregression
        assert fit is not None and fit.order == 14
        assert fit_check(comparison, fit).holds


def test_a_formula_has_powers_of_ten() -> None:
    fit = Autoregression(-2.016e11, np.array([1e-5, -0.25]), 1.0)
    assert autoregression_formula(fit, changes=False) == (
        r"\begin{aligned}\hat {x}_t = {} & -2.016 \cdot 10^{11} + 1 \cdot 10^{-5}\,x_{t-1} "
        r"- 0.25\,x_{t-2}\end{aligned}"
    )


def test_sunspots() -> None:
    comparison = found(of("sunspots"))
    assert comparison.ranked()[0] == comparison.ranked(far=True)[0] == "elman"
    assert comparison.standings["ar"].walk.parameters == 3
    assert 0 < comparison.lead("elman", "gru").beyond < 2
    assert 0 < comparison.lead("elman", "ar").beyond < 2
    assert comparison.lead("elman", "yesterday").beyond > 2


def test_nothing_beats_yesterday_on_a_random_walk() -> None:
    rmse = errors(of("walk"))
    assert found(of("walk")).ranked()[0] == "yesterday"
    assert rmse["ar"] / rmse["yesterday"] == pytest.approx(1.06, abs=0.005)
    assert min(rmse[net] for net in ("mlp", "elman", "gru")) > 2 * rmse["yesterday"]
    assert "hard to beat" in verdict(found(of("walk")))[0]
    changed = errors(replace(of("walk"), changes=True))
    assert min(changed[net] for net in ("mlp", "elman", "gru")) > 0.99 * rmse["yesterday"]
    assert max(changed[net] for net in ("mlp", "elman", "gru")) < 1.1 * rmse["yesterday"]


def test_a_line_sees_nothing_in_the_logistic_map() -> None:
    comparison, rmse = found(of("logistic")), errors(of("logistic"))
    assert comparison.ranked()[0] == "mlp" and rmse["mlp"] < 0.001
    assert rmse["ar"] == pytest.approx(rmse["mean"], rel=0.02) == pytest.approx(0.33, abs=0.005)
    far = {name: one.far.rmse for name, one in comparison.standings.items()}
    assert far["mlp"] > far["mean"]


def test_the_bit_before_the_window() -> None:
    knobs = of("copy")
    comparison, guess = found(knobs), guess_of_bits(knobs, found(knobs))
    assert guess is not None and guess.check is not None and guess.check.holds
    tested = comparison.parts.tested
    assert abs(share_right(comparison, "mlp") - 0.5) < 2 * 0.5 / np.sqrt(tested)
    for model in ("ar", "elman", "gru"):
        assert share_right(comparison, model) == pytest.approx(0.88, abs=0.005)
    wider = guess_of_bits(replace(knobs, window=4), found(replace(knobs, window=4)))
    assert wider is not None and wider.check is None
    assert wider.right == pytest.approx(0.9)
    assert guess_of_bits(of("sunspots"), found(of("sunspots"))) is None


def test_the_other_answers() -> None:
    chaos = errors(of("mackey-glass"))
    assert round(chaos["mlp"], 3) == 0.003 and round(chaos["ar"], 3) == 0.068
    assert found(of("mackey-glass")).ranked()[0] == "mlp"
    assert min(chaos["elman"], chaos["gru"]) > 0.01
    true = found(of("ar2"))
    rmse = errors(of("ar2"))
    assert true.ranked()[0] == "ar" and round(rmse["ar"], 2) == 1.04
    assert {round(rmse[net], 2) for net in ("mlp", "elman", "gru")} <= {1.07, 1.08, 1.09}
    growth, changed = (
        errors(replace(of("passengers"), changes=changes)) for changes in (False, True)
    )
    assert min(growth[net] for net in ("mlp", "elman", "gru")) > growth["yesterday"]
    assert growth["ar"] / growth["yesterday"] == pytest.approx(0.29, abs=0.005)
    assert sum(changed[net] < 0.8 * growth["yesterday"] for net in ("mlp", "elman", "gru")) == 2
    notes = " ".join(found(of("passengers")).notes)
    assert "of the test is beyond all values that the models were fitted to" in notes


def test_what_is_drawn_begins_at_the_origin() -> None:
    knobs = of("sunspots")
    comparison = found(knobs)
    last = drawn_forecast(replace(knobs, origin=100), comparison)
    assert (last.model, last.origin) == ("elman", 308)
    assert np.array_equal(
        last.paths["yesterday"], np.repeat(comparison.series.values[-1], knobs.horizon)
    )
    assert np.all(last.low <= last.paths["elman"]) and np.all(last.paths["elman"] <= last.high)
    first = drawn_forecast(replace(knobs, origin=0, drawn="gru"), comparison)
    assert (first.model, first.origin) == ("gru", comparison.parts.calibrated - 1)
    errors_ahead = comparison.series.values[comparison.parts.calibrated :] - first.ahead
    assert np.sqrt(np.mean(errors_ahead**2)) == pytest.approx(errors(knobs)["gru"])
    without = replace(of("walk"), drawn="season")  # it has none
    assert drawn_forecast(without, found(of("walk"))).model == "yesterday"


def test_a_series_of_ones_own_has_to_be_there() -> None:
    with pytest.raises(SeriesError, match="no series of your own yet"):
        series_for(SeriesKnobs(series="own"))


def test_the_file_holds_the_forecasts() -> None:
    comparison = found(of("passengers"))
    text = as_csv(comparison)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text[1:])))
    assert len(rows) == 144 + comparison.plan.horizon
    assert [rows[0]["when"], rows[0]["value"], rows[0]["part"]] == ["1949-01", "112.0", "fitted"]
    tested = [row for row in rows if row["part"] == "test"]
    ahead = np.array([float(row["AR(14)"]) - float(row["value"]) for row in tested])
    assert np.sqrt(np.mean(ahead**2)) == pytest.approx(errors(of("passengers"))["ar"], rel=1e-6)
    assert rows[-1]["when"] == "+12" and rows[-1]["value"] == ""
    assert float(rows[-1]["GRU low"]) < float(rows[-1]["GRU"]) < float(rows[-1]["GRU high"])
