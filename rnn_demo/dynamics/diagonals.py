"""Products with matrices whose last columns are two diagonals, as an LSTM's Jacobians have them.

J = [K | D], K of 2n rows and n columns, D = [diag(a); diag(b)]: a product with it costs half.
"""

from __future__ import annotations

import numpy as np

from rnn_demo.dynamics.cells import Array

SMALL = 32  # products of smaller matrices take no longer as they are


def diagonals(matrices: Array) -> tuple[Array, Array] | None:
    """a and b, (..., n) each; None if the last columns hold anything else."""
    rows, columns = matrices.shape[-2:]
    if rows != columns or rows % 2 or rows <= SMALL:
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


def after(rows: Array, matrix: Array) -> Array:
    """Rows · J."""
    found = diagonals(matrix)
    if found is None:
        return np.asarray(rows @ matrix)
    above, below = found
    n = len(above)
    product = np.empty(rows.shape)
    np.matmul(rows, matrix[:, :n], out=product[:, :n])
    np.multiply(rows[:, :n], above, out=product[:, n:])
    product[:, n:] += rows[:, n:] * below
    return product


def before(matrix: Array, columns: Array) -> Array:
    """J · columns."""
    found = diagonals(matrix)
    if found is None:
        return np.asarray(matrix @ columns)
    above, below = found
    n = len(above)
    product = matrix[:, :n] @ columns[:n]
    product[:n] += above[:, None] * columns[n:]
    product[n:] += below[:, None] * columns[n:]
    return np.asarray(product)


def grams(matrices: Array) -> tuple[Array, bool]:
    """JᵀJ of each, (some, columns, columns), and whether their last n by n part is diagonal."""
    found = diagonals(matrices)
    if found is None:
        return np.swapaxes(matrices, -1, -2) @ matrices, False
    above, below = (part[..., None] for part in found)
    some, n = above.shape[:2]
    dense = matrices[..., :n]
    product = np.zeros(matrices.shape)
    np.matmul(np.swapaxes(dense, -1, -2), dense, out=product[:, :n, :n])
    product[:, n:, :n] = crossed = above * dense[:, :n] + below * dense[:, n:]
    product[:, :n, n:] = np.swapaxes(crossed, -1, -2)
    places = n + np.arange(n)
    product[:, places, places] = (above**2 + below**2)[..., 0]
    return product, True
