"""The proof by trying all windows, what a real number can hide, and both nets at work."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnn_demo.exhibits.elman.compute.film import NetsAtWork, watch
from rnn_demo.exhibits.elman.compute.proof import best_rounded, best_taught, sights, smuggled
from rnn_demo.exhibits.elman.compute.surprise import read_line
from rnn_demo.exhibits.elman.compute.training import SEEDS, training
from rnn_demo.exhibits.elman.knobs import TEXT, ElmanKnobs
from rnn_demo.tasks.elman.delay import Delay
from rnn_demo.tasks.elman.letter_scores import read_scores
from rnn_demo.tasks.elman.readers import read_readers


def both(knobs: ElmanKnobs) -> tuple[Delay, Delay]:
    steps = training(knobs)
    done = [0.0]
    while True:
        try:
            done.append(next(steps))
        except StopIteration as end:
            assert done == sorted(done) and done[-1] <= 1
            found: tuple[Delay, Delay] = end.value
            return found


def filmed(**knobs: object) -> tuple[NetsAtWork, Delay, Delay]:
    own = ElmanKnobs(**{"updates": 40, "units": 3, **knobs})  # type: ignore[arg-type]
    jordan, elman = both(own)
    return watch(own.heard, own.lag, jordan, elman, own.through_time), jordan, elman


@pytest.mark.parametrize("lag", range(1, 7))
def test_what_a_taught_net_sees_says_nothing(lag: int) -> None:
    found = sights(lag)
    assert [(one.now, one.taught) for one in found] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert all(one.share == Fraction(1, 2) for one in found)
    assert sum(one.windows for one in found) == 2 ** (lag + 2)
    assert best_taught(lag) == Fraction(1, 2)


def test_with_no_lag_it_sees_the_answer() -> None:
    assert [one.share for one in sights(0)] == [0, 0, 1, 1]
    assert best_taught(0) == 1


@pytest.mark.parametrize(("lag", "share"), [(0, 1), (1, 0.6729), (2, 0.5868)])
def test_a_bit_of_its_own_can_carry_something(lag: int, share: float) -> None:
    assert float(best_rounded(lag)) == pytest.approx(share, abs=1e-4)


def test_the_best_function_of_a_bit_of_its_own_found_string_by_string() -> None:
    best = 0
    for table in product((0, 1), repeat=4):
        for begin in (0, 1):
            right = 0
            for bits in product((0, 1), repeat=10):
                y = begin
                for t, x in enumerate(bits):
                    y = table[2 * x + y]
                    right += t >= 2 and y == bits[t - 2]
            best = max(best, right)
    assert best_rounded(2) == Fraction(best, 8 * 2**10)


@given(st.lists(st.integers(0, 1), min_size=1, max_size=40), st.integers(0, 6))
def test_a_real_number_can_smuggle_all_that_is_needed(bits: list[int], lag: int) -> None:
    outputs = smuggled(bits, lag)
    assert all(0 <= y < 1 for y in outputs)
    assert [int(y >= Fraction(1, 2)) for y in outputs[lag:]] == bits[: max(0, len(bits) - lag)]


def test_a_film_shows_the_first_network_and_both_checks() -> None:
    film, jordan, elman = filmed(bits="1011001")
    assert film.bits == (1, 0, 1, 1, 0, 0, 1)
    assert film.answers == (0.5, 0.5, 1, 0, 1, 1, 0)
    assert film.gradients.holds and film.gradients.residual < 1e-7
    assert film.half is not None and film.half.residual == 0 and film.half.holds
    assert film.jordan.fed[:, 0].tolist() == [0.5, *film.answers[:-1]]
    np.testing.assert_array_equal(film.elman.fed[1:], film.elman.hidden[:-1])
    nets = film.nets[1]
    by_hand = np.tanh(film.bits[3] * nets.U[0] + film.elman.fed[3] @ nets.W[0] + nets.b[0])
    np.testing.assert_allclose(film.elman.hidden[3], by_hand, rtol=1e-12)
    y = 1 / (1 + np.exp(-(by_hand @ nets.V[0] + nets.c[0])))
    assert film.elman.outputs[3] == pytest.approx(y)
    assert len(jordan.right) == len(elman.right) == SEEDS


@pytest.mark.parametrize("knobs", [{"feedback": "own"}, {"follow": "one"}, {"lag": 0}])
def test_the_gradient_is_checked_however_it_was_found(knobs: dict[str, object]) -> None:
    film, _, _ = filmed(**knobs)
    assert film.gradients.holds
    assert (film.half is None) == ("follow" not in knobs)


def test_elmans_line_is_cut_at_its_peaks() -> None:
    line = read_line(TEXT, read_readers(), read_scores())
    assert line.letters.words[:4] == ["many", "years", "ago", "a"]
    for own in line.readers.values():
        assert own.score.there == 13
        assert own.score.right >= 7
        assert own.found[1:].sum() == own.score.found
    assert not read_line("1984", read_readers(), read_scores()).letters.text
