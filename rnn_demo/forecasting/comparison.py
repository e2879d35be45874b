"""All models on one series: who forecasts it best, by how much, and whether that is chance."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np

from rnn_demo.forecasting.accuracy import Accuracy, LossDifference, accuracy_of, compare_losses
from rnn_demo.forecasting.plan import ForecastPlan, Parts, bounded, parts_of
from rnn_demo.forecasting.series import TimedSeries
from rnn_demo.forecasting.walk_forward import ModelName, WalkForward, models_for, walking
from rnn_demo.words import Sentence, percent, sentence

CLEARLY = 2.0  # standard errors
DRIFTED = 0.2  # of the test


@dataclass(frozen=True)
class ModelStanding:
    """A model and its errors on the test.

    Attributes:
        walk: its forecasts.
        near: its errors one value ahead.
        far: its errors as many values ahead as were asked for.
    """

    walk: WalkForward
    near: Accuracy
    far: Accuracy

    def at(self, far: bool) -> Accuracy:
        """Its errors one value ahead, or as many as were asked for."""
        return self.far if far else self.near


@dataclass(frozen=True)
class ModelComparison:
    """Several models on one series.

    Attributes:
        series: which.
        parts: of the series.
        plan: as it was followed.
        notes: what of the plan was cut down, and what would do better.
        standings: by model, in the order of `MODELS`; “as yesterday” is always among them.
    """

    series: TimedSeries
    parts: Parts
    plan: ForecastPlan
    notes: tuple[Sentence, ...]
    standings: dict[ModelName, ModelStanding]

    def ranked(self, far: bool = False) -> list[ModelName]:
        """The models from the smallest root of the mean squared error on."""
        return sorted(self.standings, key=lambda model: self.standings[model].at(far).rmse)

    def lead(self, model: ModelName, over: ModelName, far: bool = False) -> LossDifference:
        """By how much another model's squared errors are larger, with its standard error."""
        one, other = self.standings[model].at(far), self.standings[over].at(far)
        return compare_losses(one, other, self.plan.horizon if far else 1)


def planned(
    series: TimedSeries, asked: ForecastPlan
) -> tuple[Parts, ForecastPlan, tuple[Sentence, ...]]:
    """The parts of a series, the plan that fits them, and what was cut down.

    Raises:
        SeriesError: the series is too short.
    """
    parts = parts_of(len(series.values))
    plan, notes = bounded(asked, parts)
    return parts, plan, tuple(notes)


def walking_each(
    series: TimedSeries, asked: ForecastPlan, models: Sequence[ModelName]
) -> Generator[float, None, tuple[WalkForward, ...]]:
    """Walk some models forward; yields how much is done.

    Args:
        series: which.
        asked: the plan, which is cut down to what fits the series.
        models: which of those that the plan has.

    Raises:
        SeriesError: the series is too short.
    """
    parts, plan, _ = planned(series, asked)
    found = []
    for number, model in enumerate(models):
        steps = walking(model, series.values, parts, plan)
        while True:
            try:
                yield (number + next(steps)) / len(models)
            except StopIteration as end:
                found.append(end.value)
                break
    return tuple(found)


def compared(
    series: TimedSeries, asked: ForecastPlan, walks: Sequence[WalkForward]
) -> ModelComparison:
    """The errors of models that were walked forward.

    Args:
        series: which.
        asked: the plan that they were walked by.
        walks: from `walking_each`.
    """
    parts, plan, notes = planned(series, asked)
    standings = {
        walk.model: ModelStanding(
            walk,
            accuracy_of(walk, series.values, series.known, parts, 1),
            accuracy_of(walk, series.values, series.known, parts, plan.horizon),
        )
        for walk in walks
    }
    return ModelComparison(series, parts, plan, (*notes, *_drift(series, parts, plan)), standings)


def _drift(series: TimedSeries, parts: Parts, plan: ForecastPlan) -> list[Sentence]:
    """A hint where the test is largely beyond all values that the models were fitted to."""
    fitted, tested = series.values[: parts.fitted], series.values[parts.calibrated :]
    beyond = float(np.mean((tested < fitted.min()) | (tested > fitted.max())))
    if plan.changes or beyond < DRIFTED:
        return []
    return [
        sentence(
            "{beyond} of the test is beyond all values that the models were fitted to, where "
            "networks cannot follow: let them forecast changes.",
            beyond=percent(beyond),
        )
    ]


def comparing(series: TimedSeries, asked: ForecastPlan) -> Generator[float, None, ModelComparison]:
    """All models; yields how much is done.

    Raises:
        SeriesError: the series is too short.
    """
    _, plan, _ = planned(series, asked)
    walks = yield from walking_each(series, asked, models_for(plan))
    return compared(series, asked, walks)
