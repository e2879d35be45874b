"""Dense associative memory with continuous states, whose update is softmax attention."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rnn_demo.exhibits.hopfield.compute.memories import Array
from rnn_demo.knobs.bitmaps import Pixels

MOST_UPDATES = 60
STILL = 1e-7  # a state that no pixel leaves by more than this has settled


@dataclass(frozen=True)
class DenseRecall:
    """A recall, update by update.

    Attributes:
        states: before the first update and after each, between −1 and 1, (updates + 1, units).
        energies: of these, (updates + 1,).
        attention: softmax(β X s) at the end, (patterns,).
        settled: whether the last update changed next to nothing.
    """

    states: Array
    energies: Array
    attention: Array
    settled: bool


def dense_recall(patterns: Pixels, start: Pixels, beta: float) -> DenseRecall:
    """Recall by s ← Xᵀ softmax(β X s), with E = −lse(β, X s) + ½ sᵀs + ln(P) / β + ½ N.

    Here lse(β, z) = ln(Σ_μ exp(β z_μ)) / β, and ½ N is half the square of a pattern's length. The
    energy never rises.

    Source: Ramsauer et al., Hopfield Networks is All You Need, 2020, equations 1 to 3.

    Args:
        patterns: X, ±1, (patterns, units).
        start: ±1, (units,).
        beta: β, above 0.
    """
    own, state = patterns.astype(np.float64), start.astype(np.float64)
    constant = float(np.log(len(own))) / beta + 0.5 * own.shape[1]
    states, energies = [state], list[float]()
    while True:
        scores = beta * (own @ state)
        top = float(scores.max())
        shares = np.exp(scores - top)
        total = float(shares.sum())
        shares /= total
        lse = (top + float(np.log(total))) / beta
        energies.append(-lse + 0.5 * float(state @ state) + constant)
        after = shares @ own
        settled = bool(np.abs(after - state).max() <= STILL)
        if settled or len(states) > MOST_UPDATES:
            break
        states.append(after)
        state = after
    return DenseRecall(np.array(states), np.array(energies), shares, settled)
