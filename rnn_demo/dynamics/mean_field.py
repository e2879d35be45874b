"""What random weights do on average, in a network so wide that only averages matter."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rnn_demo.dynamics.cells import Activation, activate, slope

NODES = 101
_AT, _WEIGHT = np.polynomial.hermite_e.hermegauss(NODES)
_WEIGHT = _WEIGHT / _WEIGHT.sum()


class MeanField(NamedTuple):
    """The long run of a random Elman network.

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

    def next_q(q: float) -> float:
        return (
            float(weight_std**2 * (_WEIGHT @ activate(activation, np.sqrt(q) * _AT) ** 2)) + outside
        )

    if activation in ("relu", "linear"):  # φ² is quadratic: one equation, or no finite solution
        part = weight_std**2 * (0.5 if activation == "relu" else 1.0)
        q = outside / (1 - part) if part < 1 else np.inf if outside or part > 1 else 1.0
        chi = part
    else:
        q = 1.0 + outside
        for _ in range(2_000):
            q, before = next_q(q), q
            if abs(q - before) <= 1e-14 * (1 + q):
                break
        chi = float(weight_std**2 * (_WEIGHT @ slope(activation, np.sqrt(q) * _AT) ** 2))
    depth = -1 / np.log(chi) if chi not in (0.0, 1.0) else (0.0 if chi == 0 else np.inf)
    return MeanField(float(q), chi, float(depth))
