"""How long a predictor is right, and whether what it does afterwards is still the flow."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.tasks.learned_dynamics.predictors import Predictor, listen, predict

Numbers = NDArray[np.float64]
WRONG = 0.4  # standard deviations: from this error on a prediction is no longer valid
APART = 1e-6  # of two orbits whose distance is followed


def errors(predicted: Numbers, truth: Numbers) -> Numbers:
    """Root mean square over the coordinates, (..., d) to (...); what has blown up is inf."""
    with np.errstate(over="ignore", invalid="ignore"):
        found = np.sqrt(np.square(predicted - truth).mean(-1))
    return np.where(np.isnan(found), np.inf, found)


def valid_steps(error: Numbers) -> NDArray[np.intp]:
    """How many predictions come before the first whose error exceeds `WRONG`.

    Args:
        error: (steps, ...); the first is that of the first free prediction.

    Source: Pathak et al. 2018; Vlachas et al. 2020, "valid prediction time".
    """
    wrong = error > WRONG
    return np.where(wrong.any(0), wrong.argmax(0), len(error))


def exponent(predictor: Predictor, heard: Numbers, steps: int, step: float) -> float:
    """The largest Lyapunov exponent of the predictor itself, running free.

    Two copies start `APART` from each other; after every step their distance is noted and one is
    moved back to that distance along the same direction.

    Args:
        predictor: whose.
        heard: what it listens to first, (samples, orbits, d).
        steps: how many are followed; the first tenth is left for the direction to turn.
        step: time from sample to sample.

    Returns:
        Nats per unit of time, the mean over all orbits; nan if one blows up.

    Source: Benettin, Galgani, Giorgilli and Strelcyn 1980.
    """
    memory, u = listen(predictor, heard[:-1]), heard[-1]
    size = memory.shape[-1]
    state = np.concatenate([memory, u], -1)
    drawn = np.random.default_rng(0).standard_normal(state.shape)
    other = state + APART * drawn / np.linalg.norm(drawn, axis=-1, keepdims=True)
    logs = []
    with np.errstate(all="ignore"):
        for _ in range(steps):
            both = np.stack([state, other])
            both = np.concatenate(predict(predictor, both[..., :size], both[..., size:]), -1)
            state, apart = both[0], both[1] - both[0]
            length = np.linalg.norm(apart, axis=-1, keepdims=True)
            other = state + APART * apart / length
            logs.append(np.log(length / APART).mean())
    rate = float(np.mean(logs[steps // 10 :])) / step
    return rate if np.isfinite(rate) else float("nan")


def maxima(values: Numbers) -> Numbers:
    """The local maxima of samples, each that of the parabola through three of them.

    Args:
        values: one coordinate over time, (samples,).
    """
    before, at, after = values[:-2], values[1:-1], values[2:]
    top = (at > before) & (at >= after)
    left, right = at[top] - before[top], at[top] - after[top]
    return np.asarray(at[top] + (left - right) ** 2 / (8 * (left + right)))


class Cycle(NamedTuple):
    """A cycle through zero: its largest |x|, and the time from one upward crossing to the next."""

    amplitude: float
    period: float


def cycle(values: Numbers, step: float) -> Cycle | None:
    """The cycle that a coordinate has come to, from the second half of its samples.

    Args:
        values: (samples,).
        step: time from sample to sample.

    Returns:
        None where there are fewer than three upward crossings of zero.
    """
    late = values[len(values) // 2 :]
    up = np.flatnonzero((late[:-1] < 0) & (late[1:] >= 0))
    up = up[(up > 0) & (up < len(late) - 2)]
    if len(up) < 3 or not np.isfinite(late).all():
        return None
    crossings = [_crossing(late[i - 1 : i + 3]) + i - 1 for i in up]
    period = (crossings[-1] - crossings[0]) / (len(crossings) - 1) * step
    highest, lowest = maxima(late).max(), maxima(-late).max()
    return Cycle(float(highest + lowest) / 2, float(period))


def _crossing(four: Numbers) -> float:
    """Where the cubic through samples at 0, 1, 2, 3 crosses zero between 1 and 2."""
    cubic = np.polynomial.Polynomial(np.polynomial.polynomial.polyfit(np.arange(4.0), four, 3))
    low, high = 1.0, 2.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if cubic(middle) < 0 else (low, middle)
    return (low + high) / 2
