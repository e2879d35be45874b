"""How much a net with Hebb's rule holds: recall of random patterns against the load α = P/N."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from rnn_demo.exhibits.hopfield.compute.memories import Array

SIZES = (100, 400, 1_600)
LOADS = (
    *(0.02, 0.04, 0.06, 0.08, 0.10, 0.11, 0.12, 0.13, 0.138, 0.145),
    *(0.15, 0.16, 0.17, 0.18, 0.20, 0.25, 0.30),
)
CRITICAL = 0.138  # where recall collapses as N grows
STARTS = 20  # patterns of each net that are recalled
MOST_SWEEPS = 100
FOUND = 0.95  # overlap from which a pattern counts as recalled


@dataclass(frozen=True)
class CapacityPoint:
    """What was measured at one size and load, from nets of random patterns.

    Attributes:
        units: N.
        patterns: P.
        nets: how many were drawn.
        overlap: the mean overlap with the pattern from which a recall started, at its end.
        overlap_error: its standard error, from net to net.
        recalled: the share of starts that end at an overlap of `FOUND` and more.
        bit_error: the share of the bits of all stored patterns that the first update turns over.
        bit_error_error: its standard error, from net to net.
    """

    units: int
    patterns: int
    nets: int
    overlap: float
    overlap_error: float
    recalled: float
    bit_error: float
    bit_error_error: float

    @property
    def alpha(self) -> float:
        """α = P/N."""
        return self.patterns / self.units


def bit_error(alpha: float) -> float:
    """½ erfc(1 / √(2α)): the share of bits that the first update turns over, for many units.

    A unit's input is the bit itself plus what the other patterns add, which is nearly normal with
    variance α; the bit is lost where that is below −1.

    Source: Hertz, Krogh and Palmer, Introduction to the Theory of Neural Computation, 1991, 2.2.

    Args:
        alpha: P/N, above 0.
    """
    return 0.5 * math.erfc(1 / math.sqrt(2 * alpha))


@cache
def exact_bit_error(units: int, patterns: int) -> float:
    """The same for a net of any size: the probability that too many of the votes are against a bit.

    The bit itself has N − 1 votes, one from each other unit. The other patterns add (P − 1)(N − 1)
    votes of ±1, which are independent if the patterns are random; a tie leaves the bit as it is.

    Args:
        units: N, at least 2.
        patterns: P.
    """
    votes, own = (patterns - 1) * (units - 1), units - 1
    k = (votes - own - 1) // 2  # the most votes of +1 for which the bit is lost
    if k < 0:
        return 0.0
    logs = math.lgamma(votes + 1) - math.lgamma(k + 1) - math.lgamma(votes - k + 1)
    term = math.exp(logs - votes * math.log(2))
    total = term
    while k > 0 and term > 1e-17 * total:
        term *= k / (votes - k + 1)
        total += term
        k -= 1
    return total


def nets_of(units: int) -> int:
    """How many nets are drawn: the smaller they are, the more, for similar errors."""
    return max(12, min(200, 24_000 // units))


def measure(units: int, load: float, nets: int, seed: int) -> CapacityPoint:
    """Draw nets and measure them.

    Args:
        units: N.
        load: α; P is N α, rounded, and at least 1.
        nets: how many, at least 2.
        seed: of everything.
    """
    count = max(1, round(units * load))
    found = np.array(list(_each(units, count, nets, seed)))  # (nets, 3)
    overlap, recalled, wrong = found.mean(0)
    errors = found.std(0, ddof=1) / math.sqrt(nets)
    return CapacityPoint(
        units, count, nets,
        *(round(float(one), 6) for one in (overlap, errors[0], recalled)),
        *(round(float(one), 9) for one in (wrong, errors[2])),
    )  # fmt: skip


def _each(units: int, count: int, nets: int, seed: int) -> Iterator[tuple[float, float, float]]:
    """Of each net the mean overlap, the share recalled and the share of wrong bits."""
    for net in range(nets):
        luck = np.random.default_rng((seed, units, count, net))
        patterns = (2 * luck.integers(0, 2, (count, units)) - 1).astype(np.float64)
        weights: Array = patterns.T @ patterns / units
        np.fill_diagonal(weights, 0)
        wrong = float((patterns @ weights * patterns < -1e-9).mean())
        starts = patterns[:STARTS]
        ends = _settled(weights, starts, luck)
        overlaps = (ends * starts).mean(1)
        yield float(overlaps.mean()), float((overlaps >= FOUND).mean()), wrong


def _settled(weights: Array, starts: Array, luck: np.random.Generator) -> Array:
    """Where recalls end that begin at these states, one unit after the other, (starts, units)."""
    now = starts.T.copy()  # (units, starts): a unit's states are together in memory
    fields = weights @ now  # kept current, as few units flip
    for _ in range(MOST_SWEEPS):
        moved = False
        for i in luck.permutation(len(weights)):
            turned = fields[i] * now[i] < -1e-9
            if turned.any():
                now[i, turned] *= -1
                fields += np.outer(weights[:, i], np.where(turned, 2 * now[i], 0))
                moved = True
        if not moved:
            break
    return now.T
