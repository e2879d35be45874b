"""The exact probability of a string of the embedded Reber grammar, and the cost that follows."""

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
    """The probability of a string: 1/2 to the power of its two-way choices, 0 outside the grammar.

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
        later ones are predicted as if it might have been either: −log₂ [P(k) Σ_k′ P(x with k′ for
        k)]. A sequence with T as its second and P as its second-last symbol is not a string of the
        grammar and adds nothing.

    Args:
        text: a string of the grammar.
        followers: by symbol, what comes after it.
        frequencies: the frequencies of the symbols except the first.
    """
    either = sum((chance(f"B{kind}{text[2:]}") for kind in "TP"), Fraction(0))
    return (
        _bits(chance(text)),
        _bits(Fraction(1, 2) * either),
        -sum(math.log2(followers[a][b]) for a, b in itertools.pairwise(text)),
        -sum(math.log2(frequencies[symbol]) for symbol in text[1:]),
    )


def string_checks(text: str, shown: Sequence[float], again: Sequence[float]) -> tuple[Check, ...]:
    """The costs of a string that are shown, by reader, compared with those from whole strings.

    Args:
        text: the string.
        shown: the sums over its symbols.
        again: the costs from `costs_of`.
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
    """−log₂ of a probability, which may be too small for float64."""
    return math.log2(probability.denominator) - math.log2(probability.numerator)
