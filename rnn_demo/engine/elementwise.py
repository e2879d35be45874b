"""The gates' functions for compiled code, written out so that compilers can vectorise them.

The library's exp differs between machines in its last digit, and with it, now and then, a text.
"""

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
from rnn_demo.engine.compiled import compiled

Floats = NDArray[np.float32]
Narrow = NDArray[np.uint8]


@compiled
def exponential(x: Floats, factor: np.float32, out: Floats) -> None:
    """e^(factor · x) within two units of the last place, held between e^±30; `out` is not `x`."""
    bits = out.view(np.int32)
    for i in range(x.shape[0]):
        v = min(max(x[i] * factor, -LARGEST), LARGEST)
        n = np.floor(v * LOG2E + HALF)
        r = v - n * LN2_HIGH - n * LN2_LOW
        p = C7 * r + C6
        p = p * r + C5
        p = p * r + C4
        p = p * r + C3
        p = p * r + HALF
        p = p * r + ONE
        out[i] = p * r + ONE
        bits[i] += np.int32(n) << np.int32(23)  # times 2^n


@compiled
def sigmoid(x: Floats, work: Floats) -> None:
    """1 / (1 + e^-x) in place; `work` is at least as long."""
    powers = work[: x.shape[0]]
    exponential(x, -ONE, powers)
    for i in range(x.shape[0]):
        x[i] = ONE / (ONE + powers[i])


@compiled
def hyperbolic_tangent(x: Floats, work: Floats) -> None:
    """Tanh x = 1 - 2 / (1 + e^2x) in place; `work` is at least as long."""
    powers = work[: x.shape[0]]
    exponential(x, TWO, powers)
    for i in range(x.shape[0]):
        x[i] = ONE - TWO / (ONE + powers[i])


@compiled
def narrow_state(x: Floats, scale: np.float32, out: Narrow) -> None:
    """X · scale rounded to a whole number, plus 128; |x · scale| ≤ 127."""
    for i in range(x.shape[0]):
        out[i] = np.uint8(np.int32(np.floor(x[i] * scale + HALF)) + np.int32(128))
