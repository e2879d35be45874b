"""Walking forward: no look ahead, closed forms, and what a difference of errors is worth."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.forecasting.accuracy import Accuracy, accuracy_of, compare_losses
from rnn_demo.forecasting.chance import expected_guess
from rnn_demo.forecasting.comparison import ModelComparison, compared, comparing
from rnn_demo.forecasting.examples import (
    EXAMPLES,
    copied_bits,
    example_series,
    logistic_map,
    mackey_glass,
)
from rnn_demo.forecasting.plan import ForecastPlan, SeriesError, bounded, parts_of
from rnn_demo.forecasting.rivals import as_last_season
from rnn_demo.forecasting.season import autocorrelations, guess_season
from rnn_demo.forecasting.series import TimedSeries
from rnn_demo.forecasting.verdict import digits, milliseconds, verdict
from rnn_demo.forecasting.walk_forward import (
    MODELS,
    FittedWindow,
    WalkForward,
    interval_widths,
    walking,
)
from rnn_demo.forecasting.window_network import WindowNetwork

PLAN = ForecastPlan(window=4, hidden=3, horizon=3, season=5)


def result(steps: Any) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def series_of(values: np.ndarray) -> TimedSeries:
    return TimedSeries(values, np.ones(len(values), bool), (), "x")


@pytest.mark.parametrize("changes", [False, True])
@pytest.mark.parametrize("model", MODELS)
def test_what_comes_later_changes_no_earlier_forecast(model: Any, changes: bool) -> None:
    values = np.sin(np.arange(60) / 2) + 0.1 * np.random.default_rng(0).standard_normal(60)
    parts, plan = parts_of(60), replace(PLAN, changes=changes)
    cut = 52
    later = np.where(np.arange(60) >= cut, -7.0, values)
    one, other = (result(walking(model, each, parts, plan)) for each in (values, later))
    known = cut - one.first  # origins before the values that differ
    assert np.array_equal(one.forecasts[:known], other.forecasts[:known])
    assert np.array_equal(one.widths, other.widths)
    assert one.parameters == other.parameters
    if model != "mean":
        assert not np.array_equal(one.forecasts[known:], other.forecasts[known:])


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.integers(46, 58), st.sampled_from(["season", "ar"]))
def test_nor_does_any_other_future(seed: int, cut: int, model: Any) -> None:
    random = np.random.default_rng(seed)
    values = random.standard_normal(60).cumsum()
    later = np.concatenate([values[:cut], 100 * random.standard_normal(60 - cut)])
    one, other = (result(walking(model, each, parts_of(60), PLAN)) for each in (values, later))
    known = cut - one.first
    assert np.array_equal(one.forecasts[:known], other.forecasts[:known])


def test_rivals_say_what_their_names_say() -> None:
    values = np.arange(40.0)
    parts = parts_of(40)
    said = {
        model: result(walking(model, values, parts, PLAN)).forecasts
        for model in ("yesterday", "season", "mean")
    }
    assert said["yesterday"][0].tolist() == [23.0] * 3
    assert said["season"][0].tolist() == [19.0, 20.0, 21.0]
    assert said["mean"][-1].tolist() == [11.5] * 3
    assert all(len(own) == 40 - 23 for own in said.values())
    far = as_last_season(values, 23, 7, 5)
    assert far[0].tolist() == [19.0, 20.0, 21.0, 22.0, 23.0, 19.0, 20.0]


def test_the_measured_series_are_the_published_ones() -> None:
    sunspots, passengers = (example_series(name, 0, 0, 0) for name in ("sunspots", "passengers"))
    assert (len(sunspots.values), sunspots.label(0), sunspots.label(308)) == (309, "1700", "2008")
    assert sunspots.values.max() == 190.2  # of 1957
    assert sunspots.label(int(sunspots.values.argmax())) == "1957"
    assert passengers.values.sum() == 40_363
    assert passengers.label(143) == "1960-12"


def test_the_computed_series_are_what_they_are_called() -> None:
    x = logistic_map(4_000, 0.3)
    assert x[1:] == pytest.approx(4 * x[:-1] * (1 - x[:-1]), abs=1e-12)
    assert np.abs(autocorrelations(x, 10)[1:]).max() < 0.05
    coarse, fine = mackey_glass(20, 1.1, warm_up=0), mackey_glass(20, 1.1, 0.125, warm_up=0)
    assert coarse == pytest.approx(fine, abs=1e-4)
    before = mackey_glass(3, 0.5, warm_up=0)  # until t = 17 the delayed x is the start
    target = 2 * 0.5 / (1 + 0.5**10)
    assert before[:2] == pytest.approx(
        [target + (0.5 - target) * np.exp(-0.1 * t) for t in (6, 12)], abs=1e-6
    )
    bits = copied_bits(20_000, 5, np.random.default_rng(0))
    assert np.mean(bits[5:] == bits[:-5]) == pytest.approx(0.9, abs=0.01)
    assert np.mean(bits[3:] == bits[:-3]) == pytest.approx(0.5, abs=0.02)


def test_the_widths_hold_four_fifths_of_what_can_be_exchanged() -> None:
    random, held = np.random.default_rng(0), []
    parts = parts_of(100)
    for _ in range(400):
        values = random.standard_normal(100)
        forecasts = np.zeros((100 - parts.fitted + 1, 2))
        width = interval_widths(values, forecasts, parts)
        held.append(np.abs(values[parts.calibrated :]) <= width[0])
    assert np.mean(held) == pytest.approx(13 / 16, abs=0.015)  # ⌈0.8 · 16⌉ of 16


def test_missing_values_are_no_targets() -> None:
    values, known = np.arange(40.0), np.ones(40, bool)
    known[35] = False
    values[35] = 1e6
    walk = WalkForward("yesterday", 23, np.zeros((17, 2)), np.ones(2), 0, 0.0)
    found = accuracy_of(walk, values, known, parts_of(40), 1)
    assert len(found.errors) == 9
    assert found.mae == pytest.approx(np.mean([30, 31, 32, 33, 34, 36, 37, 38, 39]))
    assert len(accuracy_of(walk, values, known, parts_of(40), 2).errors) == 8


def test_a_difference_of_independent_errors_has_the_usual_standard_error() -> None:
    random = np.random.default_rng(0)
    one, other = random.standard_normal((2, 4_000))
    found = compare_losses(*(Accuracy(e, 0.0, 0.0, 0.0) for e in (one, other)), 1)
    assert found.error == pytest.approx(np.std(other**2 - one**2) / np.sqrt(4_000), rel=0.15)
    assert abs(found.beyond) < 3
    slow = np.repeat(other[:400], 10)  # each error stands for ten: √10 times less is known
    repeated = compare_losses(Accuracy(0 * slow, 0.0, 0.0, 0.0), Accuracy(slow, 0.0, 0.0, 0.0), 10)
    naive = np.std(slow**2) / np.sqrt(4_000)
    assert 2 < repeated.error / naive < np.sqrt(10)
    same = compare_losses(Accuracy(one, 0.0, 0.0, 0.0), Accuracy(one, 0.0, 0.0, 0.0), 1)
    assert (same.mean, same.beyond) == (0, 0)


@pytest.mark.parametrize("power", [-330, -50, 40, 330])  # of 2: 5e-100 to 2e99
def test_a_unit_changes_no_winner_and_no_standard_error(power: int) -> None:
    time = np.arange(120)
    noise = np.random.default_rng(0).standard_normal(120)
    values = 10 + 5 * np.sin(time / 3) + noise
    one, other = (
        result(comparing(series_of(each), PLAN)) for each in (values, 2.0**power * values)
    )
    assert other.ranked() == one.ranked() and other.ranked(True) == one.ranked(True)
    for model in one.standings:
        a, b = one.standings[model].walk, other.standings[model].walk
        assert b.forecasts == pytest.approx(2.0**power * a.forecasts, rel=1e-9)
        assert b.widths == pytest.approx(2.0**power * a.widths, rel=1e-9)
        for far in (False, True):
            lead = one.lead(model, "yesterday", far).beyond
            assert other.lead(model, "yesterday", far).beyond == pytest.approx(lead, rel=1e-6)
    assert 1 < one.lead(one.ranked()[0], "yesterday").beyond < 20


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.floats(-15, 15), st.floats(-1e3, 1e3), st.booleans())
def test_rivals_and_autoregression_move_with_unit_and_origin(
    seed: int, power: float, origin: float, changes: bool
) -> None:
    values = np.random.default_rng(seed).standard_normal(60).cumsum()
    moved = 10.0**power * (values + origin)
    plan, models = replace(PLAN, changes=changes), ("yesterday", "season", "mean", "ar")
    found = []
    for each in (values, moved):
        walks = [result(walking(model, each, parts_of(60), plan)) for model in models]
        found.append(compared(series_of(each), plan, walks))
    one, other = found
    assert other.ranked() == one.ranked()
    for model in models:
        a, b = one.standings[model].walk, other.standings[model].walk
        expected = 10.0**power * (a.forecasts + origin)
        assert b.forecasts == pytest.approx(expected, rel=1e-6, abs=1e-6 * 10.0**power)


def test_a_season_is_guessed_whatever_unit_and_origin() -> None:
    wave = np.sin(2 * np.pi * np.arange(90) / 7)
    for factor, origin in ((1.0, 0.0), (1e-100, 0.0), (1e100, 0.0), (1.0, 1e12), (-3.0, 5.0)):
        assert guess_season(factor * (wave + origin)) == 7


@pytest.mark.parametrize(("window", "lag", "changes"), [(3, 4, False), (3, 5, True), (1, 9, False)])
def test_beyond_its_window_an_mlp_is_exactly_at_chance(
    window: int, lag: int, changes: bool
) -> None:
    net = WindowNetwork(window, 5)
    for seed in range(5):
        weights = 2 * np.random.default_rng(seed).standard_normal(net.size)
        fit = FittedWindow(net, weights, 0.4, 0.5, changes)
        found = expected_guess(fit, lag)
        assert found.right == pytest.approx(0.5, abs=1e-12)
        assert found.check is not None and found.check.holds
        assert found.rmse >= found.floor == 0.5
        bits = copied_bits(40_000, lag, np.random.default_rng(seed))
        pasts = np.lib.stride_tricks.sliding_window_view(bits, fit.reach + 1)
        errors = pasts[:, -1] - fit.following(pasts[:, :-1])
        assert np.sqrt(np.mean(errors**2)) == pytest.approx(found.rmse, rel=0.02)


def test_within_its_window_it_can_know() -> None:
    net = WindowNetwork(3, 1)  # a step at ½ of the oldest of three bits
    fit = FittedWindow(net, np.array([9.0, 0, 0, -4.5, 0.4, 0.5]), 0.0, 1.0, False)
    for lag in (3, 2):
        found = expected_guess(fit, lag)
        assert found.check is None
        assert found.floor == pytest.approx(0.3)
        assert found.right == pytest.approx(0.9 if lag == 3 else 0.5)
    assert expected_guess(fit, 3).rmse == pytest.approx(0.3, abs=0.001)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_plan_fits_any_series(name: Any) -> None:
    series = example_series(name, 100, 3, 1)
    asked = ForecastPlan(24, 2, 24, 400)
    parts = parts_of(32)
    plan, told = bounded(asked, parts)
    assert (plan.window, plan.horizon, plan.season) == (6, 2, 0)
    assert len(told) == 3
    short = replace(
        series, values=series.values[:32], known=series.known[:32], labels=series.labels[:32]
    )
    found = result(comparing(short, asked))
    assert set(found.standings) == set(MODELS) - {"season"}
    assert all(np.isfinite(one.walk.forecasts).all() for one in found.standings.values())
    with pytest.raises(SeriesError, match="of the series is 31;"):
        parts_of(31)


def a_comparison(best: Any, spread: float = 1.0, seed: int = 0) -> ModelComparison:
    """Each model's errors are noise, those of one a tenth as large."""
    random = np.random.default_rng(seed)
    values = 10 * random.standard_normal(80)
    walks = []
    for model in MODELS:
        size = 0.1 if model == best else spread
        truth = np.concatenate([values, np.zeros(3)])
        origins = np.arange(47, 80)[:, None] + np.arange(1, 4)
        said = truth[origins] + size * random.standard_normal(origins.shape)
        walks.append(WalkForward(model, 47, said, np.ones(3), 1, 0.0))
    return compared(series_of(values), PLAN, walks)


