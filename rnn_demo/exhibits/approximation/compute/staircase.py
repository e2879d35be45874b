"""The constructive proof in one dimension: a sum of steep sigmoids, and a bound for its error.

[−1, 1] is cut into n cells of width h = 2 / n, with borders m₁ … m_{n−1} and centres c₀ … c_{n−1}:

    g(x) = f(c₀) + Σ_i (f(c_i) − f(c_{i−1})) σ(K (x − m_i) / h)

is a net with one hidden layer of n − 1 units whose weights nobody trained. Its error is at most

    ω(h) + (σ(−K/2) + σ(−K)) · osc f

because g(x) = Σ_j p_j f(c_j) is an average: the weights p_j are differences of neighbouring
sigmoids, so none is negative and their sum is 1. All of them but a part of σ(−K/2) on the far side
and σ(−K) on the near one belong to the two centres next to x, which are at most h away. ω is the
modulus of continuity, osc f = max f − min f. staircase.js is the same in JavaScript.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rnn_demo.exhibits.approximation.compute.network import activated
from rnn_demo.exhibits.approximation.compute.targets import Numbers, Target, fine_points

WIDTHS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)  # of the error's curve


@dataclass(frozen=True)
class Staircase:
    """A sum of sigmoids.

    Attributes:
        level: f(c₀), where it begins.
        places: the borders m_i, (cells − 1,).
        heights: f(c_i) − f(c_{i−1}), (cells − 1,).
        steepness: K / h, the weight of every unit.
    """

    level: float
    places: Numbers
    heights: Numbers
    steepness: float

    def __call__(self, x: Numbers, units: int | None = None) -> Numbers:
        """Its values with only the first units, or with all of them; (points,)."""
        places, heights = self.places[:units], self.heights[:units]
        steps = activated("sigmoid", self.steepness * (x[:, None] - places))
        return np.asarray(self.level + steps @ heights)


def staircase(target: Target, cells: int, steepness: float) -> Staircase:
    """The staircase of a function.

    Args:
        target: the function f.
        cells: n, from 1 on.
        steepness: K, in cells: each sigmoid rises from 12 % to 88 % within 4 / K of one.
    """
    width = 2 / cells
    at = np.arange(cells)
    levels = target((2 * at + 1) / cells - 1)
    return Staircase(float(levels[0]), 2 * at[1:] / cells - 1, np.diff(levels), steepness / width)


def staircase_error(target: Target, found: Staircase) -> tuple[float, float]:
    """Sup |f − g| over the fine points, and the first x where it is."""
    x, y = fine_points(target)
    off = np.abs(y - found(x))
    worst = int(off.argmax())
    return float(off[worst]), float(x[worst])


def error_bound(target: Target, cells: int, steepness: float) -> float:
    """The bound above; it holds for any continuous f, at all points of [−1, 1]."""
    far = _sigmoid(-steepness / 2) + _sigmoid(-steepness)
    return target.modulus(2 / cells) + far * target.oscillation


def _sigmoid(z: float) -> float:
    return (1 + math.tanh(z / 2)) / 2
