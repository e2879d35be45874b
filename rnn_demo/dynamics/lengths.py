"""Lengths of vectors whose squares would overflow float64."""

from __future__ import annotations

import numpy as np

from rnn_demo.dynamics.cells import Array

SAFE = 1e-200, 1e200  # sums of squares between which no square that counts is lost


def length(vectors: Array) -> Array:
    """‖v‖ along the last axis: divided by the largest entry before it is squared, if need be."""
    with np.errstate(all="ignore"):
        squares = np.vecdot(vectors, vectors)
        if np.logical_and(squares > SAFE[0], squares < SAFE[1]).all():
            return np.asarray(np.sqrt(squares))
    largest = np.abs(vectors).max(axis=-1, keepdims=True)
    safe = np.where((largest > 0) & np.isfinite(largest), largest, 1.0)
    found = np.linalg.norm(vectors / safe, axis=-1) * np.squeeze(safe, -1)
    return np.asarray(found)
