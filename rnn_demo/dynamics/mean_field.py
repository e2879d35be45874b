"""Mean-field theory of random weights: the limit of a wide network."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from rnn_demo.dynamics.cells import Activation, Array, activate, slope

STEP = 0.25  # between pre-activations at which φ is looked at: φ has poles at ±iπ/2
REACH = 9.5  # standard deviations: beyond it a normal has a part of 2e-21
HALVINGS = 64


class MeanField(NamedTuple):
    """The stationary behaviour of a random Elman network.

    Attributes:
        q: variance of a pre-activation.
        chi: mean factor by which a step changes the squared length of a disturbance: below 1 it
            dies out, above 1 it grows.
        depth: steps after which the square has fallen by e (or risen, if negative).
    """

    q: float
    chi: float
    depth: float


def mean_field(
    activation: Activation, weight_std: float, input_std: float, bias_std: float = 0.0
) -> MeanField:
    """Solve for the variance that reproduces itself.

    Equation: q = σ_w² E[φ(√q z)²] + σ_in² + σ_b², χ = σ_w² E[φ′(√q z)²], depth = −1/ln χ, with z
    standard normal.

    Args:
        activation: φ.
        weight_std: σ_w, weights being N(0, σ_w²/n).
        input_std: σ_in, of the input's part of the pre-activation, new at every step.
        bias_std: σ_b, of the bias.

    Source: Poole et al. 2016; Schoenholz et al. 2017; for recurrent networks with input
    Chen, Pennington and Schoenholz 2018.
    """
    outside = input_std**2 + bias_std**2

    if activation in ("relu", "linear"):  # φ² is quadratic: one equation, or no finite solution
        chi = weight_std**2 * (0.5 if activation == "relu" else 1.0)
        q = outside / (1 - chi) if chi < 1 else np.inf if outside or chi > 1 else 1.0
    else:
        q = _own_image(activation, weight_std**2, outside)
        chi = weight_std**2 * _mean(slope, activation, q)
    depth = -1 / np.log(chi) if chi not in (0.0, 1.0) else (0.0 if chi == 0 else np.inf)
    return MeanField(float(q), chi, float(depth))


def critical_gain(activation: Activation, input_std: float) -> float | None:
    """The σ_w at which χ = 1, or None.

    At its variance q, q = σ_w² E[φ²] + σ_in² and 1 = σ_w² E[φ′²], so
    (q − σ_in²) E[φ′²] = E[φ²]: one equation for q.
    """
    if activation == "linear":
        return 1.0
    if activation == "relu":
        return float(np.sqrt(2))
    outside = input_std**2

    def excess(q: float) -> float:
        slopes = _mean(slope, activation, q)
        return (q - outside) * slopes - _mean(activate, activation, q)

    if outside == 0 and activation == "tanh":
        return 1.0  # where q = 0
    low, high = outside, outside + 1.0
    while excess(high) < 0:
        high *= 2
        if high > 1e4:
            return None
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) < 0 else (low, middle)
    return float(1 / np.sqrt(_mean(slope, activation, high)))


def _own_image(activation: Activation, gain: float, outside: float) -> float:
    """The q with q = gain E[φ(√q z)²] + outside, by bisection: the right side is concave in q."""

    def excess(q: float) -> float:
        return gain * _mean(activate, activation, q) + outside - q

    low, high = max(outside, 1e-12), outside + gain + 1e-12  # |φ| is at most 1
    if excess(low) <= 0:
        return low if outside else 0.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return low


def _mean(of: Callable[[Activation, Array], Array], activation: Activation, q: float) -> float:
    """E[v(a)²] of a normal a with variance q, v being φ or φ′.

    By equal steps, which are right to rounding once they are small beside what v turns on, however
    wide the normal is; Gauss and Hermite's nodes lie apart by a third of its deviation.

    Source: Trefethen and Weideman 2014, sections 4 and 5.
    """
    deviation = np.sqrt(q)
    half = int(np.ceil(REACH * max(1.0, deviation) / STEP))
    z = np.linspace(-REACH, REACH, 2 * half + 1)
    weights = np.exp(-z * z / 2)
    return float(weights @ of(activation, deviation * z) ** 2 / weights.sum())
