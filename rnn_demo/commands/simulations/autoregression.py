"""The numbers behind the page of the autoregressive model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.commands.simulations.simulated import Simulated
from rnn_demo.exhibits.autoregression.compute.analysis import ModelAnalysis, analysed
from rnn_demo.exhibits.autoregression.compute.theory import autocovariances, spectrum
from rnn_demo.exhibits.autoregression.knobs import AutoregressionKnobs
from rnn_demo.exhibits.autoregression.presets import QUESTIONS

FREQUENCIES = np.linspace(0, 0.5, 101)  # cycles a step


def numbers_of(knobs: AutoregressionKnobs) -> dict[str, Any]:
    """All numbers of the page."""
    found = analysed(knobs)
    model = found.model
    return {
        "coefficients": model.coefficients,
        "constant": model.constant,
        "sigma": model.variance**0.5,
        "companion": model.companion,
        "eigenvalues": _pairs(found.eigenvalues),
        "spectral_radius": float(np.abs(found.eigenvalues).max()),
        "stationary": found.stationary,
        "impulse_response": found.impulse,
        "gradient_through_time": found.gradients,
        "values": found.series,
        "mean": found.mean,
        "forecast": found.forecast,
        "step_variances": found.variances,
        "simulated_variances": found.simulated,
        "largest_gap_in_standard_errors": found.fan_apart,
        "least_squares": _least_squares(found),
        "one_step_errors": found.one_step,
        "autocorrelations": found.autocorrelations,
        "model_autocorrelations": found.promised,
        "error_by_count": list(zip(found.counts, found.errors, strict=True)),
        "expected_error_by_count": None
        if found.expected is None
        else list(zip(found.counts, found.expected, strict=True)),
        **_power(found),
    }


def words_of(numbers: Mapping[str, Any]) -> str:
    """The most telling of them."""
    terms = [
        f"{one:+.4f} x[t-{lag}]" for lag, one in enumerate(numbers["coefficients"].tolist(), 1)
    ]
    known = "stationary" if numbers["stationary"] else "not stationary"
    deviations = np.sqrt(numbers["step_variances"])
    last = len(deviations)
    lines = [
        f"x[t] = {' '.join(terms)} {numbers['constant']:+.4f} + {numbers['sigma']:.4f} ε[t]",
        f"{known}: spectral radius of the companion matrix {numbers['spectral_radius']:.6f}",
        f"standard deviation of the forecast: {deviations[0]:.4f} after 1 step, "
        f"{deviations[-1]:.4f} after {last}; simulated within "
        f"{numbers['largest_gap_in_standard_errors']:.1f} standard errors",
    ]
    if fit := numbers["least_squares"]:
        told = ", ".join(
            f"{one:.4f} ± {error:.4f}"
            for one, error in zip(
                fit["coefficients"].tolist(), fit["standard_errors"].tolist(), strict=True
            )
        )
        lines.append(f"least squares on {len(numbers['values']):,} values: {told}")
    errors = "; ".join(
        f"{name.replace('_', ' ')} {size:.4f}" for name, size in numbers["one_step_errors"].items()
    )
    lines.append(f"one step ahead, root mean square error: {errors}")
    return "\n".join(lines)


def _least_squares(found: ModelAnalysis) -> dict[str, Any] | None:
    own = found.estimate
    if own is None:
        return None
    return {
        "coefficients": own.model.coefficients,
        "standard_errors": own.errors,
        "poles": _pairs(own.model.poles),
        "distance_in_standard_errors": own.distance(found.model.coefficients),
    }


def _power(found: ModelAnalysis) -> dict[str, Any]:
    if not found.stationary:
        return {"variance": None, "spectrum": None}
    model = found.model
    power = spectrum(model.coefficients, model.variance, FREQUENCIES)
    return {
        "variance": float(autocovariances(model.coefficients, model.variance, 1)[0]),
        "spectrum": list(zip(FREQUENCIES, power, strict=True)),
    }


def _pairs(values: NDArray[np.complex128]) -> list[tuple[float, float]]:
    return [(one.real, one.imag) for one in values.tolist()]


SIMULATED = Simulated(QUESTIONS, numbers_of, words_of)
