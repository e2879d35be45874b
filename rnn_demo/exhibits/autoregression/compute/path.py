"""Sample paths: of the model, with noise that a browser draws alike, and of the logistic map."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.chance import normals, words
from rnn_demo.forecasting.examples import logistic_map

Numbers = NDArray[np.float64]
PATH, FAN, LOGISTIC = 2, 3, 4  # streams of one seed
FAR = 1e4  # times σ; a path is cut where it leaves this


def sample_path(coefficients: Numbers, sigma: float, length: int, seed: int) -> Numbers:
    """x_t = Σ_i φ_i x_{t−i} + ε_t from rest, x_t = 0 before the first step, (length or fewer,).

    Args:
        coefficients: φ_1 … φ_p.
        sigma: of the normal ε.
        length: how many values; fewer where the path leaves FAR · σ.
        seed: of ε.
    """
    own = [float(one) for one in coefficients]
    found: list[float] = []
    latest = [0.0] * len(own)
    for noise in normals(seed, PATH, length):
        value = sigma * float(noise)
        for i, one in enumerate(own):
            value += one * latest[i]
        if abs(value) > FAR * sigma:
            break
        found.append(value)
        latest = [value, *latest[:-1]]
    return np.array(found)


def chaotic_path(length: int, seed: int) -> Numbers:
    """x_t = 4 x_{t−1} (1 − x_{t−1}) from a start by chance, (length,).

    In the long run its mean is ½, its variance ⅛, and all its autocorrelations are 0.
    """
    first = (next(words(seed, LOGISTIC)) + 0.5) / 2**32
    return logistic_map(length, first)


def simulated_errors(
    coefficients: Numbers, sigma: float, steps: int, paths: int, seed: int
) -> Numbers:
    """How far each of many futures is from its forecast after 1 … steps steps, (paths, steps).

    The model is linear, so this is the model itself, begun at 0 and driven by noise.
    """
    drive = sigma * normals(seed, FAN, paths * steps).reshape(paths, steps)
    found = np.zeros((paths, steps))
    for k in range(steps):
        found[:, k] = drive[:, k]
        for i, own in enumerate(coefficients[:k], 1):
            found[:, k] += own * found[:, k - i]
    return found


def autocorrelations(values: Sequence[float] | Numbers, count: int) -> Numbers:
    """r_1 … r_count of a series about its mean, (count,); 0 for a series that never changes."""
    own = np.asarray(values, float)
    own = own - own.mean()
    square = float(own @ own)
    if not square:
        return np.zeros(count)
    return np.array([float(own[k:] @ own[:-k]) / square if k < len(own) else 0.0
                     for k in range(1, count + 1)])  # fmt: skip
