"""Recurrent weights of the kinds that theorems are about, each scaled by one gain."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Kind = Literal[
    "orthogonal", "gaussian", "identity", "symmetric", "jordan", "sparse", "counterexample"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
SPARSE_INPUTS = 15  # a unit, as in Sutskever et al. 2013
Matrix = NDArray[np.float64]


def recurrent_weights(kind: Kind, n: int, gain: float, random: np.random.Generator) -> Matrix:
    """An n × n matrix.

    Args:
        kind: orthogonal: g Q, Q drawn evenly from all rotations and reflections;
            gaussian: entries N(0, g²/n), spectral radius → g and σ_max → 2 g as n grows;
            identity: g I;
            symmetric: (A + Aᵀ) g / √(8 n), A standard normal, spectral radius → g;
            jordan: g on the diagonal, 1 above it;
            sparse: 15 inputs a unit, scaled to spectral radius g;
            counterexample: g copies of [[1, 1], [−1, −1]] along the diagonal, spectral radius 0
            and σ_max 2 g; an odd last unit stays apart.
        n: its size.
        gain: g.
        random: numbers for it; all kinds draw the same number of them.
    """
    drawn = random.standard_normal((n, n))
    if kind == "orthogonal":
        q, r = np.linalg.qr(drawn)
        signs = np.where(np.diag(r) < 0, -1.0, 1.0)  # without them Q is not evenly distributed
        return np.asarray(gain * q * signs)
    if kind == "gaussian":
        return np.asarray(gain * drawn / np.sqrt(n))
    if kind == "identity":
        return gain * np.eye(n)
    if kind == "symmetric":
        return np.asarray(gain * (drawn + drawn.T) / np.sqrt(8 * n))
    if kind == "jordan":
        return gain * np.eye(n) + np.eye(n, k=1)
    if kind == "sparse":
        ranks = np.argsort(np.argsort(np.abs(drawn), axis=1), axis=1)
        kept = np.where(ranks >= n - SPARSE_INPUTS, drawn, 0.0)
        radius = spectral_radius(kept)
        return kept * (gain / radius) if radius > 0 else kept
    block = np.array([[1.0, 1.0], [-1.0, -1.0]])
    matrix = np.zeros((n, n))
    for place in range(0, n - 1, 2):
        matrix[place : place + 2, place : place + 2] = gain * block
    return matrix


def spectral_radius(matrix: Matrix) -> float:
    """ρ, the largest absolute value of an eigenvalue."""
    return float(np.abs(np.linalg.eigvals(matrix)).max())


def largest_singular_value(matrix: Matrix) -> float:
    """σ_max, the largest factor by which a vector can grow."""
    return float(np.linalg.norm(matrix, 2))
