"""Functions on [−1, 1] to be approximated: their values, and how fast they can change.

targets.js is the same in JavaScript; a test holds the two together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
TargetName = Literal["sine", "teeth", "chirp", "bell", "root", "step", "drawn"]
KNOTS = 65  # of a drawing, equally far apart on [−1, 1]
LEVELS = 30  # of a drawing, above zero and below
FIT = 129  # points that a net is fitted to: the knots of a drawing, and one between two of them
FINE = 1_025  # points at which the error is measured, the others among them
# The steepest place of 1 / (1 + 25 x²) is x = 1 / (5 √3).
_BELL_SLOPE = 50 / (5 * math.sqrt(3)) / (4 / 3) ** 2


@dataclass(frozen=True)
class Target:
    """A function on [−1, 1] with values from −1 to 1.

    Attributes:
        name: which one.
        bumps: half-waves of the sine, teeth of the saw.
        drawn: heights of a drawing at its knots, in `LEVELS`-ths.
    """

    name: TargetName
    bumps: int = 3
    drawn: tuple[int, ...] = ()

    def __call__(self, x: Numbers) -> Numbers:
        """The values at x, (points,); outside of [−1, 1] a drawing is unknown: NaN."""
        if self.name == "sine":
            return np.asarray(np.sin(np.pi * self.bumps * (x + 1) / 2))
        if self.name == "teeth":
            part = self.bumps * (x + 1) / 2
            return np.asarray(1 - 2 * np.abs(2 * (part - np.floor(part)) - 1))
        if self.name == "chirp":
            return np.asarray(np.sin(1.5 * np.pi * (x + 1) ** 2))
        if self.name == "bell":
            return np.asarray(1 / (1 + 25 * x * x))
        if self.name == "root":
            return np.sqrt(np.abs(x))
        if self.name == "step":
            return np.where(x >= 0, 1.0, 0.0)
        heights = np.array(self.drawn) / LEVELS
        known = np.interp(x, np.linspace(-1, 1, KNOTS), heights)
        return np.where(np.abs(x) <= 1, known, np.nan)

    @property
    def jump(self) -> float:
        """The largest jump; 0 for a continuous function."""
        return 1.0 if self.name == "step" else 0.0

    @property
    def slope(self) -> float:
        """The Lipschitz constant: |f(x) − f(y)| ≤ slope · |x − y|; infinite where there is none."""
        slopes = {
            "sine": np.pi * self.bumps / 2,
            "teeth": 2.0 * self.bumps,
            "chirp": 6 * np.pi,
            "bell": _BELL_SLOPE,
        }
        if self.name == "drawn":
            return float(np.abs(np.diff(self.drawn)).max()) / LEVELS * (KNOTS - 1) / 2
        return float(slopes.get(self.name, math.inf))

    @property
    def oscillation(self) -> float:
        """The largest difference between two values on [−1, 1]."""
        if self.name == "drawn":
            return (max(self.drawn) - min(self.drawn)) / LEVELS
        if self.name == "bell":
            return 25 / 26
        return 1.0 if self.name in ("root", "step") or self._is_one_bump else 2.0

    def modulus(self, distance: float) -> float:
        """The modulus of continuity: no two values at most `distance` apart differ by more.

        ω(δ) = sup { |f(x) − f(y)| : |x − y| ≤ δ }, or a bound for it from the Lipschitz constant.
        """
        if distance <= 0:
            return 0.0
        if self.name == "root":
            return min(1.0, math.sqrt(distance))
        return min(self.oscillation, self.slope * distance)

    @property
    def _is_one_bump(self) -> bool:
        return self.name == "sine" and self.bumps == 1


def fitted_points(target: Target) -> tuple[Numbers, Numbers]:
    """What a net is fitted to: x and f(x), (FIT,) each."""
    x = np.linspace(-1, 1, FIT)
    return x, target(x)


def fine_points(target: Target) -> tuple[Numbers, Numbers]:
    """Where the error is measured: x and f(x); at a jump both of its sides, (FINE,) or one more."""
    x = np.linspace(-1, 1, FINE)
    y = target(x)
    if target.jump:  # it is at 0, where y is the value on the right
        middle = FINE // 2
        return np.insert(x, middle, 0.0), np.insert(y, middle, 0.0)
    return x, y
