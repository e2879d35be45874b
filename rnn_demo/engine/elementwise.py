"""The gates' functions for compiled code, written out so that compilers can vectorise them.

The library's exp differs between machines in its last digit, and with it, now and then, a text.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic
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

# How a number in single precision keeps its power of two.
BIAS, PLACE = np.int32(127), np.int32(23)

Floats = NDArray[np.float32]
Narrow = NDArray[np.uint8]


@intrinsic  # type: ignore[untyped-decorator]
def _of_bits(typing_context: Any, bits: Any) -> Any:
    """The number in single precision with these bits."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.FloatType())

    return types.float32(types.int32), generate


@compiled
def exponential(x: np.float32) -> np.float32:
    """e^x within two units of the last place, x held between -30 and 30."""
    v = min(max(x, -LARGEST), LARGEST)
    n = np.floor(v * LOG2E + HALF)
    r = v - n * LN2_HIGH - n * LN2_LOW
    p = C7 * r + C6
    p = p * r + C5
    p = p * r + C4
    p = p * r + C3
    p = p * r + HALF
    p = p * r + ONE
    p = p * r + ONE
    power: np.float32 = p * _of_bits((np.int32(n) + BIAS) << PLACE)  # times 2^n
    return power


@compiled
def sigmoid(x: Floats) -> None:
    """1 / (1 + e^-x) in place."""
    for i in range(x.shape[0]):
        x[i] = ONE / (ONE + exponential(-x[i]))


@compiled
def hyperbolic_tangent(x: Floats) -> None:
    """Tanh x = 1 - 2 / (1 + e^2x) in place."""
    for i in range(x.shape[0]):
        x[i] = ONE - TWO / (ONE + exponential(TWO * x[i]))


@compiled
def narrow_state(x: Floats, scale: np.float32, out: Narrow) -> None:
    """X · scale rounded to a whole number, plus 128; |x · scale| ≤ 127."""
    for i in range(x.shape[0]):
        out[i] = np.uint8(np.int32(np.floor(x[i] * scale + HALF)) + np.int32(128))
