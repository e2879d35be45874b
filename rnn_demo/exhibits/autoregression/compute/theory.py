"""What the coefficients say by themselves: variances, autocovariances, the spectrum."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def autocovariances(coefficients: Numbers, variance: float, count: int) -> Numbers:
    """γ_0 … γ_{count−1} of a stationary model, by the Yule–Walker equations, (count,).

    γ_k = Σ_i φ_i γ_{|k−i|}, plus σ² for k = 0: p + 1 linear equations, then the recursion.

    Args:
        coefficients: φ_1 … φ_p, all poles inside the unit circle.
        variance: σ².
        count: how many, at least 1.
    """
    order = len(coefficients)
    matrix = np.eye(order + 1)
    for k in range(order + 1):
        for i, own in enumerate(coefficients, 1):
            matrix[k, abs(k - i)] -= own
    first = np.linalg.solve(matrix, np.eye(order + 1)[0] * variance)
    found = [float(one) for one in first]
    while len(found) < count:
        found.append(float(coefficients @ np.array(found[: -order - 1 : -1])))
    return np.array(found[:count])


def spectrum(coefficients: Numbers, variance: float, frequencies: Numbers) -> Numbers:
    """Power over frequency, S(f) = σ² / |1 − Σ_k φ_k e^{−2πifk}|², as many as frequencies.

    Its integral over −½ … ½ is the variance γ_0.

    Args:
        coefficients: φ_1 … φ_p.
        variance: σ².
        frequencies: f in cycles a step.
    """
    lags = np.arange(1, len(coefficients) + 1)
    gain = 1 - np.exp(-2j * np.pi * np.outer(frequencies, lags)) @ coefficients
    return np.asarray(variance / np.abs(gain) ** 2)


def companion_gradients(companion: Numbers, steps: int) -> Numbers:
    """∂x_{t+j}/∂ε_t for j = 0 … steps − 1 as a product of Jacobians, (C^j)_11, (steps,)."""
    product, found = np.eye(len(companion)), []
    for _ in range(steps):
        found.append(float(product[0, 0]))
        product = companion @ product
    return np.array(found)


def expected_errors(coefficients: Numbers, rows: Numbers) -> Numbers:
    """How far the estimated φ is from φ, about: √(E‖φ̂ − φ‖²) = √(σ² tr Γ⁻¹ / n), for each n.

    It does not depend on σ², because Γ has it, too. The formula holds for large n.

    Args:
        coefficients: φ_1 … φ_p, all poles inside the unit circle.
        rows: n, numbers of values.
    """
    own = autocovariances(coefficients, 1.0, len(coefficients))
    places = np.arange(len(coefficients))
    gamma = own[np.abs(places[:, None] - places)]
    return np.asarray(np.sqrt(np.trace(np.linalg.inv(gamma)) / rows))
