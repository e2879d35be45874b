"""The delayed bit: who can answer it, exactly."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.tasks.elman.delay import (
    PROVEN,
    Delay,
    all_strings,
    delayed,
    learning_delay,
    right_answers,
)
from rnn_demo.tasks.elman.networks import Feedback, SmallNets, drawn


def learned(feedback: Feedback, lag: int, **more: int) -> Delay:
    steps = learning_delay(feedback, lag, 4, [0, 1], **{"updates": 120, **more})
    while True:
        try:
            assert 0 < next(steps) <= 1
        except StopIteration as end:
            found: Delay = end.value
            return found


@given(st.integers(0, 2**32), st.integers(1, 6), st.integers(1, 5), st.floats(0.1, 100))
@settings(max_examples=15, deadline=None)
def test_a_taught_jordan_net_is_right_exactly_half_of_the_time_whatever_its_weights(
    seed: int, lag: int, units: int, size: float
) -> None:
    first = drawn("taught", units, [seed])
    nets = SmallNets("taught", *(size * own for own in first.tensors[:-1]), first.c + 0.1)
    strings = all_strings(PROVEN)
    right = right_answers(nets, strings, lag)[0]
    assert Fraction(int(right), (PROVEN - lag) * strings.shape[1]) == Fraction(1, 2)


def test_an_elman_net_learns_it_and_a_taught_jordan_net_cannot() -> None:
    elman, jordan = learned("hidden", 2), learned("taught", 2)
    assert elman.right == (1, 1)
    assert (elman.fresh == 1).all()
    assert jordan.right == (Fraction(1, 2), Fraction(1, 2))
    assert (jordan.accuracies == 0.5).all()
    assert ((jordan.fresh > 0.45) & (jordan.fresh < 0.55)).all()


def test_with_no_lag_both_see_the_answer() -> None:
    assert learned("taught", 0, updates=60).right == (1, 1)


def test_the_answers_are_the_bits_of_before() -> None:
    bits = np.array([[1], [0], [1], [1]])
    assert delayed(bits, 2)[:, 0].tolist() == [0.5, 0.5, 1, 0]
    assert delayed(bits, 0)[:, 0].tolist() == [1, 0, 1, 1]
    assert all_strings(3).shape == (3, 8)
    assert len({tuple(string) for string in all_strings(3).T}) == 8


def test_a_seed_learns_the_same_alone_and_among_others() -> None:
    steps = learning_delay("hidden", 1, 3, [1], 30)
    with pytest.raises(StopIteration) as end:
        while True:
            next(steps)
    together = learning_delay("hidden", 1, 3, [0, 1], 30)
    with pytest.raises(StopIteration) as both:
        while True:
            next(together)
    np.testing.assert_allclose(both.value.value.nets.W[1], end.value.value.nets.W[0], rtol=1e-9)
