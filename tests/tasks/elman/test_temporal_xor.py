"""XOR in time: its sequence, its least errors, and how they are measured."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from rnn_demo.tasks.elman.networks import SmallNets, drawn
from rnn_demo.tasks.elman.temporal_xor import (
    TESTED,
    XorProfile,
    ideal,
    profile,
    train_xor,
    triples,
)


def test_each_third_bit_is_the_xor_of_the_two_before_it() -> None:
    bits = triples(300, np.random.default_rng(0))
    a, b, c = bits.reshape(-1, 3).T
    assert len(bits) == 300 and (a ^ b == c).all()
    assert 0.3 < a.mean() < 0.7 and 0.3 < b.mean() < 0.7


def test_the_least_errors() -> None:
    assert ideal(knows_place=True) == (Fraction(1, 4), Fraction(1, 4), 0)
    # Betting on XOR with 2/3: (1/9 + 4/9) / 2 where it is a coin, 1/9 where it is right.
    assert ideal(knows_place=False) == (Fraction(5, 18), Fraction(5, 18), Fraction(1, 9))


def test_no_bet_on_the_last_two_bits_has_a_mean_below_two_ninths() -> None:
    pasts = [(a, b) for a in (0, 1) for b in (0, 1)]
    # What comes after two bits: their XOR at the third place, a coin's toss at the two others.
    for bets in product(np.linspace(0, 1, 13), repeat=4):
        bet = dict(zip(pasts, bets, strict=True))
        third = np.mean([(bet[a, b] - (a ^ b)) ** 2 for a, b in pasts])
        tossed = np.mean([(bet[past] - bit) ** 2 for past in pasts for bit in (0, 1)])
        assert (2 * tossed + third) / 3 > 2 / 9 - 1e-12
    bold = [0.01, 0.99, 0.99, 0.01]  # its third error is far below 1/9, and yet it knows no place
    third = np.mean([(own - (a ^ b)) ** 2 for own, (a, b) in zip(bold, pasts, strict=True)])
    tossed = np.mean([(own - bit) ** 2 for own in bold for bit in (0, 1)])
    assert third < 0.001 and (2 * tossed + third) / 3 > 2 / 9
    assert sum(ideal(knows_place=False)) / 3 == Fraction(2, 9)
    assert XorProfile((0.5, 0.25, 0.0), (0, 0, 0)).mean == 0.25


def test_a_net_that_always_says_a_half_costs_a_quarter_at_each_place() -> None:
    nets = SmallNets("hidden", *(0 * own for own in drawn("hidden", 2, [0]).tensors))
    (found,) = profile(nets, triples(TESTED, np.random.default_rng(1)))
    assert found.errors == (0.25, 0.25, 0.25)
    assert found.halves == (0, 0, 0)


def test_a_constant_answer_is_measured_with_its_interval() -> None:
    tensors = [0 * own for own in drawn("hidden", 2, [0]).tensors]
    tensors[-1] = tensors[-1] + 50  # always 1: it costs 1 for each 0
    bits = triples(TESTED, np.random.default_rng(2))
    (found,) = profile(SmallNets("hidden", *tensors), bits)
    zeros = 1 - bits.reshape(-1, 3)[1:]
    assert found.errors == pytest.approx(zeros.mean(0).tolist())
    expected = 1.96 * zeros.std(0, ddof=1) / np.sqrt(len(zeros))
    assert found.halves == pytest.approx(expected.tolist())


def test_training_lowers_the_error_of_the_third_bit_only() -> None:
    updates: list[int] = []
    ((first, second, third),), _ = [
        [own.errors for own in train_xor(8, [0], 100, told=updates.append)[0]],
        None,
    ]
    assert updates == list(range(1, 101))
    assert third < 0.2 < min(first, second)
