"""A model fitted to the first part of a series and walked forward through the rest.

No weight, order, mean or width depends on a value of the test, and a forecast depends on no value
after its origin.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from rnn_demo.forecasting.autoregression import (
    Autoregression,
    choose_order,
    fit_autoregression,
)
from rnn_demo.forecasting.descent import descending
from rnn_demo.forecasting.elman_forecaster import ElmanForecaster
from rnn_demo.forecasting.gru_forecaster import GruForecaster
from rnn_demo.forecasting.plan import ForecastPlan, Parts, orders_tried
from rnn_demo.forecasting.rivals import as_last_season, as_the_mean, as_yesterday
from rnn_demo.forecasting.segments import cut
from rnn_demo.forecasting.window_network import WindowNetwork

Numbers = NDArray[np.float64]
Network = WindowNetwork | ElmanForecaster | GruForecaster
ModelName = Literal["yesterday", "season", "mean", "ar", "mlp", "elman", "gru"]
MODELS: tuple[ModelName, ...] = get_args(ModelName)
RIVALS: tuple[ModelName, ...] = ("yesterday", "season", "mean")
COVERED = 0.8  # of an interval
ITERATIONS: dict[ModelName, int] = {"mlp": 300, "elman": 120, "gru": 80}


@dataclass(frozen=True)
class FittedWindow:
    """An MLP as it was trained, with what turns values into its standardised ones and back.

    Attributes:
        net: its sizes.
        weights: (size,).
        shift: the mean of what it was fitted to.
        scale: the standard deviation of that.
        changes: whether it reads and forecasts changes.
    """

    net: WindowNetwork
    weights: Numbers
    shift: float
    scale: float
    changes: bool

    @property
    def reach(self) -> int:
        """How many values it sees."""
        return self.net.window + self.changes

    def following(self, pasts: Numbers) -> Numbers:
        """The forecast after each past, (rows, reach or more) → (rows,)."""
        seen = pasts[:, pasts.shape[1] - self.reach :]
        read = np.diff(seen, axis=1) if self.changes else seen
        found = self.net.following(self.weights, (read - self.shift) / self.scale)
        return self.shift + self.scale * found + (seen[:, -1] if self.changes else 0.0)


@dataclass(frozen=True)
class WalkForward:
    """The forecasts of one model, from each origin since the end of the first part.

    Attributes:
        model: which.
        first: the first origin, the last value of the first part.
        forecasts: of x_{t+1} … x_{t+h} from each origin t, (origins, h).
        widths: half the width of the interval of each step, (h,): it would have held 80 % of the
            errors in the second part.
        parameters: numbers that were fitted.
        seconds: of the processor, for fit and forecasts.
        autoregression: the fitted one; None for other models.
        network: the MLP as it was trained; None for other models.
    """

    model: ModelName
    first: int
    forecasts: Numbers
    widths: Numbers
    parameters: int
    seconds: float
    autoregression: Autoregression | None = None
    network: FittedWindow | None = None


def models_for(plan: ForecastPlan) -> tuple[ModelName, ...]:
    """The models in the order in which they are tried, the cheap ones first."""
    return tuple(model for model in MODELS if model != "season" or plan.season)


def walking(
    model: ModelName, values: Numbers, parts: Parts, plan: ForecastPlan
) -> Generator[float, None, WalkForward]:
    """Fit a model and walk it forward; yields how much is done.

    Args:
        model: which.
        values: the series, (time,).
        parts: of the series.
        plan: from `bounded`.
    """
    began, first, steps = time.thread_time(), parts.fitted - 1, plan.horizon
    fit: Autoregression | None = None
    network: FittedWindow | None = None
    parameters = 0
    if model in RIVALS:
        found = _rival(model, values, parts, plan)
        parameters = int(model == "mean")
    else:
        series = np.diff(values) if plan.changes else values
        lost = len(values) - len(series)
        inner = Parts(parts.fitted - lost, parts.calibrated - lost, len(series))
        if model == "ar":
            fit = fit_autoregression(
                series[: inner.fitted],
                choose_order(series[: inner.fitted], *orders_tried(plan, inner)),
            )
            found = _by_autoregression(fit, series, inner.fitted - 1, steps)
            parameters = fit.order + 1
        else:
            shift, scale = _scale(series[: inner.fitted])
            net, weights, found = yield from _by_network(
                model, (series - shift) / scale, inner, plan
            )
            found = shift + scale * found
            parameters = net.size
            if isinstance(net, WindowNetwork):
                network = FittedWindow(net, weights, shift, scale, plan.changes)
        if plan.changes:
            found = values[first:, None] + np.cumsum(found, axis=1)
    widths = interval_widths(values, found, parts)
    seconds = time.thread_time() - began
    return WalkForward(model, first, found, widths, parameters, seconds, fit, network)


def step_errors(
    values: Numbers, forecasts: Numbers, first: int, step: int, low: int, high: int
) -> Numbers:
    """x_{t+k} − x̂_{t+k} for the origins t ≥ low − 1 with low ≤ t + k < high.

    Args:
        values: the series, (time,).
        forecasts: from each origin, (origins, h).
        first: the first origin.
        step: k.
        low: the first value that is forecast, and the first that an origin does not know.
        high: the end of the values that are forecast.
    """
    origins = np.arange(low - 1, high - step)
    return np.asarray(values[origins + step] - forecasts[origins - first, step - 1])


def interval_widths(values: Numbers, forecasts: Numbers, parts: Parts) -> Numbers:
    """Half the width of an interval of 80 % for each step, (h,).

    It is the ⌈0.8 (m + 1)⌉-th smallest of the m errors in the second part. If they could be
    exchanged with those to come, it would hold 80 % of them at least.

    Args:
        values: the series, (time,).
        forecasts: from each origin since the end of the first part, (origins, h).
        parts: of the series.

    Source: Lei et al., Distribution-Free Predictive Inference for Regression, 2018, section 2.2.
    """
    found = []
    for step in range(1, forecasts.shape[1] + 1):
        sizes = np.sort(
            np.abs(
                step_errors(
                    values, forecasts, parts.fitted - 1, step, parts.fitted, parts.calibrated
                )
            )
        )
        rank = int(np.ceil(COVERED * (len(sizes) + 1)))
        found.append(sizes[min(rank, len(sizes)) - 1])
    return np.array(found)


def _rival(model: ModelName, values: Numbers, parts: Parts, plan: ForecastPlan) -> Numbers:
    first, steps = parts.fitted - 1, plan.horizon
    if model == "yesterday":
        return as_yesterday(values, first, steps)
    if model == "season":
        return as_last_season(values, first, steps, plan.season)
    return as_the_mean(values, first, steps, parts.fitted)


def _by_autoregression(fit: Autoregression, series: Numbers, first: int, steps: int) -> Numbers:
    windows = np.lib.stride_tricks.sliding_window_view(series, fit.order)
    return fit.forecasts(windows[first - fit.order + 1 :], steps)


def _scale(series: Numbers) -> tuple[float, float]:
    """Mean and standard deviation; a deviation of 0 becomes 1."""
    return float(series.mean()), float(series.std()) or 1.0


def _by_network(
    model: ModelName, series: Numbers, parts: Parts, plan: ForecastPlan
) -> Generator[
    float, None, tuple[WindowNetwork | ElmanForecaster | GruForecaster, Numbers, Numbers]
]:
    """Train a network on a standardised series; its weights and forecasts."""
    random = np.random.default_rng(plan.seed)
    fitted, both = series[: parts.fitted], series[: parts.calibrated]
    first, steps = parts.fitted - 1, plan.horizon
    if model == "mlp":
        mlp = WindowNetwork(plan.window, plan.hidden)
        windows, targets = _windows(fitted, plan.window, plan.window)
        held, held_targets = _windows(both, plan.window, parts.fitted)
        descent = yield from descending(
            lambda weights: mlp.loss(weights, windows, targets),
            lambda weights: float(np.mean((mlp.following(weights, held) - held_targets) ** 2)),
            mlp.start(random),
            ITERATIONS[model],
        )
        return mlp, descent.weights, mlp.forecasts(descent.weights, series, first, steps)
    net = ElmanForecaster(plan.hidden) if model == "elman" else GruForecaster(plan.hidden)
    segments, checked = cut(fitted, 1), cut(both, parts.fitted)
    descent = yield from descending(
        lambda weights: net.loss(weights, segments),
        lambda weights: float(net.loss(weights, checked)[0]),
        net.start(random),
        ITERATIONS[model],
    )
    return net, descent.weights, net.forecasts(descent.weights, series, first, steps)


def _windows(series: Numbers, window: int, first: int) -> tuple[Numbers, Numbers]:
    """Each window and the value after it, from the value `first` on."""
    rows = np.lib.stride_tricks.sliding_window_view(series, window + 1)[first - window :]
    return np.ascontiguousarray(rows[:, :-1]), rows[:, -1]
