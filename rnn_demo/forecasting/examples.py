"""Series to forecast: two that were measured, and five that are computed.

sunspots.csv has the yearly sunspot numbers of 1700 to 2008 of the National Geophysical Data Center,
in the public domain, as statsmodels ships them. passengers.csv has 144 monthly totals, thousands of
passengers on international airlines from 1949 to 1960: Series G of Box and Jenkins, Time Series
Analysis, 1970. Totals like these are facts, on which there is no copyright.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from rnn_demo.forecasting.autoregression import Autoregression, simulate_autoregression
from rnn_demo.forecasting.series import TimedSeries

Numbers = NDArray[np.float64]
ExampleName = Literal["sunspots", "passengers", "logistic", "mackey-glass", "copy", "ar2", "walk"]
EXAMPLES: tuple[ExampleName, ...] = get_args(ExampleName)
MEASURED: tuple[ExampleName, ...] = ("sunspots", "passengers")
SPOILED = 0.1  # share of the copied bits
RADIUS, PERIOD = 0.95, 12.0  # of the poles of the AR(2): the length and turn of a swing
DELAY, EVERY = 17.0, 6.0  # of the Mackey–Glass equation, and between two samples
STEP = 0.25  # of its solver
SWINGING = Autoregression(
    0.0, np.array([2 * RADIUS * np.cos(2 * np.pi / PERIOD), -(RADIUS**2)]), 1.0
)


def example_series(name: ExampleName, length: int, lag: int, seed: int) -> TimedSeries:
    """One of the series.

    Args:
        name: which.
        length: of a computed one; the measured ones have their own.
        lag: of the copy.
        seed: of a computed one.
    """
    if name in MEASURED:
        return _measured(name)
    random, season = np.random.default_rng(seed), 0
    if name == "logistic":
        values = logistic_map(length, random.uniform(0.1, 0.9))
    elif name == "mackey-glass":
        values = mackey_glass(length, random.uniform(0.8, 1.2))
    elif name == "copy":
        values, season = copied_bits(length, lag, random), lag
    elif name == "ar2":
        values = simulate_autoregression(SWINGING, length, random)
    else:
        values = np.cumsum(random.standard_normal(length))
    return TimedSeries(values, np.ones(length, bool), (), "x", season)


def logistic_map(length: int, start: float, warm_up: int = 100) -> Numbers:
    """x_{t+1} = 4 x_t (1 − x_t), whose autocorrelations are all 0."""
    found, x = np.empty(length), start
    for t in range(-warm_up, length):
        x = 4 * x * (1 - x)
        if t >= 0:
            found[t] = x
    return found


def mackey_glass(length: int, start: float, step: float = STEP, warm_up: int = 50) -> Numbers:
    """dx/dt = 0.2 x(t − 17) / (1 + x(t − 17)¹⁰) − 0.1 x, sampled every 6 units of time.

    Runge–Kutta of order 4; between two steps the delayed x is that of a cubic through four.

    Args:
        length: samples.
        start: x at and before the start.
        step: of the solver; delay and distance of samples are multiples of it.
        warm_up: samples that are left out.

    Source: Mackey and Glass, Oscillation and Chaos in Physiological Control Systems, Science 197,
    1977.
    """
    delay, every = round(DELAY / step), round(EVERY / step)
    steps = (warm_up + length) * every
    x = [start] * (delay + 2)

    def rise(delayed: float) -> float:
        return 0.2 * delayed / (1 + delayed**10)

    for _ in range(steps):
        a, b, c, d = x[-delay - 2 : -delay + 2]
        before, after = rise(b), rise(c)
        middle = rise((9 * (b + c) - a - d) / 16)
        now = x[-1]
        k1 = before - 0.1 * now
        k2 = middle - 0.1 * (now + step / 2 * k1)
        k3 = middle - 0.1 * (now + step / 2 * k2)
        k4 = after - 0.1 * (now + step * k3)
        x.append(now + step / 6 * (k1 + 2 * k2 + 2 * k3 + k4))
    return np.array(x[delay + 1 + every :: every][warm_up:])


def copied_bits(length: int, lag: int, random: np.random.Generator) -> Numbers:
    """Bits: each is that of `lag` steps before, but for one in ten, which is the other.

    The first ones are tossed. Any `lag` bits in a row are independent coins, so whoever sees fewer
    knows nothing of the next.
    """
    bits = random.integers(0, 2, length)
    spoiled = random.random(length) < SPOILED
    for t in range(lag, length):
        bits[t] = bits[t - lag] ^ spoiled[t]
    return bits.astype(np.float64)


def _measured(name: ExampleName) -> TimedSeries:
    lines = (Path(__file__).parent / f"{name}.csv").read_text("utf-8").splitlines()
    rows = [line.split(",") for line in lines]
    values = np.array([float(value) for _, value in rows[1:]])
    season = 12 if name == "passengers" else 11  # a sunspot cycle has eleven years, about
    unit, value = rows[0]
    labels = tuple(label for label, _ in rows[1:])
    return TimedSeries(values, np.ones(len(values), bool), labels, value, season, unit)
