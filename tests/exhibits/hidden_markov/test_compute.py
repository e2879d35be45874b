"""What the page computes: paths against all paths, learning, and what passes through N states."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.exhibits.hidden_markov.compute.bits import (
    copying,
    mutual_information,
    passed_bits,
    share_guessed,
    share_written,
    words_twice,
)
from rnn_demo.exhibits.hidden_markov.compute.learning import (
    best_order,
    learning,
    monotone_check,
    one_of,
    question_of,
)
from rnn_demo.exhibits.hidden_markov.compute.models import chain_of, drawn, observed
from rnn_demo.exhibits.hidden_markov.compute.trellis import (
    all_paths,
    brute_force_check,
    check_of,
    path_log,
    trellis_of,
)
from rnn_demo.exhibits.hidden_markov.knobs import MODEL_NAMES, ChainKnobs
from rnn_demo.exhibits.hidden_markov.presets import PRESETS
from rnn_demo.knobs.values import KnobError
from rnn_demo.networks.hidden_markov import HiddenMarkovModel
from tests.tiny_chain import made_up


def ended(steps: Generator[float, None, Any]) -> Any:
    while True:
        try:
            assert 0 <= next(steps) <= 1
        except StopIteration as end:
            return end.value


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 4), st.integers(2, 3), st.integers(1, 5), st.integers(0, 10**6))
def test_the_trellis_is_right_about_all_paths(
    states: int, symbols: int, steps: int, seed: int
) -> None:
    model = made_up(states, symbols, seed)
    found = trellis_of(model, np.random.default_rng(seed).integers(0, symbols, steps))
    check = brute_force_check(model, found)
    assert check and check.holds and check_of(model, found) == check
    logs = path_log(model, all_paths(states, steps), found.ids)
    assert found.viterbi_log == pytest.approx(logs.max())
    assert found.viterbi_log == pytest.approx(found.delta[-1].max())
    # No other choice of states has more of them right in the mean.
    own = found.gamma[np.arange(steps), found.marginal].sum()
    assert own >= found.gamma[np.arange(steps), found.viterbi].sum() - 1e-12
    # A wrong number would be noticed.
    assert not brute_force_check(model, replace(found, gamma=found.gamma + 1e-6)).holds


def test_the_best_states_can_be_no_path() -> None:
    knobs = PRESETS["fork"].knobs
    chain = chain_of(knobs)
    found = trellis_of(chain.model, observed(knobs, chain))
    assert [chain.names[s] for s in found.viterbi] == ["1", "1", "1"]
    assert [chain.names[s] for s in found.marginal] == ["2", "1", "3"]
    assert found.differ and found.marginal_log == -np.inf
    assert np.exp(found.viterbi_log) == pytest.approx(0.4 / 8)


def test_the_answers_of_the_presets() -> None:
    hindsight = PRESETS["hindsight"].knobs
    chain = chain_of(hindsight)
    found = trellis_of(chain.model, observed(hindsight, chain))
    assert found.alpha[:2, 0].round(3).tolist() == [0.818, 0.883]
    assert found.alpha[2, 1].round(3) == 0.809 and found.gamma[2, 1].round(3) == 0.693
    casino = PRESETS["casino"].knobs
    chain = chain_of(casino)
    found = trellis_of(chain.model, observed(casino, chain))
    assert np.flatnonzero(found.viterbi).tolist() == list(range(7, 20))
    assert np.flatnonzero(found.marginal).tolist() == list(range(6, 21))
    assert found.gamma[[6, 20], 1].round(2).tolist() == [0.58, 0.60]
    left = PRESETS["left-right"].knobs
    chain = chain_of(left)
    assert sorted(set(trellis_of(chain.model, observed(left, chain)).viterbi)) == [0, 1, 2, 3]
    label_free = ended(learning(PRESETS["label-free"].knobs))
    assert label_free.recovery.transitions < 0.0155 and label_free.recovery.emissions < 0.0095
    assert label_free.recovery.decoded == pytest.approx(label_free.recovery.best_decoded, abs=2e-3)
    assert (label_free.curves[-1] < label_free.curves[-1].max() - 0.05).sum() == 1
    stuck = ended(learning(PRESETS["stuck"].knobs))
    assert (stuck.curves[-1] > stuck.planted_log).sum() == 3
    assert stuck.check.holds and label_free.check.holds


@pytest.mark.parametrize("model", MODEL_NAMES)
def test_every_model_is_one_and_what_it_says_is_possible(model: str) -> None:
    knobs = ChainKnobs(model=model, observations="", steps=12, bits=3, states=5, symbols=4, seed=3)
    chain = chain_of(knobs)
    for rows in (chain.model.initial[None], chain.model.transitions, chain.model.emissions):
        np.testing.assert_allclose(rows.sum(-1), 1)
        assert (rows >= 0).all()
    assert len(chain.names) == chain.model.states and len(chain.letters) == chain.model.symbols
    found = trellis_of(chain.model, observed(knobs, chain))
    assert found.possible and len(found.ids) == 12 and check_of(chain.model, found).holds
    assert passed_bits(chain.model).check.holds


def test_observations_are_read_as_they_are_meant() -> None:
    chain = chain_of(ChainKnobs())
    assert observed(ChainKnobs(observations="u, N;U u"), chain).tolist() == [0, 1, 0, 0]
    with pytest.raises(KnobError, match="hold 'x', and this model's symbols are U N"):
        observed(ChainKnobs(observations="UxU"), chain)
    with pytest.raises(KnobError, match="There are 41 observations; type at most 40"):
        observed(ChainKnobs(observations="U" * 41), chain)
    register = chain_of(ChainKnobs(model="register"))
    impossible = trellis_of(register.model, observed(ChainKnobs(observations="0110"), register))
    assert not impossible.possible and check_of(register.model, impossible).residual == 0


def test_drawn_sequences_have_the_frequencies_of_the_model() -> None:
    model = chain_of(ChainKnobs(model="casino")).model
    states, symbols = drawn(model, 2_000, 10, np.random.default_rng(0))
    assert (states == 1).mean() == pytest.approx(1 / 3, abs=0.02)
    assert (symbols[states == 1] == 5).mean() == pytest.approx(0.5, abs=0.02)
    stays = (states[:, 1:] == states[:, :-1])[states[:, :-1] == 1].mean()
    assert stays == pytest.approx(0.9, abs=0.01)


def test_a_renamed_model_is_found_again() -> None:
    planted = made_up(4, 3)
    for order in permutations(range(4)):
        place = np.array(order)
        renamed = HiddenMarkovModel(
            planted.initial[place], planted.transitions[np.ix_(place, place)],
            planted.emissions[place],
        )  # fmt: skip
        back = best_order(planted, renamed)
        np.testing.assert_array_equal(place[back], range(4))


def test_a_likelihood_that_falls_is_noticed() -> None:
    assert monotone_check(np.array([[-3.0], [-2.0], [-2.0]])).holds
    assert not monotone_check(np.array([[-3.0], [-2.0], [-2.0001]])).holds


def test_learning_depends_on_its_own_knobs_alone() -> None:
    one, other = ChainKnobs(observations="", luck=5, prompt="x"), ChainKnobs()
    assert question_of(one) == question_of(other)
    assert question_of(ChainKnobs(iterations=3)) != question_of(other)
    found = ended(learning(ChainKnobs(iterations=3, learner=3)))
    assert found.recovery is None and found.orders == () and found.frames == (0, 1, 2, 3)
    assert one_of(found.film[0], 1).states == 3


def test_mutual_information_of_what_is_known() -> None:
    assert mutual_information(np.eye(4) / 4) == pytest.approx(2)
    assert mutual_information(np.full((2, 3), 1 / 6)) == pytest.approx(0, abs=1e-12)
    channel = np.array([[0.45, 0.05], [0.05, 0.45]])  # binary symmetric, p = 0.1
    capacity = 1 + 0.1 * np.log2(0.1) + 0.9 * np.log2(0.9)
    assert mutual_information(channel) == pytest.approx(capacity)


@pytest.mark.parametrize("bits", [1, 2, 3])
def test_a_register_of_k_bits_passes_them_and_copies_without_a_mistake(bits: int) -> None:
    model = chain_of(ChainKnobs(model="register", bits=bits)).model
    passed = passed_bits(model)
    assert passed.bits[-1] == pytest.approx(bits) and passed.most == bits and passed.check.holds
    assert share_written(model, bits) == pytest.approx(1)
    assert share_guessed(model, bits) == pytest.approx(1)
    words = words_twice(bits)
    assert len(np.unique(words, axis=0)) == 2**bits
    assert (words[:, :bits] == words[:, bits:]).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 6), st.integers(1, 3), st.integers(0, 10**6), st.floats(0.05, 1))
def test_no_model_copies_more_than_its_states_allow(
    states: int, bits: int, seed: int, evenness: float
) -> None:
    random = np.random.default_rng(seed)
    model = HiddenMarkovModel(
        random.dirichlet(np.full(states, 1.0)),
        random.dirichlet(np.full(states, evenness), states),
        random.dirichlet(np.full(2, evenness), states),
    )
    assert share_written(model, bits) <= states / 2**bits + 1e-9
    assert passed_bits(model).bits.max() <= np.log2(states) + 1e-9


def test_what_baum_welch_finds_of_copying() -> None:
    found = ended(copying(2, 0))
    assert found.states == (1, 2, 3, 4, 5) and found.check.holds
    np.testing.assert_allclose(found.possible, [0.25, 0.5, 0.75, 1, 1])
    np.testing.assert_allclose(found.found[0], 0.25)
    assert found.found[3].max() == pytest.approx(1, abs=1e-6)
    assert found.found[3].min() < 0.9  # a local optimum
    assert found.guessed[2].max() > found.possible[2]  # the caveat of the page
