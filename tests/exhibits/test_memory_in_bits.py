"""Seven bits with memory, eight without: by linear equations, by enumeration, by drawing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.data.reber import embedded_string
from rnn_demo.exhibits.memory_in_bits import (
    END,
    READERS,
    START,
    ReberError,
    drawn_string,
    expected_bits,
    expected_length,
    half_remembered,
    spell,
    ways,
)
from rnn_demo.tasks.long_memory import gathered
from rnn_demo.tasks.trials import Look, Outcome, Trial


def all_strings(longest: int) -> list[tuple[str, float]]:
    """Every string of at most so many symbols, and its probability."""
    found, open_ones = [], [("", START, 1.0)]
    while open_ones:
        text, node, p = open_ones.pop()
        if node == END:
            found.append((text, p))
        elif len(text) < longest:
            open_ones += [(text + symbol, to, p * q) for symbol, q, to in ways()[node]]
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
        ("B" * 201, "has 201 symbols; 200 are read at most"),
    ],
)
def test_what_is_not_of_the_grammar_is_a_sentence(text: str, told: str) -> None:
    with pytest.raises(ReberError, match=told):
        spell(text)


def test_when_half_a_bit_is_remembered() -> None:
    def outcome(cell: str, seed: int, *losses: float) -> Outcome:
        curve = tuple(Look(50 * (i + 1), loss) for i, loss in enumerate(losses))
        return Outcome(Trial("reber", 40, cell, seed), curve, None)

    results = gathered(
        [
            outcome("lstm", 0, 0.9, 0.4),
            outcome("lstm", 1, 0.8, 0.9, 0.3),
            outcome("lstm", 2, 0.9, 0.9, 0.9),
            outcome("elman", 0, 1.0, 0.9),
        ]
    )
    assert half_remembered(results) == {"elman": None, "lstm": 150}
