"""Growth rates by as few decompositions as rounding allows, against one at every step."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from rnn_demo.dynamics import directions
from rnn_demo.dynamics.directions import taken_apart
from rnn_demo.dynamics.exponents import growth_rates, largest_exponent
from rnn_demo.dynamics.orbits import follow, jacobians
from rnn_demo.dynamics.products import heat_map
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.network import build
from tests.dynamics.drawn import draw


def at_every_step(steps: np.ndarray) -> np.ndarray:
    q, total = np.eye(steps.shape[-1]), np.zeros(steps.shape[-1])
    for jacobian in steps:
        q, r = np.linalg.qr(jacobian @ q)
        total += np.log(np.abs(np.diag(r)))
    return total / len(steps)


@pytest.mark.parametrize(
    ("cell", "n", "gain"),
    [("lstm", 48, 1.0), ("lstm", 40, 6.0), ("gru-slide", 70, 1.0), ("elman", 96, 3.0)],
)
def test_rates_are_those_of_a_decomposition_at_every_step(cell: str, n: int, gain: float) -> None:
    drawn = draw(cell, n=n, steps=40)  # type: ignore[arg-type]
    network = drawn.network._replace(weights=gain * drawn.network.weights)
    steps = jacobians(network, drawn._replace(network=network).orbit)
    expected = at_every_step(steps)
    assert_allclose(growth_rates(steps), expected, rtol=0, atol=5e-4)
    leading = expected > expected.max() - 2
    assert_allclose(growth_rates(steps)[leading], expected[leading], rtol=0, atol=1e-6)


def test_a_rotation_is_taken_apart_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    q = np.linalg.qr(np.random.default_rng(0).normal(size=(20, 20)))[0]
    count = []

    def counted(columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        count.append(len(columns))
        return taken_apart(columns)

    monkeypatch.setattr(directions, "taken_apart", counted)
    rates = growth_rates(np.broadcast_to(1.5 * q, (160, 20, 20)))
    assert_allclose(rates, np.log(1.5), rtol=0, atol=1e-14)
    assert len(count) < 30


def test_directions_that_a_relu_kills_hold_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(0)
    steps = random.normal(size=(60, 24, 24)) / 5
    steps[:, ::3] = 0  # the same units are dead at every step
    count = []

    def counted(columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        count.append(len(columns))
        return taken_apart(columns)

    monkeypatch.setattr(directions, "taken_apart", counted)
    rates = growth_rates(steps)
    assert len(count) < 40
    assert_allclose(rates[:16], at_every_step(steps)[:16], rtol=0, atol=1e-5)


def test_each_unit_of_a_jordan_block_grows_as_it_does_alone() -> None:
    """Unit by unit, every product has zeros below blocks of 2 × 2, whose rates are known."""
    for gain, n, steps in [(0.1, 33, 40), (0.5, 33, 40), (1.0, 33, 100), (2.0, 70, 60)]:
        knobs = SimulationKnobs(cell="lstm", weights="jordan", gain=gain, n=n, steps=steps)
        built = build(knobs)
        found = jacobians(built.network, follow(*built))
        expected = np.empty((n, 2))
        for unit in range(n):
            blocks = found[:, unit::n, unit::n]
            moved, log = np.array([1.0, 0.0]), 0.0
            for block in blocks:
                moved = block @ moved
                log += np.log(np.linalg.norm(moved))
                moved /= np.linalg.norm(moved)
            f, from_h = blocks[:, 1, 1], blocks[:, 0, 0] * blocks[:, 1, 1]
            both = np.log(np.abs(from_h - blocks[:, 0, 1] * blocks[:, 1, 0])).sum()
            assert (f > 0).all()
            expected[unit] = log, both - log
        rates = growth_rates(found, hidden_size=n)
        known = np.isfinite(rates)
        assert known.sum() >= n
        assert known.all() or gain < 0.5
        assert_allclose(rates[known], expected.ravel()[known] / steps, rtol=0, atol=1e-6)


def test_what_rounding_hides_is_not_told() -> None:
    random = np.random.default_rng(0)
    q = np.linalg.qr(random.normal(size=(30, 12, 12)))[0]
    stretched = 10.0 ** np.array([0.0, -1, -2, -3, -4, -5, -6, -7, -18, -19, -20, -21])
    steps = q @ (stretched[:, None] * np.swapaxes(np.roll(q, 1, 0), -1, -2))
    rates = growth_rates(steps)
    assert np.isnan(rates[8:]).all()
    assert_allclose(rates[:8], at_every_step(steps)[:8], rtol=0, atol=2e-4)


def test_none_is_the_largest_if_one_is_not_known() -> None:
    assert largest_exponent(np.array([0.5, -1.0, -np.inf])) == 0.5
    assert largest_exponent(np.array([-np.inf, -np.inf])) == -np.inf
    assert np.isnan(largest_exponent(np.array([0.5, -np.inf, np.nan])))


def test_what_only_a_short_row_keeps_is_not_told_wrongly() -> None:
    # Of the second column only 1e-33 is not along the first: the third direction is far longer.
    step = np.array([[5e-36, -1e-33, 3e-91], [-7e-5, 2.4e-6, 2e-7], [-2e-89, 3e-91, 1.0]])
    first = np.log(np.linalg.norm(step[:, 0]))
    second = np.log(np.abs(step[0, 0] * step[1, 1] - step[0, 1] * step[1, 0])) - first
    rates = growth_rates(step[None])
    for rate, expected in zip(rates, (first, second, 0.0), strict=True):
        assert np.isnan(rate) or rate == pytest.approx(expected, abs=2e-4)
    assert np.isfinite(rates[0])


def test_a_direction_whose_square_is_nothing_is_not_dead() -> None:
    steps = np.array([np.diag([1.0, 1e-200]), np.diag([1.0, 1e50])])
    assert_allclose(growth_rates(steps), [0, -75 * np.log(10)])


def test_rounding_that_is_twice_the_same_by_chance_is_not_told() -> None:
    row = np.array([-7.0, 1.0, -7.0, 1.0])
    matrix = tuple(tuple(part * row) for part in (0.01, 0.3, -0.2, -0.2))  # of rank 1
    knobs = SimulationKnobs(
        cell="lstm", matrix=matrix, n=4, steps=40, input_noise=0.0, gate_bias=5.0, seed=177
    )
    built = build(knobs)
    rates = growth_rates(jacobians(built.network, follow(*built)), hidden_size=4)
    expected = (0.06374, -0.06709)  # of h_1 and h_2, from numbers of 8,000 digits in base 2
    known = np.sort(rates[np.isfinite(rates)])[::-1]
    assert_allclose(known, expected[: len(known)], rtol=0, atol=1e-5)


def test_what_dies_at_first_is_not_in_the_way() -> None:
    random = np.random.default_rng(0)
    steps = random.normal(size=(20, 6, 6))
    steps[0, :, 2] = steps[0, :, 0]  # the third direction is the first
    rates = growth_rates(steps, dying=lambda: 1)
    others = growth_rates(np.concatenate([steps[:1, :, [0, 1, 3, 4, 5, 2]], steps[1:]]))
    assert np.flatnonzero(np.isneginf(rates)).tolist() == [2]
    assert_allclose(rates[[0, 1, 3, 4, 5]], others[:5], rtol=0, atol=1e-9)


def test_what_may_be_alive_is_not_told_to_die() -> None:
    random = np.random.default_rng(0)
    steps = random.normal(size=(20, 6, 6))
    steps[0, :, 2] = steps[0, :, 0] * (1 + 1e-15 * random.normal(size=6))
    assert not np.isneginf(growth_rates(steps, dying=lambda: 0)).any()
    assert np.isnan(growth_rates(steps, dying=lambda: 0)).any()


def test_units_of_a_relu_die_anywhere() -> None:
    steps = np.broadcast_to(0.9 * np.eye(20), (60, 20, 20)).copy()
    steps[3, ::2] = 0
    rates = growth_rates(steps)
    assert np.isneginf(rates[::2]).all()
    assert_allclose(rates[1::2], np.log(0.9), rtol=0, atol=1e-14)
    assert np.isneginf(growth_rates(0 * steps)).all()


def test_panels_are_a_decomposition() -> None:
    columns = np.random.default_rng(0).normal(size=(100, 100)) * np.exp(-np.arange(100) / 5)
    q, grown = taken_apart(columns)
    _, r = np.linalg.qr(columns)
    assert_allclose(q.T @ q, np.eye(100), rtol=0, atol=1e-7)
    assert_allclose(grown, np.log(np.abs(np.diag(r))), rtol=0, atol=1e-9)


def test_rows_that_grow_beyond_float64_and_back() -> None:
    steps = np.concatenate([np.full((40, 1, 1), 1e12), np.full((40, 1, 1), 1e-12)])
    found = heat_map(steps, np.ones((80, 1)))
    assert found[-1, 0] == pytest.approx(12 * 39 - 12 * 40, abs=1e-9)
    assert found[39, 0] == pytest.approx(12 * 39, abs=1e-9)
