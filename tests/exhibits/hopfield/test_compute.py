"""The laws of the Hopfield net: weights by their definitions, descent, minima by enumeration."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.dynamics.chance import NOISE, ORDER, shuffled, words
from rnn_demo.exhibits.hopfield.compute.capacity import bit_error, exact_bit_error, measure
from rnn_demo.exhibits.hopfield.compute.dense import dense_recall
from rnn_demo.exhibits.hopfield.compute.memories import Rule, StoredWeights, remember
from rnn_demo.exhibits.hopfield.compute.minima import Minima, minima
from rnn_demo.exhibits.hopfield.compute.recall import recall
from rnn_demo.exhibits.hopfield.compute.verdict import judged, overlaps_of
from tests.exhibits.hopfield.golden import FILE, written

SYMMETRIC: tuple[Rule, ...] = ("hebb", "projection", "storkey")


def random_patterns(count: int, units: int, seed: int = 0) -> Any:
    return (2 * np.random.default_rng(seed).integers(0, 2, (count, units)) - 1).astype(np.int8)


def result(steps: Generator[float, None, Minima]) -> Minima:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def test_hebb_and_chain_by_their_definitions() -> None:
    own = random_patterns(4, 15)
    hebb, chain = np.zeros((15, 15)), np.zeros((15, 15))
    for mu, i, j in itertools.product(range(4), range(15), range(15)):
        if i != j:
            hebb[i, j] += own[mu, i] * own[mu, j] / 15
            chain[i, j] += own[(mu + 1) % 4, i] * own[mu, j] / 15
    np.testing.assert_allclose(remember(own, "hebb").weights(), hebb, atol=1e-14)
    np.testing.assert_allclose(remember(own, "chain").weights(), chain, atol=1e-14)
    assert np.abs(chain - chain.T).max() > 0.1


def test_the_projection_rule_is_the_pseudo_inverse() -> None:
    own = random_patterns(6, 20)
    with_a_sum = np.vstack([own, own[:1], -own[2:3]])  # of patterns that are there already
    expected = np.linalg.pinv(own.astype(float)) @ own
    assert np.abs(expected @ own.T - own.T).max() < 1e-12  # each pattern is left as it is
    np.fill_diagonal(expected, 0)
    for patterns in (own, with_a_sum):
        np.testing.assert_allclose(remember(patterns, "projection").weights(), expected, atol=1e-12)


def test_storkeys_rule_by_its_definition() -> None:
    own, units = random_patterns(5, 12), 12
    w = np.zeros((units, units))
    for xi in own:
        h = np.zeros((units, units))
        for i, j in itertools.product(range(units), range(units)):
            h[i, j] = sum(w[i, k] * xi[k] for k in range(units) if k not in (i, j))
        w = w + (np.outer(xi, xi) - xi[:, None] * h.T - h * xi[None, :]) / units
        np.fill_diagonal(w, 0)
    np.testing.assert_allclose(remember(own, "storkey").weights(), w, atol=1e-13)


@pytest.mark.parametrize("rule", [*SYMMETRIC, "chain"])
def test_inputs_and_energy_are_those_of_the_matrix(rule: Rule) -> None:
    memory = remember(random_patterns(7, 30), rule, theta=0.3)
    state = random_patterns(1, 30, seed=5)[0].astype(float)
    w = memory.weights()
    np.testing.assert_allclose(np.diag(w), 0, atol=1e-14)
    np.testing.assert_allclose(memory.inputs(state), w @ state + 0.3, atol=1e-12)
    expected = -0.5 * state @ w @ state - 0.3 * state.sum()
    assert memory.energy(state) == pytest.approx(expected, abs=1e-11)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(SYMMETRIC), st.integers(1, 9), st.integers(5, 40),
    st.floats(-1, 1), st.integers(0, 2**53 - 1),
)  # fmt: skip
def test_the_energy_never_rises_one_by_one(
    rule: Rule, count: int, units: int, theta: float, seed: int
) -> None:
    memory = remember(random_patterns(count, units, seed), rule, theta)
    start = random_patterns(1, units, seed + 1)[0]
    found = recall(memory, start, "asynchronous", seed)
    assert found.settled
    changes = np.diff(found.energies)
    assert (changes <= 1e-9).all()
    np.testing.assert_allclose(changes, found.promised, atol=1e-9)  # 2 s h, found beforehand
    assert (found.final * memory.inputs(found.final) >= -1e-8).all()
    state = start.astype(float)
    for unit, energy in zip(found.flips, found.energies[1:], strict=True):
        state[unit] *= -1
        assert energy == pytest.approx(memory.energy(state), abs=1e-9)
    assert np.array_equal(state, found.final)


@pytest.mark.parametrize("seed", range(30))
def test_all_at_once_ends_in_one_state_or_two(seed: int) -> None:
    memory = remember(random_patterns(5, 24, seed), "hebb")
    found = recall(memory, random_patterns(1, 24, 99 + seed)[0], "synchronous", 0)
    assert found.period in (1, 2)
    for before, after in itertools.pairwise([found.start, *found.states]):
        h = memory.inputs(before)
        assert np.array_equal(after, np.where(np.abs(h) < 1e-9, before, np.sign(h)))


def test_a_chain_recites() -> None:
    own = random_patterns(4, 200)
    found = recall(remember(own, "chain"), own[0], "synchronous", 0)
    assert found.period == 4
    for step in range(8):
        assert np.array_equal(found.states[step], own[(step + 1) % 4])


def by_hand(memory: StoredWeights, units: int) -> set[tuple[int, ...]]:
    """The states whose neighbours are no lower, one by one."""
    found = set()
    for signs in itertools.product((-1, 1), repeat=units):
        energy = memory.energy(np.array(signs, float))
        others = (
            memory.energy(np.array([-s if k == i else s for k, s in enumerate(signs)], float))
            for i in range(units)
        )
        if all(other >= energy - 1e-9 for other in others):
            found.add(signs)
    return found


@pytest.mark.parametrize("rule", SYMMETRIC)
@pytest.mark.parametrize("theta", [0.0, 0.2])
def test_minima_are_those_of_a_search_by_hand(rule: Rule, theta: float) -> None:
    memory = remember(random_patterns(3, 8, seed=2), rule, theta)
    found = result(minima(memory, seed=4))
    assert {tuple(map(int, state)) for state in found.states} == by_hand(memory, 8)
    assert found.agree
    assert found.by_inputs == len(found.states)
    assert found.shares.sum() == pytest.approx(1)
    # Shares are of the very recalls that the page shows.
    ends = [
        tuple(recall(memory, np.array(signs, np.int8), "asynchronous", 4).final)
        for signs in itertools.product((-1, 1), repeat=8)
    ]
    for state, share in zip(found.states, found.shares, strict=True):
        assert share == ends.count(tuple(state)) / 256


def test_a_wrong_minimum_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = remember(random_patterns(3, 8), "hebb")
    monkeypatch.setattr(
        StoredWeights, "weights", lambda self: np.triu(self.scale * self.a @ self.b.T, 1) * 2
    )
    assert not result(minima(memory, 0)).agree  # energies and inputs of different nets


def test_verdicts() -> None:
    own = random_patterns(5, 101)
    mixture = np.sign(own[0].astype(int) - own[2] + own[4])
    assert judged(own, own[3]) == ("stored", (3,), (1,))
    assert judged(own, -own[1]) == ("mirror", (1,), (-1,))
    kind, patterns, signs = judged(own, mixture)
    assert (kind, dict(zip(patterns, signs, strict=True))) == ("mixture", {0: 1, 2: -1, 4: 1})
    five = np.sign(own.astype(int).sum(0))
    assert judged(own, five).kind == "mixture"
    assert sorted(judged(own, five).patterns) == [0, 1, 2, 3, 4]
    near = own[3].copy()
    near[:2] *= -1
    assert judged(own, near) == ("near", (3,), (1,))
    assert judged(own, -near) == ("near-mirror", (3,), (-1,))
    assert judged(own, random_patterns(1, 101, seed=8)[0]).kind == "other"
    assert judged(own[:0], own[0]) == ("other", (), ())
    assert overlaps_of(own, own[3].astype(float))[3] == 1


def test_the_dense_memory_is_attention() -> None:
    own = random_patterns(50, 64)
    start = own[7].copy()
    start[:16] *= -1
    found = dense_recall(own, start, 0.25)
    x, s = own.astype(float), start.astype(float)
    scores = np.exp(0.25 * x @ s)
    np.testing.assert_allclose(found.states[1], (scores / scores.sum()) @ x, atol=1e-12)
    energy = -np.log(scores.sum()) / 0.25 + s @ s / 2 + math.log(50) / 0.25 + 32
    assert found.energies[0] == pytest.approx(energy)
    assert found.settled
    assert overlaps_of(own, found.states[-1])[7] > 0.999


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.integers(4, 60), st.floats(0.01, 2), st.integers(0, 999))
def test_the_dense_energy_never_rises(count: int, units: int, beta: float, seed: int) -> None:
    own = random_patterns(count, units, seed)
    found = dense_recall(own, random_patterns(1, units, seed + 1)[0], beta)
    assert (np.diff(found.energies) <= 1e-9 * (1 + np.abs(found.energies[1:]))).all()
    assert (found.energies >= -1e-9 * units / beta).all()
    assert found.attention.sum() == pytest.approx(1)


def test_the_formula_for_bits_gives_the_textbook_s_values() -> None:
    table = {0.105: 0.001, 0.138: 0.0036, 0.185: 0.010, 0.37: 0.050, 0.61: 0.100}
    for alpha, share in table.items():
        assert bit_error(alpha) == pytest.approx(share, rel=0.02)


@pytest.mark.parametrize(("units", "count"), [(5, 4), (8, 3), (40, 20)])
def test_the_exact_share_is_the_whole_binomial_sum(units: int, count: int) -> None:
    votes = (count - 1) * (units - 1)
    lost = sum(math.comb(votes, k) for k in range(votes + 1) if 2 * k - votes < -(units - 1))
    assert exact_bit_error(units, count) == pytest.approx(lost / 2**votes, rel=1e-9)
    assert exact_bit_error(units, 1) == 0


def test_bits_are_turned_over_as_often_as_they_have_to_be() -> None:
    found = measure(100, 0.2, nets=150, seed=3)
    exact = exact_bit_error(100, 20)
    assert abs(found.bit_error - exact) < 4 * found.bit_error_error
    assert found.bit_error_error < 0.05 * exact
    # The formula with erfc is its limit.
    off = [bit_error(0.2) / exact_bit_error(n, n // 5) - 1 for n in (100, 400, 1_600, 6_400)]
    assert 0.25 > off[0] > off[1] > off[2] > off[3] > 0
    assert off[3] < 0.005


def test_few_patterns_are_recalled_and_many_are_not() -> None:
    few, many = measure(200, 0.05, 4, 0), measure(200, 0.5, 4, 0)
    assert few.overlap > 0.99
    assert few.recalled == 1
    assert many.overlap < 0.6
    assert many.recalled == 0


@pytest.mark.parametrize("stream", [ORDER, NOISE])
def test_luck_is_fair(stream: int) -> None:
    drawn = list(itertools.islice(words(12345, stream), 4_000))
    assert all(0 <= one < 2**32 for one in drawn)
    assert np.mean(drawn) / 2**32 == pytest.approx(0.5, abs=0.02)
    places = np.array([shuffled(6, words(seed, stream)) for seed in range(3_000)])
    counts = np.array([np.bincount(places[:, k], minlength=6) for k in range(6)])
    assert (counts.sum(1) == 3_000).all()
    assert np.abs(counts - 500).max() < 5 * math.sqrt(500 * 5 / 6)
    assert not np.array_equal(shuffled(50, words(1, ORDER)), shuffled(50, words(1, NOISE)))
    assert not np.array_equal(shuffled(50, words(0, stream)), shuffled(50, words(2**32, stream)))


def same(one: Any, other: Any) -> bool:
    """Numbers with a point may differ in their last digits from machine to machine."""
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return bool(one == other)


def test_the_browser_is_held_to_these_numbers() -> None:
    """If it fails: `python -m tests.exhibits.hopfield.golden`, and look at what has changed."""
    kept, now = json.loads(FILE.read_text("utf-8")), json.loads(written())
    assert same(now, kept)
    moved = now["recall"]["energies"]
    moved[3] += 1e-6
    assert not same(now, kept)
