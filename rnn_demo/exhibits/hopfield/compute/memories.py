"""What a net stores: weights from patterns by four rules, and the energy that belongs to them.

No matrix is made. With P patterns the weights are W = scale · A Bᵀ without the diagonal, with A and
B of P (Storkey: 2 P) columns, so a unit's input costs O(P), and so does keeping Aᵀs and Bᵀs current
when a unit flips. memory.js is the same in JavaScript.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.knobs.bitmaps import Pixels

Array = NDArray[np.float64]
Rule = Literal["hebb", "projection", "storkey", "chain", "dense"]
NEARLY = 1e-9  # an input nearer to 0 than this is 0, and a unit with input 0 stays as it is
LEAST = 1e-6  # length of a direction that a pattern adds to those before it


class StoredWeights(NamedTuple):
    """Weights w_ij = scale · (Σ_k A_ik B_jk − δ_ij d_i), with d such that w_ii = 0.

    Attributes:
        a: A, (units, columns).
        b: B, (units, columns).
        diagonal: d_i = Σ_k A_ik B_ik, (units,).
        scale: before the sum; with Hebb's rule all else are whole numbers, so sums are exact.
        theta: θ, added to each unit's input.
    """

    a: Array
    b: Array
    diagonal: Array
    scale: float
    theta: float = 0.0

    def inputs(self, state: Array) -> Array:
        """h_i = Σ_j w_ij s_j + θ of all units, (units,), for a state of ±1."""
        found: Array = self.scale * (self.a @ (self.b.T @ state) - self.diagonal * state)
        return found + self.theta

    def energy(self, state: Array) -> float:
        """E = −½ sᵀWs − θ Σ s_i."""
        pairs = float((self.a.T @ state) @ (self.b.T @ state)) - float(self.diagonal.sum())
        return -0.5 * self.scale * pairs - self.theta * float(state.sum())

    def weights(self) -> Array:
        """W itself, (units, units), for small nets and for tests."""
        found: Array = self.scale * (self.a @ self.b.T - np.diag(self.diagonal))
        return found


def remember(patterns: Pixels, rule: Rule, theta: float = 0.0) -> StoredWeights:
    """Store patterns.

    - hebb: w_ij = (1/N) Σ_μ ξ_i^μ ξ_j^μ (Hopfield 1982).
    - projection: W = Q Qᵀ, the projection onto the space of the patterns, which is the
      pseudo-inverse rule (Personnaz, Guyon and Dreyfus 1985); Q by Gram and Schmidt.
    - storkey: w_ij += (1/N) (ξ_i ξ_j − ξ_i h_ji − h_ij ξ_j), pattern after pattern, with
      h_ij = Σ_{k ≠ i, j} w_ik ξ_k (Storkey 1997).
    - chain: w_ij = (1/N) Σ_μ ξ_i^{μ+1} ξ_j^μ, each pattern followed by the next one, the last by
      the first: not symmetric.

    All have w_ii = 0.

    Args:
        patterns: ±1, (patterns, units).
        rule: one of these four.
        theta: θ of every unit.
    """
    own = patterns.astype(np.float64)
    units = own.shape[1]
    if rule == "projection":
        a = b = _orthonormal(own).T
        scale = 1.0
    elif rule == "storkey":
        a, b = _storkey(own)
        scale = 1 / units
    else:
        b = own.T
        a = np.roll(own, -1, axis=0).T if rule == "chain" else b
        scale = 1 / units
    return StoredWeights(a, b, np.einsum("ik,ik->i", a, b), scale, theta)


def _orthonormal(patterns: Array) -> Array:
    """Directions of length 1 that span the patterns, (directions, units)."""
    found = np.empty((0, patterns.shape[1]))
    for pattern in patterns:
        rest = pattern
        for _ in range(2):  # the second time for what rounding left
            rest = rest - found.T @ (found @ rest)
        length = float(np.sqrt(rest @ rest))
        if length > LEAST:  # else it is a sum of those before it
            found = np.vstack([found, rest / length])
    return found


def _storkey(patterns: Array) -> tuple[Array, Array]:
    """Storkey's weights as A and B.

    With w_ii = 0, h_ij = h_i − w_ij ξ_j, so that w_ij becomes
    (1 + 2/N) w_ij + (1/N) (ξ_i ξ_j − ξ_i h_j − h_i ξ_j).
    """
    count, units = patterns.shape
    a, b = np.zeros((units, 2 * count)), np.zeros((units, 2 * count))
    for at, own in enumerate(patterns):
        known = slice(2 * at)
        diagonal = np.einsum("ik,ik->i", a[:, known], b[:, known])
        fields = (a[:, known] @ (b[:, known].T @ own) - diagonal * own) / units
        a[:, known] *= 1 + 2 / units
        a[:, 2 * at], b[:, 2 * at] = own, own - fields
        a[:, 2 * at + 1], b[:, 2 * at + 1] = -fields, own
    return a, b
