"""The numbers behind the page of forecasts: every model on one series, its errors and paths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rnn_demo.commands.simulations.simulated import Simulated
from rnn_demo.commands.simulations.waiting import with_bar
from rnn_demo.exhibits.series.compute import forecasting, guess_of_bits
from rnn_demo.exhibits.series.knobs import SeriesKnobs
from rnn_demo.exhibits.series.presets import QUESTIONS
from rnn_demo.forecasting.comparison import ModelComparison
from rnn_demo.forecasting.verdict import digits, milliseconds, model_name, verdict
from rnn_demo.words import percent


def numbers_of(knobs: SeriesKnobs) -> dict[str, Any]:
    """All numbers of the page.

    Raises:
        SeriesError: the series is the visitor's own, which a link does not hold.
    """
    found = with_bar(forecasting(knobs), "forecasts")
    numbers = compared_numbers(found)
    if guess := guess_of_bits(knobs, found):
        numbers["mlp_on_all_bits"] = {
            "right": guess.right,
            "rmse": guess.rmse,
            "smallest_rmse": guess.floor,
            "at_chance": guess.check is not None,
        }
    return numbers


def compared_numbers(found: ModelComparison) -> dict[str, Any]:
    """The result of a comparison, the best model first."""
    parts, plan = found.parts, found.plan
    return {
        "values": parts.length,
        "fitted": parts.fitted,
        "for_intervals": parts.calibrated - parts.fitted,
        "tested": parts.tested,
        "season": plan.season,
        "horizon": plan.horizon,
        "best": found.ranked()[0],
        "verdict": [str(one).replace("**", "") for one in verdict(found)],
        "models": {model: _standing(found, model) for model in found.ranked()},
    }


def words_of(numbers: Mapping[str, Any]) -> str:
    """The verdict, a table, and what the best model says of the values to come."""
    steps = numbers["horizon"]
    far = f"{steps} ahead"
    lines = [
        *numbers["verdict"],
        "",
        f"{'':20}{'RMSE':>13}{'MAE':>13}{'÷ yest.':>9}{'in 80 %':>9}{far:>13}"
        f"{'param.':>8}{'ms':>7}",
    ]
    for one in numbers["models"].values():
        ratio = one["relative_to_yesterday"]
        lines.append(
            f"{one['name']:20}{digits(one['rmse']):>13}{digits(one['mae']):>13}"
            f"{digits(float('nan') if ratio is None else ratio):>9}{percent(one['covered']):>9}"
            f"{digits(one['rmse_far']):>13}{one['parameters']:>8}"
            f"{milliseconds(one['seconds']):>7}"
        )
    best = numbers["models"][numbers["best"]]
    lines += ["", f"{best['name']}, the values to come, with an interval of 80 %:"]
    lines += [
        f"{step:>+4} {digits(said):>12}   {digits(low)} to {digits(high)}"
        for step, (said, low, high) in enumerate(
            zip(best["forecasts"], best["low"], best["high"], strict=True), 1
        )
    ]
    return "\n".join(lines)


def _standing(found: ModelComparison, model: Any) -> dict[str, Any]:
    one = found.standings[model]
    yesterday = found.standings["yesterday"].near.rmse
    last = one.walk.forecasts[-1]
    return {
        "name": str(model_name(found, model)),
        "rmse": one.near.rmse,
        "mae": one.near.mae,
        "relative_to_yesterday": one.near.rmse / yesterday if yesterday else None,
        "standard_errors_better_than_yesterday": found.lead(model, "yesterday").beyond,
        "covered": one.near.covered,
        "rmse_far": one.far.rmse,
        "covered_far": one.far.covered,
        "parameters": one.walk.parameters,
        "seconds": one.walk.seconds,
        "forecasts": last,
        "low": last - one.walk.widths,
        "high": last + one.walk.widths,
    }


SIMULATED = Simulated(QUESTIONS, numbers_of, words_of)
