"""The largest singular value of each of many matrices, and bounds on it that are proved."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rnn_demo.dynamics.cells import Array
from rnn_demo.dynamics.diagonals import diagonals

TOGETHER = 8  # matrices whose products stay near the processor
LOOKS = 24, 32, 48  # steps after which it is tried whether they have been enough
TINY = 1e-300
SLACK = 1e-8  # relative, of squares: what a bound may be too large


def largest_singular_values(matrices: Array) -> Array:
    """σ_max of each matrix, (some,): the largest eigenvalue of JᵀJ keeps all its digits.

    Args:
        matrices: J, (some, rows, columns).
    """
    squares = np.linalg.eigvalsh(np.swapaxes(matrices, -1, -2) @ matrices)[:, -1]
    return np.asarray(np.sqrt(np.maximum(squares, 0)))


def bounds_of_singular_values(matrices: Array) -> Array:
    """Upper bounds on σ_max of each matrix, (some,), above it by less than a part of 1e-8.

    Those of matrices [K | D] as in `rnn_demo.dynamics.diagonals` cost a fraction of the values.
    The largest Ritz value θ of a few steps of Lanczos is no larger than the largest eigenvalue of
    JᵀJ. That none is above θ (1 + 1e-8) is proved: the rest, θ (1 + 1e-8) I − JᵀJ,
    has a Cholesky factor. Where it has none, it is done as for the values.

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
        """The largest of each after as many steps of Lanczos as `LOOKS`.

        Rounding makes copies of a Ritz value that has been found, and leaves it as it is (Paige
        1980).
        """
        some, n = self.diagonal.shape
        whole = np.zeros((some, 2 * n, 2 * n))
        whole[:, :n, :n] = self.dense
        whole[:, n:, :n] = self.crossed
        whole[:, :n, n:] = np.swapaxes(self.crossed, -1, -2)
        places = n + np.arange(n)
        whole[:, places, places] = self.diagonal
        now = np.random.default_rng(0).standard_normal((1, 2 * n)).repeat(some, 0)
        now /= np.linalg.norm(now[0])
        before, link = np.zeros_like(now), np.zeros((some, 1))
        small = np.zeros((some, LOOKS[-1] + 1, LOOKS[-1] + 1))
        for step in range(LOOKS[-1]):
            moved = (whole @ now[..., None])[..., 0]
            small[:, step, step] = part = np.vecdot(moved, now)
            moved -= part[:, None] * now
            moved -= link * before
            link = np.sqrt(np.vecdot(moved, moved))[:, None]
            small[:, step + 1, step] = link[:, 0]  # only this half is read
            moved /= np.maximum(link, TINY)
            before, now = now, moved
            if step + 1 in LOOKS:
                yield np.linalg.eigvalsh(small[:, : step + 1, : step + 1])[:, -1]

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
