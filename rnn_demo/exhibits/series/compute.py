"""A series with all its models, from knobs; what the page draws of one origin."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.exhibits.series.knobs import BEST, SeriesKnobs
from rnn_demo.forecasting.chance import ExpectedGuess, expected_guess
from rnn_demo.forecasting.comparison import ModelComparison, comparing
from rnn_demo.forecasting.examples import ExampleName, example_series
from rnn_demo.forecasting.plan import SeriesError
from rnn_demo.forecasting.series import TimedSeries
from rnn_demo.forecasting.walk_forward import ModelName
from rnn_demo.words import sentence

Numbers = NDArray[np.float64]
MOST_BITS = 13  # of a past: 8,192 of them are read at once


@dataclass(frozen=True)
class DrawnForecast:
    """What is drawn from one origin.

    Attributes:
        model: whose interval.
        origin: the last value that is known.
        paths: the next values by each model, (h,).
        low: the lower end of the interval of `model`, (h,).
        high: the upper end, (h,).
        ahead: what `model` said of each value of the test, one value ahead, (tested,).
    """

    model: ModelName
    origin: int
    paths: dict[str, Numbers]
    low: Numbers
    high: Numbers
    ahead: Numbers


def series_for(knobs: SeriesKnobs, own: TimedSeries | None = None) -> TimedSeries:
    """The series that the knobs name.

    Args:
        knobs: the question.
        own: the visitor's, if there is one.

    Raises:
        SeriesError: the visitor's own is asked for, and there is none.
    """
    if knobs.series == "own":
        if own is None:
            raise SeriesError(
                sentence(
                    "There is no series of your own yet: paste or upload one at the top, or choose "
                    "another series."
                )
            )
        return own
    name: ExampleName = knobs.series
    return example_series(name, knobs.length, knobs.lag, knobs.seed)


def forecasting(
    knobs: SeriesKnobs, own: TimedSeries | None = None
) -> Generator[float, None, ModelComparison]:
    """All models on the series of the knobs; yields how much is done.

    Raises:
        SeriesError: there is no series, or it is too short.
    """
    series = series_for(knobs, own)
    return (yield from comparing(series, knobs.plan(series.season)))


def drawn_forecast(knobs: SeriesKnobs, found: ModelComparison) -> DrawnForecast:
    """What is drawn: the paths of all models from the origin, and the interval of one."""
    known: dict[str, ModelName] = {model: model for model in found.standings}
    model = found.ranked()[0] if knobs.drawn == BEST else known.get(knobs.drawn, found.ranked()[0])
    parts = found.parts
    origin = parts.calibrated - 1 + round(parts.tested * knobs.origin / 100)
    walk = found.standings[model].walk
    paths: dict[str, Numbers] = {
        name: one.walk.forecasts[origin - one.walk.first] for name, one in found.standings.items()
    }
    before = parts.calibrated - 1 - walk.first
    return DrawnForecast(
        model,
        origin,
        paths,
        paths[model] - walk.widths,
        paths[model] + walk.widths,
        walk.forecasts[before:-1, 0],
    )


def guess_of_bits(knobs: SeriesKnobs, found: ModelComparison) -> ExpectedGuess | None:
    """What the MLP does on all copies; None where the bits are none, or there are too many."""
    if knobs.series != "copy" or "mlp" not in found.standings:
        return None
    fit = found.standings["mlp"].walk.network
    if fit is None or max(knobs.lag, fit.reach) > MOST_BITS:
        return None
    return expected_guess(fit, knobs.lag)


def share_right(found: ModelComparison, model: ModelName) -> float:
    """The share of the test's bits on whose side of ½ a model's forecast was."""
    near = found.standings[model].near.errors
    return float(np.mean(np.abs(near) < 0.5))
