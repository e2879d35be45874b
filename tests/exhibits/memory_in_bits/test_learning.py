"""When half a bit is remembered, and the floor below which no reader gets."""

from __future__ import annotations

import math

import pytest

from rnn_demo.exhibits.memory_in_bits.compute.learning import floor_check, half_remembered
from rnn_demo.tasks.memory.long_memory import gathered
from rnn_demo.tasks.memory.trials import LossPoint, Outcome, Trial


def outcome(cell: str, seed: int, *losses: float) -> Outcome:
    curve = tuple(LossPoint(50 * (i + 1), loss) for i, loss in enumerate(losses))
    return Outcome(Trial("reber", 40, cell, seed), curve, None)


def test_when_half_a_bit_is_remembered() -> None:
    results = gathered(
        [
            outcome("lstm", 0, 0.9, 0.4),
            outcome("lstm", 1, 0.8, 0.9, 0.3),
            outcome("lstm", 2, 0.9, 0.9, 0.9),
            outcome("elman", 0, 1.0, 0.9),
        ]
    )
    assert half_remembered(results) == {"elman": None, "lstm": 150}


def test_a_network_that_knows_too_much_is_found_out() -> None:
    def check(loss: float, longer: float) -> float:
        return floor_check(gathered([outcome("lstm", 0, math.nan, loss)]), longer).residual

    assert check(0.04, 0) == 0
    # Half of the strings left out save one bit, and not more.
    assert check(-1.0, 0.5) == 0
    assert check(-1.7, 0.5) == pytest.approx(0.1)
    assert not floor_check(gathered([outcome("lstm", 0, -0.1)]), 0).holds
