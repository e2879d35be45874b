"""Lengths of vectors whose squares would overflow float64."""

from __future__ import annotations

import numpy as np

from rnn_demo.dynamics.cells import Array


def length(vectors: Array, axis: int = -1) -> Array:
    """‖v‖ along an axis: divided by the largest entry before it is squared."""
    largest = np.abs(vectors).max(axis=axis, keepdims=True)
    safe = np.where((largest > 0) & np.isfinite(largest), largest, 1.0)
    found = np.linalg.norm(vectors / safe, axis=axis) * np.squeeze(safe, axis)
    return np.asarray(found)
