"""L-BFGS on all data at once, stopped where values that it does not see are forecast best."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
REMEMBERED = 10  # pairs of steps and changes of the gradient
SUFFICIENT = 1e-4  # of the fall that the slope promises
HALVINGS = 20
OFTEN = 3  # iterations between two looks at the values held out
PATIENCE = 8  # looks without a better one


@dataclass(frozen=True)
class Descent:
    """Where a descent ended.

    Attributes:
        weights: those with the lowest held-out loss.
        loss: on what was fitted, at these weights.
        held_out: the loss on what was held out, at these weights.
        iterations: how many were made.
    """

    weights: Numbers
    loss: float
    held_out: float
    iterations: int


def descending(
    loss: Callable[[Numbers], tuple[float, Numbers]],
    held_out: Callable[[Numbers], float],
    start: Numbers,
    iterations: int,
) -> Generator[float, None, Descent]:
    """Go down from `start`; yields how much is done.

    Args:
        loss: of weights, and its gradient.
        held_out: the loss on values that the gradient does not see.
        start: the first weights.
        iterations: at most.

    Source: Nocedal and Wright, Numerical Optimization, 2006, algorithms 7.4 and 3.1.
    """
    weights = start
    value, gradient = loss(weights)
    best = Descent(weights, value, held_out(weights), 0)
    pairs: deque[tuple[Numbers, Numbers]] = deque(maxlen=REMEMBERED)
    looks, made = 0, 0
    for made in range(1, iterations + 1):
        direction = -_scaled(gradient, pairs)
        slope = float(direction @ gradient)
        if slope >= 0:
            pairs.clear()
            direction, slope = -gradient, -float(gradient @ gradient)
        step = 1.0 if pairs else min(1.0, 1 / max(float(np.abs(gradient).sum()), 1e-12))
        for _ in range(HALVINGS):
            there, after = loss(weights + step * direction)
            if there <= value + SUFFICIENT * step * slope:
                break
            step /= 2
        else:
            break  # at the bottom, as far as its rounding lets one see
        moved, turned = step * direction, after - gradient
        if moved @ turned > 1e-10 * float(np.linalg.norm(moved) * np.linalg.norm(turned)):
            pairs.append((moved, turned))
        weights, value, gradient = weights + moved, there, after
        if made % OFTEN == 0 or made == iterations:
            held = held_out(weights)
            looks += 1
            if held < best.held_out:
                best, looks = Descent(weights, value, held, made), 0
            if looks == PATIENCE:
                break
        yield made / iterations
    return Descent(best.weights, best.loss, best.held_out, made)


def _scaled(gradient: Numbers, pairs: deque[tuple[Numbers, Numbers]]) -> Numbers:
    """The gradient times an estimate of the inverse Hessian, by the two loops."""
    found, shares = gradient, []
    for moved, turned in reversed(pairs):
        share = float(moved @ found) / float(moved @ turned)
        found = found - share * turned
        shares.append(share)
    if pairs:
        moved, turned = pairs[-1]
        found = found * (float(moved @ turned) / float(turned @ turned))
    for (moved, turned), share in zip(pairs, reversed(shares), strict=True):
        found = found + moved * (share - float(turned @ found) / float(moved @ turned))
    return found
