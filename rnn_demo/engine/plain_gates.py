"""The functions of `rnn_demo.engine.elementwise` in numpy: the same numbers to the last bit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.coefficients import (
    C3,
    C4,
    C5,
    C6,
    C7,
    HALF,
    LARGEST,
    LN2_HIGH,
    LN2_LOW,
    LOG2E,
    ONE,
    TWO,
)

Floats = NDArray[np.float32]


def exponential(x: Floats) -> Floats:
    """e^x, x held between -30 and 30."""
    v = np.clip(x, -LARGEST, LARGEST)
    n = np.floor(v * LOG2E + HALF)
    r = v - n * LN2_HIGH - n * LN2_LOW
    p: Floats = C7 * r + C6
    for coefficient in (C5, C4, C3, HALF, ONE, ONE):
        p = p * r + coefficient
    p.view(np.int32)[...] += n.astype(np.int32) << np.int32(23)  # times 2^n
    return p


def sigmoid(x: Floats) -> Floats:
    """1 / (1 + e^-x)."""
    return ONE / (ONE + exponential(-x))


def hyperbolic_tangent(x: Floats) -> Floats:
    """Tanh x = 1 - 2 / (1 + e^2x)."""
    return ONE - TWO / (ONE + exponential(TWO * x))


def narrow_state(x: Floats, scale: np.float32) -> Floats:
    """X · scale rounded to a whole number, from -127 to 127."""
    whole: Floats = np.floor(x * scale + HALF)
    return whole
