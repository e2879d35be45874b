"""Points of two classes in the plane, half of them to learn from and half to be tested on.

points.js is the same in JavaScript; a test holds the two together.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import numpy as np

from rnn_demo.dynamics.chance import POINTS, words
from rnn_demo.exhibits.approximation.compute.targets import Numbers

PatternName = Literal["circle", "xor", "blobs", "moons", "spirals"]
COUNT = 400  # points in all; every second one is for the test


class Points(NamedTuple):
    """Points and their classes.

    Attributes:
        x: (points, 2), mostly within [−1, 1]².
        y: 0 or 1, (points,).
    """

    x: Numbers
    y: Numbers

    @property
    def learned(self) -> Points:
        """Those to learn from: the first, the third and so on."""
        return Points(self.x[::2], self.y[::2])

    @property
    def tested(self) -> Points:
        """The others."""
        return Points(self.x[1::2], self.y[1::2])


def points_of(pattern: PatternName, noise: float, seed: int) -> Points:
    """Points by chance.

    Args:
        pattern: where they lie before the noise; a disc in a ring, the four quarters of a
            square, two round heaps, two half-moons, or two spirals of one turn and three quarters.
        noise: how far each coordinate is moved at most.
        seed: of the points and of the noise.
    """
    luck = words(seed, POINTS)

    def coin() -> float:
        return 2 * next(luck) / 2**32 - 1

    x, y = np.zeros((COUNT, 2)), np.zeros(COUNT)
    for i in range(COUNT):
        # Pairs of two points take turns, so that both halves have as many of each class.
        y[i] = i // 2 % 2
        part = (i // 4 * 2 + i % 2 + 0.5) / (COUNT / 2)  # along a curve
        place = _place(pattern, int(y[i]), part, coin(), coin())
        x[i] = place[0] + noise * coin(), place[1] + noise * coin()
    return Points(x, y)


def _place(
    pattern: PatternName, kind: int, part: float, one: float, other: float
) -> tuple[float, float]:
    """A point of a class, from two numbers within ±1; `part` goes from 0 to 1 along a curve."""
    if pattern == "circle":
        radius = 0.4 * math.sqrt(abs(one)) if kind else 0.65 + 0.25 * abs(one)
        return radius * math.cos(math.pi * other), radius * math.sin(math.pi * other)
    if pattern == "xor":
        x, y = 0.05 + 0.85 * abs(one), 0.05 + 0.85 * abs(other)
        if part * (COUNT / 2) // 2 % 2:
            x, y = -x, -y
        return (x, y) if kind else (x, -y)
    if pattern == "blobs":
        radius = 0.45 * math.sqrt(abs(one))
        middle = 0.45 if kind else -0.45
        return middle + radius * math.cos(math.pi * other), middle + radius * math.sin(
            math.pi * other
        )
    if pattern == "moons":
        angle = math.pi * part
        if kind:
            return 0.6 * math.cos(angle) - 0.3, 0.6 * math.sin(angle) - 0.2
        return 0.3 - 0.6 * math.cos(angle), 0.2 - 0.6 * math.sin(angle)
    angle = 3.5 * math.pi * part + (math.pi if kind else 0)
    return 0.9 * part * math.sin(angle), 0.9 * part * math.cos(angle)
