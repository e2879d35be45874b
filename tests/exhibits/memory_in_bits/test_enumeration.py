"""The count of all strings against each string spelled out, and what it says about the averages."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from rnn_demo.data.reber import GRAMMAR, LAST
from rnn_demo.exhibits.memory_in_bits.compute.enumeration import (
    LONGEST,
    enumerate_strings,
    enumeration_checks,
)

SHORT = 20


def spelled_out(longest: int) -> list[tuple[str, Fraction]]:
    """Every string of at most so many symbols, and its probability."""
    found, begun = [], [("", 0, Fraction(1, 2))]
    while begun:
        text, node, p = begun.pop()
        if node == LAST:
            found += [(f"B{kind}{text}{kind}E", p) for kind in "TP"]
        elif len(text) < longest - 4:
            own = GRAMMAR[node]
            begun += [(text + symbol, to, p / len(own)) for symbol, to in own]
    return found


def test_it_counts_what_is_spelled_out() -> None:
    found, strings = enumerate_strings(SHORT), spelled_out(SHORT)
    assert found.strings == len(strings)
    for longest in range(SHORT + 1):
        mass = sum((p for text, p in strings if len(text) <= longest), Fraction(0))
        assert found.left[longest] == 1 - mass
    assert found.length == pytest.approx(float(sum(p * len(text) for text, p in strings)), 1e-14)
    counts: Counter[str] = Counter()
    for text, p in strings:
        for symbol in text[1:]:
            counts[symbol] += p
    total = sum(counts.values())
    assert found.frequencies == pytest.approx({s: float(c / total) for s, c in counts.items()})
    pairs: Counter[str] = Counter()
    for text, p in strings:
        for i in range(len(text) - 1):
            pairs[text[i : i + 2]] += p
    for last, own in found.followers.items():
        row = sum(count for pair, count in pairs.items() if pair[0] == last)
        assert own == pytest.approx(
            {p[1]: float(c / row) for p, c in pairs.items() if p[0] == last}
        )


def test_the_bits_of_what_is_spelled_out() -> None:
    found, strings = enumerate_strings(SHORT), spelled_out(SHORT)
    # Of a string of probability 2^−k somebody who remembers is told k bits, the other one more.
    remembers = sum(p * (p.denominator.bit_length() - 1) for _, p in strings)
    mass = sum(p for _, p in strings)
    assert found.bits[0] == pytest.approx(float(remembers), rel=1e-14)
    assert found.bits[1] == pytest.approx(float(remembers + mass), rel=1e-14)


def test_what_is_missing_is_bounded() -> None:
    for longest in (12, SHORT, 60):
        some, more = enumerate_strings(longest), enumerate_strings(400)
        for few, all_of_them in zip(some.bits[:2], more.bits, strict=False):
            assert 0 < all_of_them - few <= some.missing + 1e-12
    assert enumerate_strings().missing < 1e-20


def test_all_strings_are_those_of_the_page() -> None:
    found = enumerate_strings()
    assert found.longest == LONGEST
    assert found.left[-1] < Fraction(1, 10**25)
    assert found.bits[:2] == pytest.approx((7, 8), abs=1e-13)
    assert found.length == pytest.approx(12, abs=1e-13)
    assert found.nodes == pytest.approx((1, 1, 1, 2, 1, 1, 1, 1), abs=1e-13)


def test_a_wrong_average_is_found_out() -> None:
    found = enumerate_strings()
    good = enumeration_checks(found, found.bits, found.nodes, 12)
    assert all(check.holds for checks in good.values() for check in checks)
    assert [len(checks) for checks in good.values()] == [4, LAST + 1, 1]
    bits = (found.bits[0] + 1e-10, *found.bits[1:])
    bad = enumeration_checks(found, bits, found.nodes, 12 - 1e-10)
    assert [check.holds for check in bad["bits"]] == [False, True, True, True]
    assert not bad["length"][0].holds
    # Nor does it hold where too much is left out.
    rough = enumerate_strings(SHORT)
    shown = replace(rough, missing=0.0)
    assert enumeration_checks(shown, rough.bits, rough.nodes, rough.length)["bits"][0].holds
    assert not enumeration_checks(rough, rough.bits, rough.nodes, rough.length)["bits"][0].holds
