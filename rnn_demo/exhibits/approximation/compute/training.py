"""Two ways downhill, each on all points at once: Adam and L-BFGS.

Nothing here is by chance: the same beginning gives the same way. training.js is the same in
JavaScript; a test holds the two together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from typing import Literal, NamedTuple

import numpy as np

from rnn_demo.exhibits.approximation.compute.targets import Numbers

Optimizer = Literal["lbfgs", "adam"]
Objective = Callable[[Numbers], tuple[float, Numbers]]
KEPT = 10  # pairs of steps that L-BFGS remembers
SHORTEST = 1e-12  # part of a step at which L-BFGS gives up
BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8


class Descended(NamedTuple):
    """Where a descent is.

    Attributes:
        theta: the numbers of the net, (parameters,).
        loss: there.
    """

    theta: Numbers
    loss: float


def descend(
    optimizer: Optimizer, objective: Objective, theta: Numbers, updates: int, rate: float
) -> Generator[Descended, None, None]:
    """The beginning, and then the place after each update.

    Args:
        optimizer: which way.
        objective: gives loss and gradient.
        theta: the beginning, (parameters,).
        updates: how many at most; L-BFGS ends earlier where no step leads lower.
        rate: of Adam at the beginning; it falls to 0 along a half cosine.
    """
    if optimizer == "adam":
        return adam(objective, theta, updates, rate)
    return lbfgs(objective, theta, updates)


def adam(
    objective: Objective, theta: Numbers, updates: int, rate: float
) -> Generator[Descended, None, None]:
    """Adam (Kingma and Ba 2014) with the gradient of all points and a rate that falls to 0."""
    theta = theta.copy()
    mean, square = np.zeros_like(theta), np.zeros_like(theta)
    for update in range(updates + 1):
        loss, gradient = objective(theta)
        yield Descended(theta, loss)
        if update == updates:
            return
        mean = BETA_1 * mean + (1 - BETA_1) * gradient
        square = BETA_2 * square + (1 - BETA_2) * gradient * gradient
        step = rate * (1 + math.cos(math.pi * update / updates)) / 2
        step /= 1 - BETA_1 ** (update + 1)
        scale = np.sqrt(square / (1 - BETA_2 ** (update + 1))) + EPSILON
        theta = theta - step * mean / scale


def lbfgs(objective: Objective, theta: Numbers, updates: int) -> Generator[Descended, None, None]:
    """L-BFGS (Liu and Nocedal 1989): two loops over the last pairs, steps halved until they pay.

    A step is taken when the loss falls by at least a ten-thousandth of what its slope promises.
    """
    theta = theta.copy()
    loss, gradient = objective(theta)
    pairs: list[tuple[Numbers, Numbers, float]] = []
    yield Descended(theta, loss)
    for _ in range(updates):
        direction = -_scaled(gradient, pairs)
        slope = float(gradient @ direction)
        if slope >= 0:  # rounding has spoiled what is remembered
            pairs, direction = [], -gradient
            slope = -float(gradient @ gradient)
        step = 1.0
        while True:
            there = theta + step * direction
            loss_there, gradient_there = objective(there)
            if loss_there <= loss + 1e-4 * step * slope:
                break
            step /= 2
            if step < SHORTEST:
                return
        if not loss_there < loss:
            return
        moved, turned = there - theta, gradient_there - gradient
        product = float(moved @ turned)
        if product > 1e-12 * math.sqrt(float(moved @ moved) * float(turned @ turned)):
            pairs = [*pairs, (moved, turned, 1 / product)][-KEPT:]
        theta, loss, gradient = there, loss_there, gradient_there
        yield Descended(theta, loss)


def _scaled(gradient: Numbers, pairs: list[tuple[Numbers, Numbers, float]]) -> Numbers:
    """The gradient times the inverse Hessian that the pairs stand for."""
    found, parts = gradient.copy(), []
    for moved, turned, inverse in reversed(pairs):
        part = inverse * float(moved @ found)
        parts.append(part)
        found -= part * turned
    if pairs:
        moved, turned, inverse = pairs[-1]
        found *= 1 / (inverse * float(turned @ turned))
    else:
        found *= min(1.0, 1 / max(float(np.abs(gradient).sum()), 1e-300))
    for (moved, turned, inverse), part in zip(pairs, reversed(parts), strict=True):
        found += moved * (part - inverse * float(turned @ found))
    return found
