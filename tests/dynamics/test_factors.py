"""The factors of an LSTM's Jacobians against the Jacobians, and the inverses against LAPACK's."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from rnn_demo.dynamics.cells import Cell
from rnn_demo.dynamics.exponents import growth_rates, unit_by_unit
from rnn_demo.dynamics.factors import BackwardStep, JacobianFactors, factors, halves, moved
from rnn_demo.dynamics.jacobians import Jacobians
from rnn_demo.dynamics.orbits import jacobians
from tests.dynamics.drawn import draw

CELLS: list[Cell] = ["lstm", "lstm-1997"]


def of(
    cell: Cell, n: int = 6, steps: int = 11, gain: float = 1.0, seed: int = 0
) -> tuple[JacobianFactors, np.ndarray]:
    drawn = draw(cell, n=n, steps=steps, seed=seed)
    network = drawn.network._replace(weights=gain * drawn.network.weights)
    orbit = drawn._replace(network=network).orbit
    return factors(network, *orbit[:3]), jacobians(network, orbit)


@pytest.mark.parametrize("cell", CELLS)
def test_factors_multiply_as_the_jacobians_do(cell: Cell) -> None:
    parts, found = of(cell)
    vectors = np.random.default_rng(0).normal(size=(11, 12))
    along, back = np.matvec(found, vectors), np.vecmat(vectors, found)
    assert_allclose(parts.along(vectors), along, rtol=0, atol=1e-14)
    assert_allclose(parts.back(vectors), back, rtol=0, atol=1e-14)
    some = parts.part(3, 7)
    assert_allclose(some.along(vectors[3:7]), along[3:7], rtol=0, atol=1e-14)
    narrow = JacobianFactors(*(one.astype(np.float32) for one in parts))
    assert narrow.along(vectors.astype(np.float32)).dtype == np.float32
    assert narrow.back(vectors.astype(np.float32)).dtype == np.float32


@pytest.mark.parametrize("cell", CELLS)
def test_steps_and_inverses_are_the_jacobians(cell: Cell) -> None:
    parts, found = of(cell)
    known = halves(parts, found)
    assert known is not None
    columns = np.random.default_rng(1).normal(size=(12, 5))
    order = unit_by_unit(12, 6)
    found = found[:, order][:, :, order]
    for jacobian, forward, backward in zip(found, known.forward, known.backward, strict=True):
        assert_allclose(moved([forward], columns), jacobian @ columns, rtol=0, atol=1e-13)
        expected = np.linalg.solve(jacobian.T, columns)
        assert_allclose(
            moved([backward], columns), expected, rtol=0, atol=1e-10 * np.abs(expected).max()
        )


def test_what_has_no_inverse_has_none() -> None:
    parts, found = of("lstm")
    assert halves(parts._replace(weights=0 * parts.weights), found) is None
    flat = parts.weights.copy()
    flat[-1, 0] = flat[-1, 1] + 1e-12
    assert halves(parts._replace(weights=flat), found) is None
    for name in ("forget", "output"):
        dead = getattr(parts, name).copy()
        dead[4, 2] = 0
        assert halves(parts._replace(**{name: dead}), found) is None


def test_jacobians_found_when_asked_for_serve_as_well() -> None:
    drawn = draw("lstm", n=6, steps=11)
    orbit = drawn.orbit
    kept = Jacobians(lambda part: jacobians(drawn.network, part), orbit)
    parts, found = factors(drawn.network, *orbit[:3]), jacobians(drawn.network, orbit)
    assert np.array_equal(
        growth_rates(kept, halves(parts, kept)), growth_rates(found, halves(parts, found))
    )


def at_every_step(steps: np.ndarray, order: np.ndarray) -> np.ndarray:
    q, total = np.eye(steps.shape[-1])[:, order], np.zeros(steps.shape[-1])
    for jacobian in steps:
        q, r = np.linalg.qr(jacobian @ q)
        total += np.log(np.abs(np.diag(r)))
    return total / len(steps)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("gain", [0.1, 1.0, 3.0, 8.0])
@pytest.mark.parametrize("n", [5, 40])
def test_rates_of_halves_are_those_of_a_decomposition_at_every_step(
    cell: Cell, gain: float, n: int
) -> None:
    parts, found = of(cell, n, 60, gain)
    known = halves(parts, found)
    assert known is not None
    rates = growth_rates(found, known)
    expected = at_every_step(found, unit_by_unit(2 * n, n))
    assert_allclose(rates, expected, rtol=0, atol=1e-4)
    leading = expected > expected.max() - 2
    assert_allclose(rates[leading], expected[leading], rtol=0, atol=1e-6)


@pytest.mark.parametrize("cell", CELLS)
def test_all_rates_add_up_to_the_determinants(cell: Cell) -> None:
    parts, found = of(cell, 40, 60)
    of_weights = np.linalg.slogdet(parts.weights[-1])[1]
    sizes = of_weights + np.log(np.abs(parts.output * parts.forget)).sum(1)
    assert_allclose(sizes, np.linalg.slogdet(found)[1], rtol=1e-10)
    rates = growth_rates(found, halves(parts, found))
    assert rates.sum() == pytest.approx(sizes.mean(), abs=1e-5)


def test_an_inverse_that_parts_directions_too_far_is_left() -> None:
    parts, found = of("lstm", 8, 20)
    far = parts.output.copy()
    far[7, ::2] = 1e-13
    found[7, :8, :8] += (far[7] - parts.output[7])[:, None] * parts.weights[-1]
    parts = parts._replace(output=far)
    known = halves(parts, found)
    assert known is not None
    assert isinstance(next(iter(known.backward)), BackwardStep)
    rates = growth_rates(found, halves(parts, found))
    assert np.array_equal(rates, growth_rates(found, hidden_size=8), equal_nan=True)
