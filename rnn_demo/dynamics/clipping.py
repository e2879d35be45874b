"""Clipping of gradients."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Clipping = Literal["off", "norm", "value"]
CLIPPINGS: tuple[Clipping, ...] = ("off", "norm", "value")


def clip(gradient: NDArray[Any], how: Clipping, threshold: float) -> NDArray[np.float64]:
    """Clip a gradient.

    Equation: norm: G · min(1, θ/‖G‖), the direction stays; value: each entry cut to [−θ, θ], the
    direction turns.

    Source: Pascanu, Mikolov, Bengio 2013; Mikolov 2012.
    """
    if how == "norm":
        length = float(np.linalg.norm(gradient))
        return np.asarray(gradient * min(1.0, threshold / length)) if length > 0 else gradient
    if how == "value":
        return np.asarray(np.clip(gradient, -threshold, threshold))
    return gradient


def turned(gradient: NDArray[Any], other: NDArray[Any]) -> float:
    """The angle between two gradients in degrees; nan where one has no direction."""
    lengths = float(np.linalg.norm(gradient)) * float(np.linalg.norm(other))
    if not 0 < lengths < np.inf:
        return float("nan")
    return float(np.degrees(np.arccos(np.clip((gradient * other).sum() / lengths, -1.0, 1.0))))
