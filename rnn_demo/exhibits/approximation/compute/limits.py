"""What no weights can change: errors that are certain before a net is trained.

limits.js is the same in JavaScript; a test holds the two together.
"""

from __future__ import annotations

import numpy as np

from rnn_demo.exhibits.approximation.compute.network import Architecture
from rnn_demo.exhibits.approximation.compute.targets import Numbers

HALVINGS = 60  # of the interval in which the certain error lies


def most_runs(net: Architecture) -> int | None:
    """How often a net of one input can rise and fall: its monotone runs at most; None if unknown.

    Straight lines never turn. A net with one unit a layer is monotone, as its activation is. A
    ReLU net has at most (width + 1)^depth straight pieces, because in each layer every unit can
    bend every piece once. With φ(z) = z² it is a polynomial of degree 2^depth. For tanh and σ no
    such count is used here.
    """
    if net.activation == "linear" or (net.width == 1 and net.activation != "square"):
        return 1
    if net.activation == "relu":
        return int((net.width + 1) ** net.depth)
    return int(2**net.depth) if net.activation == "square" else None


def certain_error(values: Numbers, runs: int | None, jump: float = 0.0) -> float:
    """The error that every function with so few runs makes somewhere.

    If the target rises and falls by 2e or more in turn, more often than `runs` times, a function
    that stays nearer than e would have to do so too. And whatever is continuous is wrong by half of
    a jump on one of its sides.

    Args:
        values: the target's, in order, (points,).
        runs: the most monotone runs of the approximation; None for no bound.
        jump: the largest jump of the target; the approximation is continuous.
    """
    if runs is None:
        return jump / 2
    turns = _extremes(values)
    low, high = 0.0, float(values.max() - values.min()) / 2
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if runs_of(turns, 2 * middle) > runs:
            low = middle
        else:
            high = middle
    return max(low, jump / 2)


def runs_of(values: Numbers, least: float) -> int:
    """The most rises and falls, in turn, of at least `least` each."""
    low = high = float(values[0])
    up, found = 0, 0
    for value in values.tolist():
        low, high = min(low, value), max(high, value)
        if up <= 0 and value >= low + least and value > low:
            up, found, high = 1, found + 1, value
        elif up >= 0 and value <= high - least and value < high:
            up, found, low = -1, found + 1, value
    return found


def _extremes(values: Numbers) -> Numbers:
    """The first and the last value, and those where it turns."""
    moving: Numbers = values[np.concatenate([[True], np.diff(values) != 0])]
    if len(moving) < 3:
        return moving
    rises = np.diff(moving) > 0
    inner = np.flatnonzero(rises[1:] != rises[:-1]) + 1
    return np.take(moving, np.concatenate([[0], inner, [len(moving) - 1]]))
