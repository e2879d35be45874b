"""Scaled messages against the sum over all paths, and Baum–Welch against what is proved of it."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.networks.hidden_markov import (
    HiddenMarkovModel,
    backward,
    expected_counts,
    forward,
    maximised,
    shares,
    stationary,
)
from tests.tiny_chain import made_up

PARTS = ("initial", "transitions", "emissions")
WEATHER = HiddenMarkovModel(
    np.array([0.5, 0.5]), np.array([[0.7, 0.3], [0.3, 0.7]]), np.array([[0.9, 0.1], [0.2, 0.8]])
)


def joint(model: HiddenMarkovModel, path: tuple[int, ...], ids: np.ndarray) -> float:
    """p(path, x), factor by factor."""
    found = model.initial[path[0]] * model.emissions[path[0], ids[0]]
    for before, now, seen in zip(path, path[1:], ids[1:], strict=False):
        found *= model.transitions[before, now] * model.emissions[now, seen]
    return float(found)


def several(count: int) -> HiddenMarkovModel:
    each = [made_up(3, 4, seed) for seed in range(count)]
    return HiddenMarkovModel(*(np.stack([getattr(one, part) for one in each]) for part in PARTS))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 3), st.integers(2, 3), st.integers(1, 6), st.integers(0, 10**6))
def test_likelihood_posterior_and_counts_are_sums_over_all_paths(
    states: int, symbols: int, steps: int, seed: int
) -> None:
    model = made_up(states, symbols, seed)
    ids = np.random.default_rng(seed).integers(0, symbols, (1, steps))
    paths = list(product(range(states), repeat=steps))
    likely = np.array([joint(model, path, ids[0]) for path in paths])
    read = forward(model, ids)
    assert read.log_likelihoods[0] == pytest.approx(np.log(likely.sum()), rel=1e-12)
    weights = likely / likely.sum()
    posterior = read.messages[:, 0] * backward(model, ids, read.scales)[:, 0]
    moves, emitted = np.zeros((states, states)), np.zeros((states, symbols))
    expected = np.zeros((steps, states))
    for path, weight in zip(paths, weights, strict=True):
        for time, state in enumerate(path):
            expected[time, state] += weight
            emitted[state, ids[0, time]] += weight
            if time:
                moves[path[time - 1], state] += weight
    np.testing.assert_allclose(posterior, expected, atol=1e-12)
    counts, last = expected_counts(model, ids)
    np.testing.assert_allclose(counts.moves, moves, atol=1e-12)
    np.testing.assert_allclose(counts.emitted, emitted, atol=1e-12)
    np.testing.assert_allclose(counts.first, expected[0], atol=1e-12)
    np.testing.assert_allclose(last[0], read.messages[-1, 0])


def test_the_umbrella_world_has_its_published_numbers() -> None:
    read = forward(WEATHER, np.array([[0, 0]]))
    assert read.messages[:, 0, 0].round(3).tolist() == [0.818, 0.883]
    smoothed = read.messages[0, 0] * backward(WEATHER, np.array([[0, 0]]), read.scales)[0, 0]
    assert smoothed[0] == pytest.approx(0.883, abs=5e-4)


def test_a_chunk_goes_on_where_the_last_one_ended() -> None:
    model, ids = made_up(3, 4), np.random.default_rng(1).integers(0, 4, (5, 12))
    whole = forward(model, ids)
    first = forward(model, ids[:, :7])
    second = forward(model, ids[:, 7:], first.messages[-1])
    np.testing.assert_allclose(np.concatenate([first.scales, second.scales]), whole.scales)
    counts = [expected_counts(model, ids[:, :7])]
    counts.append(expected_counts(model, ids[:, 7:], counts[0][1]))
    # No transition is lost at the border.
    assert sum(one.moves.sum() for one, _ in counts) == pytest.approx(5 * 11)
    total = sum(one.log_likelihood for one, _ in counts)
    assert total == pytest.approx(whole.log_likelihoods.sum())


def test_several_models_read_as_each_alone() -> None:
    models, ids = several(4), np.random.default_rng(2).integers(0, 4, (3, 9))
    together, _ = expected_counts(models, ids)
    for number in range(4):
        alone, _ = expected_counts(made_up(3, 4, number), ids)
        np.testing.assert_allclose(together.moves[number], alone.moves)
        np.testing.assert_allclose(together.emitted[number], alone.emitted)
        assert together.log_likelihood[number] == pytest.approx(alone.log_likelihood)


def test_baum_welch_never_falls_and_rests_where_the_gradient_does() -> None:
    models, ids = several(6), np.random.default_rng(3).integers(0, 4, (8, 15))
    logs = []
    for _ in range(400):
        counts, _ = expected_counts(models, ids)
        logs.append(counts.log_likelihood)
        models = maximised(counts)
    assert np.diff(logs, axis=0).min() > -1e-9
    assert (logs[-1] > logs[0]).all()
    # At rest, moving a little from one emission of a state to another gains nothing at first order.
    best = int(np.argmax(logs[-1]))
    model = HiddenMarkovModel(
        models.initial[best], models.transitions[best], models.emissions[best]
    )
    for state in range(3):
        one, other = np.argsort(model.emissions[state])[-2:]
        moved = []
        for step in (1e-5, -1e-5):
            emissions = model.emissions.copy()
            emissions[state, one] += step
            emissions[state, other] -= step
            changed = HiddenMarkovModel(model.initial, model.transitions, emissions)
            moved.append(forward(changed, ids).log_likelihoods.sum())
        slope = abs(moved[0] - moved[1]) / 2e-5
        assert model.emissions[state, one] < 1e-4 or slope < 0.2


def test_what_cannot_be_said() -> None:
    model = HiddenMarkovModel(np.array([1.0, 0.0]), np.eye(2), np.eye(2))
    read = forward(model, np.array([[0, 1, 0]]))
    assert read.log_likelihoods[0] == -np.inf
    assert read.scales[:, 0].tolist() == [1, 0, 0]
    assert np.isfinite(backward(model, np.array([[0, 1, 0]]), read.scales)).all()


def test_shares_and_the_stationary_distribution() -> None:
    assert shares(np.array([[1.0, 3.0], [0.0, 0.0]])).tolist() == [[0.25, 0.75], [0.5, 0.5]]
    model = made_up(5, 2)
    kept = stationary(model.transitions)
    np.testing.assert_allclose(kept @ model.transitions, kept, atol=1e-12)
    assert stationary(np.array([[0.95, 0.05], [0.1, 0.9]])) == pytest.approx([2 / 3, 1 / 3])