def test_the_verdict_names_the_best_and_what_chance_would_do() -> None:
    told = verdict(a_comparison("gru"))
    assert told[0].startswith("**The GRU forecasts it best**: on the 20 values of the test")
    assert "so it is not chance" in told[0]
    assert not any("The mean of what came before" in one for one in told)
    assert "3 values ahead the best is the GRU" in told[2]
    told = verdict(a_comparison("yesterday"))
    assert told[0].startswith("**“As yesterday” forecasts it best**")
    assert "hard to beat" in told[0]
    close = verdict(a_comparison("none"))
    assert "not beyond chance" in close[0] or "cannot be told" in close[1]
    level = a_comparison("none", seed=1)
    assert level.ranked()[0] != "mean"
    assert any("The mean of what came before" in one for one in verdict(level))


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (20.24, "20.2"), (1234.5, "1,234"), (0.000216, "0.000216"),
     (1e-7, "1.00 × 10⁻⁷"), (1.19e12, "1.19 × 10¹²"), (-3.2e6, "−3.20 × 10⁶"), (-0.5, "−0.500"),
     (float("nan"), "–"), (9.999, "10.00")],
)  # fmt: skip
def test_an_error_has_three_digits(value: float, text: str) -> None:
    assert digits(value) == text


def test_a_time_is_never_nothing() -> None:
    told = [milliseconds(own) for own in (2e-5, 0.00034, 0.0094, 0.0126, 1.5)]
    assert told == ["< 0.1", "0.3", "9.4", "13", "1,500"]


def test_less_than_half_a_per_cent_is_level() -> None:
    found = a_comparison("gru")
    rmse = found.standings["yesterday"].near.rmse
    for part, word in ((0.9951, "is level with"), (0.9949, "best**")):
        sizes = {model: 2 * rmse for model in found.standings} | {"yesterday": rmse}
        sizes["gru"] = part * rmse
        standings = {
            model: replace(one, near=replace(one.near, rmse=sizes[model]))
            for model, one in found.standings.items()
        }
        (told, *_) = verdict(replace(found, standings=standings))
        assert word in told
        assert ("differ by less than 0.5 %" in told) == (part > 0.995)
