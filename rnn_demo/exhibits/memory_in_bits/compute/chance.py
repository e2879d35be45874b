"""The exact probability of one string of the embedded Reber grammar, and what it makes it cost."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from rnn_demo.data.reber import GRAMMAR, LAST
from rnn_demo.dynamics.checks import Check
from rnn_demo.words import sentence

CLOSE = 1e-12


def chance(text: str) -> Fraction:
    """The probability of a string: 1/2 to the number of its two-way choices, 0 if it is none.

    Equation: P(B k w k E) = ½ P(w), where w is a string of the inner grammar.
    """
    inner = text[2:-2]
    if len(text) < 4 or text != f"B{text[1]}{inner}{text[1]}E" or text[1] not in "TP":
        return Fraction(0)
    node, choices = 0, 1
    for symbol in inner:
        ways = dict(GRAMMAR[node]) if node < LAST else {}
        if symbol not in ways:
            return Fraction(0)
        node, choices = ways[symbol], choices + len(ways) - 1
    return Fraction(int(node == LAST), 2**choices)


def costs_of(
    text: str, followers: Mapping[str, Mapping[str, float]], frequencies: Mapping[str, float]
) -> tuple[float, ...]:
    """Bits of a string: with memory, without, by followers, by frequencies.

    Equation: with memory −log₂ P(x). Without, the second symbol k is read and forgotten, and all
    later ones are foreseen as if it might have been either: −log₂ [P(k) Σ_k′ P(x with k′ for k)],
    where what has T as second and P as second-last symbol is no string and adds nothing.

    Args:
        text: a string of the grammar.
        followers: by symbol, what comes after it.
        frequencies: of the symbols but the first.
    """
    either = sum((chance(f"B{kind}{text[2:]}") for kind in "TP"), Fraction(0))
    return (
        _bits(chance(text)),
        _bits(Fraction(1, 2) * either),
        -sum(math.log2(followers[a][b]) for a, b in itertools.pairwise(text)),
        -sum(math.log2(frequencies[symbol]) for symbol in text[1:]),
    )


def string_checks(text: str, shown: Sequence[float], again: Sequence[float]) -> tuple[Check, ...]:
    """What a string is said to cost, by reader, against the same from whole strings.

    Args:
        text: the string.
        shown: sums over its symbols.
        again: as from `costs_of`.
    """
    choices = chance(text).denominator.bit_length() - 1
    against = (
        sentence("−log₂ of its exact probability, 2^−{choices}", choices=choices),
        sentence(
            "−log₂ of 2^−{choices}, its exact probability to whoever forgot the second symbol",
            choices=choices + 1,
        ),
        sentence("the pairs of symbols counted in all strings"),
        sentence("the symbols counted in all strings"),
    )
    return tuple(
        Check(abs(one - other) / max(other, 1.0), CLOSE, words)
        for one, other, words in zip(shown, again, against, strict=True)
    )


def _bits(probability: Fraction) -> float:
    """−log₂ of a probability that may be too small for float64."""
    return math.log2(probability.denominator) - math.log2(probability.numerator)
