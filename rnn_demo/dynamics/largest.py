"""The largest singular value of each of many matrices, and bounds on it that are proved."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import Array
from rnn_demo.dynamics.factors import JacobianFactors

TOGETHER = 8  # matrices whose products stay near the processor
LOOKS = 20, 24, 32, 40  # steps after which it is tried whether they have been enough
TINY = 1e-18  # a vector whose length float32 can still tell
SAFE = 1e-240, 1e240  # squares between which no product that counts is lost
SLACK = 1e-6  # relative, of squares: what a bound may be too large; float32 finds 2e-7 of it


def largest_singular_values(matrices: Array) -> Array:
    """σ_max of each matrix, (some,): the largest eigenvalue of JᵀJ keeps all its digits.

    Args:
        matrices: J, (some, rows, columns).
    """
    squares = np.linalg.eigvalsh(np.swapaxes(matrices, -1, -2) @ matrices)[:, -1]
    found = np.sqrt(np.maximum(squares, 0))
    for at in np.flatnonzero(~((squares > SAFE[0]) & (squares < SAFE[1]))):
        size = np.abs(matrices[at]).max()
        if 0 < size < np.inf:
            found[at] = size * np.linalg.norm(matrices[at] / size, 2)
    return np.asarray(found)


@np.errstate(over="ignore", invalid="ignore")  # what is beyond float32 is found in float64
def bounds_of_singular_values(matrices: Array, parts: JacobianFactors | None = None) -> Array:
    """Upper bounds on σ_max of each matrix, (some,), above it by a part of about 1e-6.

    The largest Ritz value θ of a few steps of Lanczos is no larger than the largest eigenvalue of
    JᵀJ but for rounding, by which float32 may exceed it by another part of 1e-6. That none is above
    θ (1 + 1e-6) is proved in float64: the rest, θ (1 + 1e-6) I − JᵀJ, has a Cholesky factor. Where
    it has none, it is done as for the values.

    Args:
        matrices: J, (some, rows, columns).
        parts: their factors, if they are those of an LSTM in float64: then all steps of Lanczos
            are products of whole matrices, in float32, and half of JᵀJ is eliminated by hand.

    Source: Golub and Van Loan 2013, sections 4.2 and 10.1; Haynsworth 1968.
    """
    if parts is not None:
        return _bounds_of(_SquaresOfLstm(matrices, parts))
    some = [matrices[at : at + TOGETHER] for at in range(0, len(matrices), TOGETHER)]
    return np.concatenate([_bounds_of(_Squares(one)) for one in some])


def _bounds_of(squares: _Squares | _SquaresOfLstm) -> Array:
    matrices = squares.matrices
    found, left = np.zeros(len(matrices)), np.arange(len(matrices))
    for small in tridiagonal(squares.times, len(matrices), matrices.shape[-1]):
        if not np.isfinite(small).all():
            break
        bounds = np.linalg.eigvalsh(small[left])[:, -1] * (1 + SLACK)
        proved = squares.below(bounds, left)
        found[left[proved]] = np.sqrt(bounds[proved])
        left = left[~proved]
        if not len(left):
            return found
    found[left] = largest_singular_values(matrices[left])
    return found


def tridiagonal(times: Callable[[Array], Array], some: int, size: int) -> Iterator[Array]:
    """Symmetric matrices after as many steps of Lanczos as `LOOKS`, (some, steps, steps).

    Their largest eigenvalues are the Ritz values, and only their lower half is there. Rounding
    makes copies of a Ritz value that has been found, and leaves it as it is (Paige 1980). What is
    left of a vector that is shorter than `TINY` is 0: by that a Ritz value only becomes smaller.

    Args:
        times: multiplies each vector, (some, size), with a symmetric matrix of its own.
        some: how many matrices.
        size: of each.
    """
    now = np.random.default_rng(0).standard_normal((1, size), np.float32).repeat(some, 0)
    now /= np.linalg.norm(now[0])
    before, link = 0.0 * now, 0.0 * now[:, :1]
    small = np.zeros((some, LOOKS[-1] + 1, LOOKS[-1] + 1))
    for step in range(LOOKS[-1]):
        moved = times(now)  # its precision is that of the others from here on
        small[:, step, step] = part = np.vecdot(moved, now)
        moved -= before * link
        moved -= part[:, None] * now
        link = np.sqrt(np.vecdot(moved, moved))[:, None]
        small[:, step + 1, step] = link[:, 0]
        moved /= np.where(link > TINY, link, np.inf)
        before, now = now, moved
        if step + 1 in LOOKS:
            yield small[:, : step + 1, : step + 1]


class _Squares:
    """JᵀJ of some matrices."""

    def __init__(self, matrices: Array) -> None:
        self.matrices = matrices

    def times(self, vectors: Array) -> Array:
        """JᵀJ v, (some, columns), of as many vectors."""
        return np.asarray(np.vecmat(np.matvec(self.matrices, vectors), self.matrices))

    def below(self, bounds: Array, asked: Array) -> NDArray[np.bool_]:
        """Whether no eigenvalue of those that are asked for is above its bound, (asked,)."""
        matrices = self.matrices[asked]
        squares = np.swapaxes(matrices, -1, -2) @ matrices
        return np.array([_is_below(*one) for one in zip(squares, bounds, strict=True)], bool)


class _SquaresOfLstm:
    """The same of matrices [[K, D(a)], [A, D(f)]]."""

    def __init__(self, matrices: Array, parts: JacobianFactors) -> None:
        self.matrices, self._parts = matrices, parts
        self._narrow = JacobianFactors(*(one.astype(np.float32) for one in parts))

    def times(self, vectors: Array) -> Array:
        """JᵀJ v, (some, columns), of as many vectors, in float32."""
        vectors = vectors.astype(np.float32, copy=False)
        return self._narrow.back(self._narrow.along(vectors))

    def below(self, bounds: Array, asked: Array) -> NDArray[np.bool_]:
        """Whether no eigenvalue of those that are asked for is above its bound, (asked,).

        The diagonals are eliminated first. What is left has a Cholesky factor if the whole has:
        θ I − [Kᵀ Aᵀ] (I + u uᵀ / (θ − uᵀu)) [K; A], with u = (a, f) for each row of K and A.
        """
        f, n = self._parts.forget, self._parts.forget.shape[-1]
        a = self._parts.through * f
        f, a = f[asked], a[asked]
        rest = bounds[:, None] - (a * a + f * f)
        found = (rest > 0).all(1)
        rest = np.where(found[:, None], rest, 1.0)
        # [[p, q], [0, r]] with its transpose before it is I + u uᵀ / rest.
        p = np.sqrt(1 + a * a / rest)
        q = a * f / rest / p
        r = np.sqrt(np.maximum(bounds[:, None], 0) / rest) / p
        turned = np.empty((2 * n, n))
        p, q, r = (one[..., None] for one in (p, q, r))
        for at in np.flatnonzero(found):
            matrix = self.matrices[asked[at]]
            above, below = matrix[:n, :n], matrix[n:, :n]
            np.multiply(p[at], above, out=turned[:n])
            turned[:n] += np.multiply(q[at], below, out=turned[n:])
            np.multiply(r[at], below, out=turned[n:])
            found[at] = _is_below(turned.T @ turned, bounds[at])
        return np.asarray(found)


def _is_below(square: Array, bound: float) -> bool:
    """Whether bound · I − square has a Cholesky factor."""
    np.negative(square, out=square)
    square.flat[:: len(square) + 1] += bound
    try:
        factor = np.linalg.cholesky(square)
    except np.linalg.LinAlgError:
        return False
    return bool(factor[-1, -1] > 0)
