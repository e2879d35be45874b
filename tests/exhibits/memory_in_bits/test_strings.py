"""Seven bits with memory, eight without: by linear equations, by enumeration, by drawing."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.data.reber import GRAMMAR, LAST, embedded_string
from rnn_demo.exhibits.memory_in_bits.compute.strings import (
    END,
    READERS,
    START,
    ReberError,
    derivation,
    drawn_string,
    expected_bits,
    expected_length,
    spell,
    visits,
    ways,
)


def all_strings(longest: int) -> list[tuple[str, float]]:
    """Every string of at most so many symbols, and its probability."""
    found, open_ones = [], [("", START, 1.0)]
    while open_ones:
        text, node, p = open_ones.pop()
        if node == END:
            found.append((text, p))
        elif len(text) < longest:
            open_ones += [(text + symbol, to, p * float(q)) for symbol, q, to in ways()[node]]
    return found


def test_seven_and_eight() -> None:
    bits = expected_bits()
    assert bits[READERS[0]] == pytest.approx(7, abs=1e-12)
    assert bits[READERS[1]] == pytest.approx(8, abs=1e-12)
    assert expected_length() == pytest.approx(12, abs=1e-12)


def test_enumeration_comes_near() -> None:
    strings = all_strings(26)
    mass = sum(p for _, p in strings)
    assert 0.98 < mass < 1
    for reader in READERS:
        mean = sum(p * spell(text).total(reader) for text, p in strings)
        # What is missing are long strings: each costs at least the average.
        assert mean < expected_bits()[reader]
        assert mean / mass == pytest.approx(expected_bits()[reader], rel=0.06)
    for text, p in strings[:300]:
        assert 2.0 ** -spell(text).total(READERS[0]) == pytest.approx(p)


def test_drawn_strings_cost_as_much() -> None:
    random = np.random.default_rng(0)
    texts = [embedded_string(random)[0] for _ in range(4000)]
    for reader in READERS:
        costs = np.array([spell(text).total(reader) for text in texts])
        error = costs.std() / np.sqrt(len(costs))
        assert costs.mean() == pytest.approx(expected_bits()[reader], abs=4 * error)


@given(st.integers(0, 2**31))
def test_memory_is_one_bit_in_every_string(seed: int) -> None:
    found = spell(drawn_string(seed))
    with_it, without = (found.bits[reader] for reader in READERS[:2])
    difference = without - with_it
    assert difference[-2] == 1
    assert np.delete(difference, -2).tolist() == [0.0] * (len(difference) - 1)
    assert len(found.path) == len(found.text) + 1
    assert (found.bits[READERS[2]] >= 0).all()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<b>", "Symbol 1 is '<'; after 'the beginning' the grammar has B"),
        ("BTBTXSEPE", "Symbol 8 is 'P'; after 'BTBTXSE' the grammar has T"),
        ("BTBTXSETEE", "nothing more: the string has ended"),
        ("BT", "ends too soon: the grammar goes on with B"),
        ("", "ends too soon: the grammar goes on with B"),
        ("B" * 201, "has 201 symbols; 200 are read at most: shorten it"),
    ],
)
def test_what_is_not_of_the_grammar_is_a_sentence(text: str, told: str) -> None:
    with pytest.raises(ReberError, match=told):
        spell(text)


def test_visits_solve_their_equations_exactly() -> None:
    found = visits()
    for node, count in found.items():
        arrivals = sum(
            found[before] * p for before, own in ways().items() for _, p, to in own if to == node
        )
        assert count == arrivals + (node == START)
    assert found["T3"] == found["P3"] == 1
    assert {count for node, count in found.items() if node[1:] not in ("3",)} == {
        Fraction(1),
        Fraction(1, 2),
    }


def test_the_derivation_adds_up_in_fractions() -> None:
    rows = derivation()
    assert sum(row.visits * row.bits for row in rows) == 7
    assert sum(row.visits * row.forgotten for row in rows) == 8
    assert sum(row.visits for row in rows) == 12
    assert [row.node for row in rows if row.forgotten != row.bits] == [str(LAST)]
    for node, own in enumerate(GRAMMAR):
        row = next(row for row in rows if row.node == str(node))
        assert row.bits == math.log2(len(own))
        assert row.symbols == tuple(symbol for symbol, _ in own)


@given(st.integers(0, 2**31))
def test_what_readers_foresee_is_a_distribution_and_is_what_they_pay(seed: int) -> None:
    found = spell(drawn_string(seed))
    for reader in READERS:
        assert len(found.foreseen[reader]) == len(found.text)
        for own, symbol, bits in zip(
            found.foreseen[reader], found.text, found.bits[reader], strict=True
        ):
            assert sum(own.values()) == pytest.approx(1, abs=1e-12)
            assert own[symbol] == pytest.approx(2.0**-bits, abs=1e-12)
    assert found.foreseen[READERS[0]][-2] == {found.text[1]: 1.0}
    assert found.foreseen[READERS[1]][-2] == {"T": 0.5, "P": 0.5}
