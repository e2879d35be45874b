"""Matrices whose last columns are two diagonals, as those of an LSTM's Jacobians are."""

from __future__ import annotations

import numpy as np

from rnn_demo.dynamics.cells import Array


def diagonals(matrices: Array) -> tuple[Array, Array] | None:
    """The diagonals of D in J = [K | D], (..., n) each; None if J is not of that kind."""
    rows, columns = matrices.shape[-2:]
    if rows != columns or rows % 2:
        return None
    n = rows // 2
    last = matrices[..., n:]
    above = np.diagonal(last[..., :n, :], axis1=-2, axis2=-1)
    below = np.diagonal(last[..., n:, :], axis1=-2, axis2=-1)
    # As whole numbers they are counted faster; −0 counts, so then they are multiplied as they are.
    there = np.count_nonzero(last.view(np.uint64))
    if there != np.count_nonzero(above) + np.count_nonzero(below):
        return None
    return above, below
