"""All strings of the embedded Reber grammar up to a length, counted symbol by symbol.

This is a second way to the averages that `memory_in_bits` gets from linear equations: nothing is
solved here, and nothing is shared with it except the grammar itself.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
from numpy.typing import NDArray

from rnn_demo.data.reber import GRAMMAR, LAST, SYMBOLS
from rnn_demo.dynamics.checks import Check
from rnn_demo.words import sentence

LONGEST = 200  # symbols: longer strings have a probability of about 10⁻²⁶
CLOSE = 1e-12
AHEAD = 12  # symbols over which the rate at which strings end is bounded
# What is counted, in one vector: strings, their probability, two-way choices, pairs, nodes.
STRINGS, MASS, CHOICES = 0, 1, 2
PAIR = {pair: 3 + i for i, pair in enumerate(itertools.product(SYMBOLS, SYMBOLS))}
NODE = {node: 3 + len(PAIR) + node for node in range(LAST + 1)}
SIZE = 3 + len(PAIR) + len(NODE)
Counts = NDArray[np.object_]  # (SIZE,), whole numbers of any size


@dataclass(frozen=True)
class Enumeration:
    """Averages over all strings of at most `longest` symbols.

    Attributes:
        longest: the most symbols.
        strings: how many strings there are.
        left: by length from 0 on, the exact probability that a string is longer.
        length: the number of symbols in an average string.
        nodes: visits of each inner node, (LAST + 1,).
        bits: the bits of an average string, by reader: with memory, without, followers,
            frequencies.
        followers: by symbol, what comes after it.
        frequencies: the frequencies of the symbols except the first.
        missing: the most bits, visits or symbols that longer strings can add to an average.
    """

    longest: int
    strings: int
    left: tuple[Fraction, ...]
    length: float
    nodes: tuple[float, ...]
    bits: tuple[float, ...]
    followers: Mapping[str, Mapping[str, float]]
    frequencies: Mapping[str, float]
    missing: float


@cache
def enumerate_strings(longest: int = LONGEST) -> Enumeration:
    """Count the strings by their place in the grammar, symbol by symbol.

    Each way on has the probability 1 or 1/2, so a probability at length n is a whole multiple of
    2⁻ⁿ, and nothing is rounded until the end.

    Args:
        longest: symbols, at least 9.
    """
    states, ended, forgotten = _begun(), np.full(SIZE, 0, object), 0.0
    left = [Fraction(1)] * 3
    for length in range(3, longest + 1):
        after: dict[tuple[str, int, str], Counts] = {}
        for (kind, node, last), counts in states.items():
            own = _ways(kind, node)
            for symbol, to in own:
                moved = counts.copy()
                moved[MASS:] *= 2 // len(own)
                moved[PAIR[last, symbol]] += moved[MASS]
                moved[CHOICES] += moved[MASS] * (len(own) - 1)
                if node <= LAST:
                    moved[NODE[node]] += moved[MASS]
                place = (kind, to, symbol)
                after[place] = after[place] + moved if place in after else moved
        done = [counts for (_, node, _), counts in after.items() if node == LAST + 2]
        states = {place: counts for place, counts in after.items() if place[1] < LAST + 2}
        ended[MASS:] *= 2
        ended += sum(done)
        left.append(1 - Fraction(int(ended[MASS]), 2**length))
        if length <= longest - 2:  # they end two symbols later
            forgotten += _uncertainty(states) / 2**length
    return _averages(longest, ended, tuple(left), forgotten)


def enumeration_checks(
    found: Enumeration, bits: Sequence[float], visits: Sequence[float], length: float
) -> dict[str, tuple[Check, ...]]:
    """The averages that are shown, compared with those of the enumeration.

    Args:
        found: the enumeration.
        bits: of an average string, by reader, in the order of `Enumeration.bits`.
        visits: of each inner node, (LAST + 1,).
        length: symbols of an average string.
    """
    against = sentence(
        "the mean over all {strings:.0e} strings of up to {longest} symbols, counted "
        "symbol by symbol (longer ones have a probability of {left:.0e} together)",
        strings=found.strings,
        longest=found.longest,
        left=float(found.left[-1]),
    )

    def check(shown: float, own: float) -> Check:
        return Check((abs(shown - own) + found.missing) / own, CLOSE, against)

    return {
        "bits": tuple(check(*pair) for pair in zip(bits, found.bits, strict=True)),
        "visits": tuple(check(*pair) for pair in zip(visits, found.nodes, strict=True)),
        "length": (check(length, found.length),),
    }


def _begun() -> dict[tuple[str, int, str], Counts]:
    """After B and T, or B and P: by second symbol, node and last symbol, in units of 2⁻²."""
    states = {}
    for kind in "TP":
        counts = np.full(SIZE, 0, object)
        counts[[STRINGS, MASS, CHOICES, PAIR["B", kind]]] = 1, 2, 2, 2
        states[kind, 0, kind] = counts
    return states


def _ways(kind: str, node: int) -> tuple[tuple[str, int], ...]:
    """The ways on, all equally likely: after the inner grammar the second symbol again, and E."""
    if node < LAST:
        return GRAMMAR[node]
    return ((kind, LAST + 1),) if node == LAST else (("E", LAST + 2),)


def _uncertainty(states: Mapping[tuple[str, int, str], Counts]) -> float:
    """The bits of the second-last symbol if its branch is unknown, times the probability."""
    masses = [0, 0]
    for (kind, node, _), counts in states.items():
        if node == LAST:
            masses["TP".index(kind)] += int(counts[MASS])
    return sum(mass * math.log2(sum(masses) / mass) for mass in masses if mass)


def _averages(
    longest: int, ended: Counts, left: tuple[Fraction, ...], forgotten: float
) -> Enumeration:
    counted = [Fraction(int(count), 2**longest) for count in ended]
    pairs = {pair: counted[place] for pair, place in PAIR.items() if counted[place]}
    after = {last: sum(c for (a, _), c in pairs.items() if a == last) for last, _ in pairs}
    single = {b: sum(c for (_, own), c in pairs.items() if own == b) for _, b in pairs}
    total = sum(pairs.values())
    followers: dict[str, dict[str, float]] = {}
    for (last, symbol), count in pairs.items():
        followers.setdefault(last, {})[symbol] = float(count / after[last])
    frequencies = {symbol: float(count / total) for symbol, count in single.items()}
    return Enumeration(
        longest,
        int(ended[STRINGS]),
        left,
        float(counted[MASS] + total),
        tuple(float(counted[place]) for place in NODE.values()),
        (
            float(counted[CHOICES]),
            float(counted[CHOICES]) + forgotten,
            sum(-float(c) * math.log2(followers[a][b]) for (a, b), c in pairs.items()),
            sum(-float(c) * math.log2(frequencies[symbol]) for symbol, c in single.items()),
        ),
        followers,
        frequencies,
        _missing(longest, left[-1], min(frequencies.values())),
    )


def _missing(longest: int, left: Fraction, rarest: float) -> float:
    """The most bits that the longer strings can add to an average.

    Their first `longest` symbols and all later ones cost at most what the rarest symbol does. Of
    the strings that have not ended, at most a share s has still not ended after `AHEAD` more
    symbols, so there are at most left · AHEAD / (1 − s) later symbols.
    """
    slow = max(_unfinished(node, AHEAD) for node in range(LAST))
    return -math.log2(rarest) * float(left * (longest + AHEAD / (1 - slow)))


@cache
def _unfinished(node: int, ahead: int) -> Fraction:
    """The probability that a string at an inner node has not ended so many symbols later."""
    if node == LAST:
        return Fraction(int(ahead < 2))
    if not ahead:
        return Fraction(1)
    own = GRAMMAR[node]
    return sum((_unfinished(to, ahead - 1) for _, to in own), Fraction(0)) / len(own)
