"""The largest singular value of each of many matrices, and bounds on it that are proved."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn_demo.dynamics.cells import Array
from rnn_demo.dynamics.diagonals import diagonals

TOGETHER = 12  # matrices whose products stay near the processor
LOOKS = 20, 28, 40  # steps after which it is tried whether they have been enough
SLACK = 1e-6  # relative, of squares: what a bound may be too large


def largest_singular_values(matrices: Array) -> Array:
    """σ_max of each matrix, (some,): the largest eigenvalue of JᵀJ keeps all its digits.

    Args:
        matrices: J, (some, rows, columns).
    """
    squares = np.linalg.eigvalsh(np.swapaxes(matrices, -1, -2) @ matrices)[:, -1]
    return np.asarray(np.sqrt(np.maximum(squares, 0)))


def bounds_of_singular_values(matrices: Array) -> Array:
    """Upper bounds on σ_max of each matrix, (some,), above it by less than a part of 3e-6.

    Those of matrices [K | D] as in `rnn_demo.dynamics.diagonals` cost a fraction of the values.
    The largest Ritz value θ of a few steps of Lanczos is no larger than the largest eigenvalue of
    JᵀJ, but for float32's rounding. That none is above θ (1 + 1e-6) is proved in float64: the rest,
    θ (1 + 1e-6) I − JᵀJ, has a Cholesky factor. Where it has none, it is done as for the values.

    Args:
        matrices: J, (some, rows, columns).

    Source: Golub and Van Loan 2013, sections 4.2 and 10.1; Haynsworth 1968.
    """
    parts = [matrices[at : at + TOGETHER] for at in range(0, len(matrices), TOGETHER)]
    return np.concatenate([_bounds_of(part) for part in parts])


def _bounds_of(matrices: Array) -> Array:
    found = diagonals(matrices)
    if found is not None:
        squares = _Squares(matrices, *found)
        for ritz in squares.ritz_values():
            if squares.all_below(ritz * (1 + SLACK)):
                return np.asarray(np.sqrt(ritz * (1 + SLACK)))
    return largest_singular_values(matrices)


class _Squares:
    """JᵀJ = [[M, Cᵀ], [C, D]] of some matrices [K | D], D a diagonal."""

    def __init__(self, matrices: Array, above: Array, below: Array) -> None:
        self.n = n = above.shape[-1]
        dense = matrices[..., :n]
        self.dense = np.swapaxes(dense, -1, -2) @ dense
        self.crossed = above[..., None] * dense[:, :n]
        self.crossed += below[..., None] * dense[:, n:]
        self.diagonal = above**2 + below**2

    def ritz_values(self) -> Iterator[Array]:
        """The largest of each after as many steps of Lanczos as `LOOKS`, in float32.

        Rounding makes copies of a Ritz value that has been found, and leaves it as it is (Paige
        1980).
        """
        some, n = self.diagonal.shape
        size = self.diagonal.max(-1) + np.trace(self.dense, axis1=-2, axis2=-1)
        scale = 1 / np.where(size > 0, size, 1.0)[:, None]
        whole = np.zeros((some, 2 * n, 2 * n), np.float32)
        whole[:, :n, :n] = self.dense * scale[..., None]
        whole[:, n:, :n] = self.crossed * scale[..., None]
        whole[:, :n, n:] = np.swapaxes(whole[:, n:, :n], -1, -2)
        places = n + np.arange(n)
        whole[:, places, places] = self.diagonal * scale
        now = np.random.default_rng(0).standard_normal((1, 2 * n), np.float32).repeat(some, 0)
        now /= np.linalg.norm(now[0])
        before, link = np.zeros_like(now), np.zeros((some, 1), np.float32)
        small = np.zeros((some, LOOKS[-1] + 1, LOOKS[-1] + 1))
        for step in range(LOOKS[-1]):
            moved = (whole @ now[..., None])[..., 0]
            small[:, step, step] = part = np.vecdot(moved, now)
            moved -= part[:, None] * now
            moved -= link * before
            link = np.sqrt(np.vecdot(moved, moved))[:, None]
            small[:, step + 1, step] = link[:, 0]  # only this half is read
            moved /= np.maximum(link, np.float32(1e-30))
            before, now = now, moved
            if step + 1 in LOOKS:
                yield np.linalg.eigvalsh(small[:, : step + 1, : step + 1])[:, -1] / scale[:, 0]

    def all_below(self, bounds: Array) -> bool:
        """Whether no eigenvalue of each is above its bound.

        The diagonal is eliminated first: what is left has a Cholesky factor if the whole has.
        """
        left = bounds[:, None] - self.diagonal
        if not (left > 0).all():
            return False
        scaled = self.crossed / np.sqrt(left)[..., None]
        rest = np.swapaxes(scaled, -1, -2) @ scaled
        rest += self.dense
        np.negative(rest, out=rest)
        places = np.arange(self.n)
        rest[:, places, places] += bounds[:, None]
        try:
            np.linalg.cholesky(rest)
        except np.linalg.LinAlgError:
            return False
        return True
