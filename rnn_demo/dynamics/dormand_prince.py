"""Ordinary differential equations solved by the Dormand–Prince pair of order 5 and 4."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

# Stage by stage: the weights of the slopes before it. The last row is the solution of order 5,
# whose own slope is the first of the next step.
STAGES: tuple[tuple[float, ...], ...] = (
    (1 / 5,),
    (3 / 40, 9 / 40),
    (44 / 45, -56 / 15, 32 / 9),
    (19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729),
    (9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656),
    (35 / 384, 0.0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84),
)
# Order 5 minus order 4.
ERROR = (71 / 57600, 0.0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40)
SAFETY, LEAST, MOST = 0.9, 0.2, 5.0  # factors by which a step may change


def solve(
    field: Callable[[Numbers], Numbers], start: Numbers, step: float, samples: int, tolerance: float
) -> Numbers:
    """The orbit of a start, sampled at equal times; no value between the solver's steps is guessed.

    Equation: dx/dt = f(x); the local error of each coordinate is kept below
    tolerance · (1 + |x|), over all starts at once.

    Args:
        field: f.
        start: x(0), (..., dimensions).
        step: time from sample to sample.
        samples: how many follow the start.
        tolerance: relative and absolute.

    Returns:
        (samples + 1, ..., dimensions).

    Source: Dormand and Prince 1980; the control of the step, Hairer, Nørsett and Wanner 1993, II.4.
    """
    x = np.asarray(start, float)
    found = np.empty((samples + 1, *x.shape))
    found[0] = x
    first, size = field(x), step / 10
    for sample in range(1, samples + 1):
        rest = step
        while rest > 0:
            now = min(size, rest)
            slopes, y = [first], x
            for row in STAGES:
                y = x + now * sum(w * k for w, k in zip(row, slopes, strict=True) if w)
                slopes.append(field(y))
            apart = now * sum(w * k for w, k in zip(ERROR, slopes, strict=True) if w)
            bounds = tolerance * (1 + np.maximum(np.abs(x), np.abs(y)))
            error = float(np.max(np.abs(apart) / bounds))
            factor = min(MOST, max(LEAST, SAFETY * max(error, 1e-10) ** -0.2))
            if not error <= 1:
                size = now * factor
                continue
            size = max(size, now * factor) if now < size else now * factor
            rest = 0.0 if now >= rest else rest - now
            x, first = y, slopes[-1]
        found[sample] = x
    return found
