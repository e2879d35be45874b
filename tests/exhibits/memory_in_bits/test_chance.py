"""The exact probability of a string, and what follows from it."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.data.reber import SYMBOLS
from rnn_demo.exhibits.memory_in_bits.compute.chance import chance, costs_of, string_checks
from rnn_demo.exhibits.memory_in_bits.compute.enumeration import (
    enumerate_strings,
    enumeration_checks,
)
from rnn_demo.exhibits.memory_in_bits.compute.strings import (
    LONGEST,
    READERS,
    drawn_string,
    expected_bits,
    spell,
    visits,
)

LONG = "BT" + "BT" + "S" * (LONGEST - 9) + "XSE" + "TE"


@pytest.mark.parametrize(
    ("text", "probability"),
    [
        ("BTBTXSETE", Fraction(1, 16)),
        ("BPBPVVEPE", Fraction(1, 16)),
        ("BPBTSSXXTVPSEPE", Fraction(1, 2**10)),
        ("BTBTXSEPE", Fraction(0)),
        ("BTBTXSETEE", Fraction(0)),
        ("BTBTXSTE", Fraction(0)),
        ("BSBTXSESE", Fraction(0)),
        ("", Fraction(0)),
        ("BTTE", Fraction(0)),
        ("BTE", Fraction(0)),
    ],
)
def test_a_chance_is_a_half_to_the_choices(text: str, probability: Fraction) -> None:
    assert chance(text) == probability


def test_chances_of_all_texts_of_nine_symbols_add_up() -> None:
    inner = map("".join, itertools.product(SYMBOLS, repeat=5))
    texts = (f"B{a}{own}{b}E" for own in inner for a in "TP" for b in "TP")
    assert sum(map(chance, texts)) == 1 - enumerate_strings().left[9] == Fraction(1, 4)


@given(st.integers(0, 2**31))
def test_costs_are_those_of_the_spelling(seed: int) -> None:
    holds(drawn_string(seed))


def test_costs_of_the_longest_string() -> None:
    assert len(LONG) == LONGEST
    assert chance(LONG) == Fraction(1, 2 ** (LONGEST - 5))
    holds(LONG)


def holds(text: str) -> None:
    counted, found = enumerate_strings(), spell(text)
    again = costs_of(text, counted.followers, counted.frequencies)
    shown = [found.total(reader) for reader in READERS]
    assert again[1] == again[0] + 1
    assert all(check.holds for check in string_checks(text, shown, again))
    assert not any(check.holds for check in string_checks(text, [s + 1e-9 for s in shown], again))


def test_both_ways_to_the_averages_agree() -> None:
    own = visits()
    inner = [float(own[f"T{node}"] + own[f"P{node}"]) for node in range(8)]
    bits = [expected_bits()[reader] for reader in READERS]
    found = enumeration_checks(enumerate_strings(), bits, inner, float(sum(own.values())))
    assert all(check.holds for checks in found.values() for check in checks)
