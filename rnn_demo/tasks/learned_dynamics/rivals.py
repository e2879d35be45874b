"""Predictors whose readout is solved for, not descended to: least squares with a ridge."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from rnn_demo.dynamics.cells import Network
from rnn_demo.tasks.learned_dynamics.predictors import (
    Polynomial,
    Predictor,
    Recurrent,
    at_rest,
    features,
)
from rnn_demo.tasks.learned_dynamics.trajectories import LISTENED

Numbers = NDArray[np.float64]
RIDGES = (1e-4, 1e-6, 1e-8, 1e-10, 1e-12)
SMALLER_RIDGES = (1e-12, 1e-13, 1e-14)
RESERVOIR, LARGE_RESERVOIR = 200, 500  # units
RADII, INPUTS = (0.3, 0.6), (0.3, 1.0)  # tried: spectral radius, scale of the input
DELAYS, DEGREE = 2, 4


def persistence(dimensions: int) -> Polynomial:
    """Tomorrow as today: û_{t+1} = u_t."""
    return Polynomial(1, np.zeros((1, 1), np.intp), np.zeros((dimensions, 1)))


def polynomial(dimensions: int, delays: int, degree: int) -> Polynomial:
    """All products of at most `degree` of the last samples' coordinates, not fitted yet."""
    places = range(1 + delays * dimensions)
    factors = np.array(list(combinations_with_replacement(places, degree)), np.intp)
    return Polynomial(delays, factors, np.zeros((dimensions, len(factors))))


def reservoir(
    dimensions: int, units: int, radius: float, inputs: float, random: np.random.Generator
) -> Recurrent:
    """An echo state network: an Elman net whose units form a ring, each heard by the next.

    Equation: h_i ← tanh(radius · h_{i−1} + (U u)_i + b_i), U and b even in ±inputs, none of them
    trained.

    Source: Jaeger 2001; the ring, Rodan and Tino 2011, "Minimum complexity echo state network".
    """
    n = units
    ring = radius * np.roll(np.eye(n), 1, axis=0)
    drawn = random.uniform(-inputs, inputs, (1, n, dimensions + 1)).astype(np.float32)
    own = drawn.astype(np.float64)
    network = Network("elman", "tanh", ring[None], np.zeros(n))
    readout = np.zeros((dimensions, 1 + dimensions + n))
    return Recurrent(network, own[..., :-1], own[..., -1], readout)


class ReadoutFit:
    """The normal equations of a readout over orbits, to be solved for any ridge.

    Equation: R = argmin Σ_t ‖u_{t+1} − u_t − R p_t‖² + ridge · T ‖R‖², over the samples after
    those that are only listened to.

    Example:
        >>> line = np.arange(20.0)[:, None, None]
        >>> fit = ReadoutFit(polynomial(1, 1, 1), line)
        >>> abs(fit.solved(1e-9).readout.round(3)).tolist()
        [[1.0, 0.0]]
    """

    def __init__(self, predictor: Predictor, orbits: Numbers) -> None:
        """Read all orbits.

        Args:
            predictor: whose features are read.
            orbits: u, (samples, orbits, d).
        """
        memory = at_rest(predictor, orbits[0])
        self._predictor, self._count = predictor, 0
        self._squares: Numbers = np.zeros(())
        self._products: Numbers = np.zeros(())
        for t, u in enumerate(orbits[:-1]):
            memory, read = features(predictor, memory, u)
            if t < LISTENED - 1:
                continue
            self._squares = self._squares + read.T @ read
            self._products = self._products + read.T @ (orbits[t + 1] - u)
            self._count += len(u)

    def solved(self, ridge: float) -> Predictor:
        """The predictor with the readout that solves them."""
        squares = self._squares.copy()
        squares[np.diag_indices_from(squares)] += ridge * self._count
        found: Numbers = np.asarray(np.linalg.solve(squares, self._products), np.float64)
        return self._predictor._replace(readout=found.T)


def best_fit(
    candidates: list[Predictor],
    orbits: Numbers,
    score: Callable[[Predictor], float],
    ridges: tuple[float, ...] = RIDGES,
) -> Predictor:
    """The candidate and ridge of the highest score.

    Args:
        candidates: predictors that are not fitted yet.
        orbits: to fit on, (samples, orbits, d).
        score: of a fitted predictor, on orbits kept for choosing.
        ridges: to choose from.
    """
    fitted = [
        fit.solved(ridge)
        for fit in (ReadoutFit(candidate, orbits) for candidate in candidates)
        for ridge in ridges
    ]
    return max(fitted, key=score)
