"""One model, one series: all numbers of the page."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.exhibits.autoregression.compute.estimate import (
    CoefficientEstimate,
    errors_by_count,
    estimated,
)
from rnn_demo.exhibits.autoregression.compute.path import (
    autocorrelations,
    chaotic_path,
    sample_path,
    simulated_errors,
)
from rnn_demo.exhibits.autoregression.compute.theory import (
    autocovariances,
    companion_gradients,
    expected_errors,
)
from rnn_demo.exhibits.autoregression.knobs import AutoregressionKnobs
from rnn_demo.exhibits.autoregression.poles import coefficients_of
from rnn_demo.forecasting.autoregression import Autoregression, lagged
from rnn_demo.forecasting.examples import example_series

Numbers = NDArray[np.float64]
PATHS = 1_000  # futures that are simulated
LAGS = 20  # autocorrelations that are shown


@dataclass(frozen=True)
class ModelAnalysis:
    """A model given by its poles, and a series beside it.

    Attributes:
        model: its constant, φ and σ²; σ is the visitor's for a path of the model itself, else
            the root mean square of what the model gets wrong one step ahead in the series.
        series: the values, (time,); a path of the model is cut where it has left 10⁴ σ.
        mean: what the model takes as the middle of the series: 0 for its own path.
        eigenvalues: of the companion matrix, (p,).
        stationary: whether all poles are inside the unit circle.
        impulse: ψ_0 … ψ_{horizon}.
        gradients: the same numbers as products of Jacobians, (C^j)_11.
        forecast: the next values, (horizon,).
        variances: of the error 1 … horizon steps ahead, σ² Σ_{j<k} ψ_j².
        simulated: the same from simulated futures.
        estimate: least squares on the series; None if there are too few values.
        one_step: root mean square error one step ahead in the series: of the model, of least
            squares, of the last value, of the mean.
        autocorrelations: of the series at lags 1 … 20.
        promised: of the model at the same lags; None if it is not stationary.
        counts: how many of the first values are used for `errors`.
        errors: ‖φ̂ − φ‖ then; empty for a series that is not the model's own.
        expected: what they should be, about; None if the model is not stationary.
    """

    model: Autoregression
    series: Numbers
    mean: float
    eigenvalues: NDArray[np.complex128]
    stationary: bool
    impulse: Numbers
    gradients: Numbers
    forecast: Numbers
    variances: Numbers
    simulated: Numbers
    estimate: CoefficientEstimate | None
    one_step: dict[str, float]
    autocorrelations: Numbers
    promised: Numbers | None
    counts: list[int]
    errors: Numbers
    expected: Numbers | None

    @property
    def fan_apart(self) -> float:
        """How far simulated variances are from σ² Σψ² at most, in standard errors.

        The variance of M normal numbers about a known mean has the standard error v √(2 / M).
        """
        gap = float(np.max(np.abs(self.simulated / self.variances - 1)))
        return gap / math.sqrt(2 / PATHS)


def series_of(knobs: AutoregressionKnobs) -> Numbers:
    """The series that the model stands beside, (time,)."""
    if knobs.series == "sunspots":
        return example_series("sunspots", 0, 0, 0).values
    if knobs.series == "logistic":
        return chaotic_path(knobs.length, knobs.seed)
    return sample_path(coefficients_of(knobs.poles), knobs.sigma, knobs.length, knobs.seed)


def analysed(knobs: AutoregressionKnobs) -> ModelAnalysis:
    """All numbers of the page."""
    phi, series, horizon = coefficients_of(knobs.poles), series_of(knobs), knobs.horizon
    own = knobs.series == "own"
    mean = 0.0 if own else float(series.mean())
    sigma = knobs.sigma if own else _size(one_step_errors(phi, series, mean))
    model = Autoregression(mean * (1 - float(phi.sum())) + 0.0, phi, sigma**2)
    stationary = all(abs(radius) < 1 for radius, _ in knobs.poles)
    simulated = simulated_errors(phi, sigma, horizon, PATHS, knobs.seed)
    covariances = autocovariances(phi, sigma**2, LAGS + 1) if stationary else None
    counts, errors = errors_by_count(series, phi) if own else ([], np.array([]))
    estimate = estimated(series, len(phi))
    around = Autoregression(0.0, phi, sigma**2)  # about the mean, so that a pole at 1 has one, too
    return ModelAnalysis(
        model=model,
        series=series,
        mean=mean,
        eigenvalues=model.poles,
        stationary=stationary,
        impulse=model.weights(horizon + 1),
        gradients=companion_gradients(model.companion, horizon + 1),
        forecast=mean + around.forecasts(_padded(series - mean, len(phi)), horizon),
        variances=model.step_variances(horizon),
        simulated=np.mean(simulated**2, 0),
        estimate=estimate,
        one_step=_compared(series, phi, mean, estimate),
        autocorrelations=autocorrelations(series, LAGS),
        promised=None if covariances is None else covariances[1:] / covariances[0],
        counts=counts,
        errors=errors,
        expected=expected_errors(phi, np.array(counts)) if own and stationary else None,
    )


def one_step_errors(coefficients: Numbers, series: Numbers, mean: float) -> Numbers:
    """What a model about a mean gets wrong one step ahead, from its first full past on."""
    rows, targets = lagged(series - mean, len(coefficients))
    return np.asarray(targets - rows @ coefficients)


def _compared(
    series: Numbers, coefficients: Numbers, mean: float, estimate: CoefficientEstimate | None
) -> dict[str, float]:
    order = len(coefficients)
    if len(series) <= order:
        return {}
    found = {"model": _size(one_step_errors(coefficients, series, mean))}
    if estimate:
        found["least_squares"] = float(np.sqrt(estimate.model.variance))
    found["last_value"] = _size(series[order:] - series[order - 1 : -1])
    found["mean"] = _size(series[order:] - series.mean())
    return found


def _padded(past: Numbers, order: int) -> Numbers:
    """The past with rest before it, if it is shorter than the order."""
    return np.concatenate([np.zeros(order), past])


def _size(errors: Numbers) -> float:
    return float(np.sqrt(np.mean(errors**2)))
