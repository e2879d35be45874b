"""Products of Jacobians against closed forms, random-matrix theory and autograd."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from rnn_demo.dynamics.bounds import bounds
from rnn_demo.dynamics.cells import ACTIVATIONS, CELLS, Activation, Cell
from rnn_demo.dynamics.exponents import lyapunov_exponents
from rnn_demo.dynamics.orbits import follow, jacobians
from rnn_demo.dynamics.products import heat_map, may_be_rounding, product_norms, spectrum
from rnn_demo.dynamics.weights import recurrent_weights, spectral_radius
from rnn_demo.engine.progress import finished
from rnn_demo.exhibits.vanishing_gradient.gain_map import mapping
from rnn_demo.exhibits.vanishing_gradient.knobs import SimulationKnobs
from rnn_demo.exhibits.vanishing_gradient.network import build
from tests.dynamics.drawn import KINDS, draw
from tests.dynamics.test_jacobians import torch_step

EULER = 0.5772156649015329


def digamma(x: float) -> float:
    """ψ at whole and half numbers."""
    start = -EULER if x == int(x) else -EULER - 2 * np.log(2)
    at = 1.0 if x == int(x) else 0.5
    while at < x:
        start, at = start + 1 / at, at + 1
    return float(start)


def test_a_scaled_rotation_shrinks_everything_alike() -> None:
    matrix = recurrent_weights("orthogonal", 32, 0.95, np.random.default_rng(0))
    found = spectrum(np.broadcast_to(matrix, (100, 32, 32)))
    lags = np.arange(1, 101)[:, None]
    assert_allclose(found.log_values, lags * np.log(0.95) * np.ones(32), rtol=0, atol=1e-12)
    assert_allclose(found.effective_rank, 32, rtol=1e-12)


@pytest.mark.parametrize(
    ("value", "peak", "at"), [(0.9, 3.91, 9), (0.95, 7.57, 19), (0.99, 36.98, 99)]
)
def test_a_jordan_block_grows_before_it_shrinks(value: float, peak: float, at: int) -> None:
    matrix = recurrent_weights("jordan", 2, value, np.random.default_rng(0))
    norms = np.exp(spectrum(np.broadcast_to(matrix, (150, 2, 2))).log_norms)
    assert int(norms.argmax()) + 1 == at
    assert norms.max() == pytest.approx(peak, abs=0.005)
    lag = 7
    power = np.array([[value**lag, lag * value ** (lag - 1)], [0, value**lag]])
    assert norms[lag - 1] == pytest.approx(np.linalg.norm(power, 2), rel=1e-13)


def test_a_symmetric_matrix_has_its_eigenvalues_powers() -> None:
    matrix = recurrent_weights("symmetric", 12, 0.9, np.random.default_rng(0))
    found = spectrum(np.broadcast_to(matrix, (20, 12, 12)))
    eigenvalues = np.sort(np.abs(np.linalg.eigvalsh(matrix)))[::-1]
    for lag in (1, 5, 20):
        known = np.isfinite(found.log_values[lag - 1])
        assert known[0]
        expected = lag * np.log(eigenvalues)
        # Relative to the largest: that is all that a product in float64 can keep.
        assert_allclose(
            np.exp(found.log_values[lag - 1] - expected[0])[known],
            np.exp(expected - expected[0])[known],
            rtol=0,
            atol=1e-13,
        )


def test_nothing_overflows_or_vanishes_on_the_way() -> None:
    for gain in (1e-3, 1e3):
        matrix = gain * np.eye(3)
        found = spectrum(np.broadcast_to(matrix, (500, 3, 3))).log_norms
        assert_allclose(found, np.arange(1, 501) * np.log(gain), rtol=1e-12)
    dead = spectrum(np.array([np.eye(2), np.zeros((2, 2)), np.eye(2)]))
    assert_allclose(dead.log_norms, [0, -np.inf, -np.inf], rtol=0, atol=1e-15)
    assert dead.effective_rank.tolist() == [2, 0, 0]


@pytest.mark.parametrize(("cell", "n"), [("lstm", 24), ("elman", 40), ("gru-torch", 40)])
def test_directions_that_rounding_hides_are_left_out_and_the_others_stay(
    cell: Cell, n: int
) -> None:
    drawn = draw(cell, n=n, steps=90)
    steps = jacobians(drawn.network, drawn.orbit)
    found = spectrum(steps)
    size, product, log = steps.shape[-1], np.eye(steps.shape[-1]), 0.0
    for row, jacobian in enumerate(steps[::-1]):
        product = product @ jacobian
        log += np.log(np.linalg.norm(product))
        product /= np.linalg.norm(product)
        values = np.linalg.svd(product, compute_uv=False)
        trusted = values > 2 * size * 2.0**-52 * values[0]  # the last one may be either
        own = np.exp(found.log_values[row][trusted] - log)
        assert_allclose(own, values[trusted], rtol=0.02, atol=0)
        assert_allclose(own, values[trusted], rtol=0, atol=1e-14 * values[0])
        assert np.isnan(found.log_values[row][values < 0.5 * size * 2.0**-52 * values[0]]).all()
    assert np.isnan(found.log_values[-1]).sum() > size // 4  # there were such directions


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("most", [None, 5])
def test_norms_alone_are_those_of_the_spectrum(cell: Cell, most: int | None) -> None:
    drawn = draw(cell, steps=30)
    steps = jacobians(drawn.network, drawn.orbit)
    lags, norms = product_norms(steps, most)
    found = spectrum(steps, most)
    assert np.array_equal(lags, found.lags)
    assert_allclose(norms, found.log_norms, rtol=0, atol=1e-12)


def test_a_product_that_is_all_rounding_is_known_and_one_whose_units_part_is_not_that() -> None:
    nothing = 0.7 * np.array([[[1.0, 1.0], [-1.0, -1.0]]] * 2)  # squared it is 0
    assert may_be_rounding(nothing) > 0.1
    apart = np.array([np.diag([1.0, 1e-15]), np.diag([1e-15, 1.0])])
    assert may_be_rounding(apart) < 1e-15
    assert may_be_rounding(apart, np.array([0.6, 0.8])) < 1e-15
    assert may_be_rounding(np.random.default_rng(0).normal(size=(20, 9, 9))) == 0


def test_the_eigenvalue_theorem_is_false() -> None:
    weights = recurrent_weights("counterexample", 2, 8.0, np.random.default_rng(0))
    assert spectral_radius(weights) < 1e-6
    assert np.linalg.norm(weights, 2) == pytest.approx(16)
    h = np.array([0.0, 0.5])
    jacobian = (1 - h**2)[:, None] * weights
    assert jacobian.tolist() == [[8, 8], [-6, -6]]
    norms = np.exp(spectrum(np.broadcast_to(jacobian, (20, 2, 2))).log_norms)
    assert_allclose(norms, 2.0 ** np.arange(20) * np.sqrt(200), rtol=1e-13)


@pytest.mark.parametrize(("cell", "activation"), KINDS)
def test_the_heat_map_is_autograds(cell: Cell, activation: Activation) -> None:
    drawn = draw(cell, activation, steps=6)
    orbit = drawn.orbit
    random = np.random.default_rng(1)
    directions = random.normal(size=(6, drawn.network.state_size))
    found = heat_map(jacobians(drawn.network, orbit), directions, log=False)
    assert np.isnan(found[np.triu_indices(6, 1)]).all()
    for k in range(1, 7):
        leaf = torch.from_numpy(orbit.states[k]).clone().requires_grad_()
        state = leaf
        for t in range(k, 7):
            if t > k:
                state = torch_step(drawn.network, torch.from_numpy(drawn.drive[t - 1]), state)
            loss = state @ torch.from_numpy(directions[t - 1])
            (gradient,) = torch.autograd.grad(loss, leaf, retain_graph=True)
            assert found[t - 1, k - 1] == pytest.approx(gradient.norm().item(), abs=1e-10)


def test_the_heat_map_keeps_what_float64_cannot_hold() -> None:
    steps = 400
    for gain in (0.1, 10.0):
        found = heat_map(np.broadcast_to(gain * np.eye(2), (steps, 2, 2)), np.eye(2)[[0] * steps])
        lags = np.arange(steps)[:, None] - np.arange(steps)
        expected = np.where(lags >= 0, lags * np.log10(gain), np.nan)
        assert_allclose(found, expected, rtol=0, atol=1e-9)


@settings(max_examples=150, deadline=None)
@given(
    activation=st.sampled_from(ACTIVATIONS),
    gain=st.floats(0.01, 8),
    seed=st.integers(0, 10_000),
    n=st.integers(1, 8),
)
def test_the_bounds_stand_in_their_order(
    activation: Activation, gain: float, seed: int, n: int
) -> None:
    drawn = draw("elman", activation, n=n, steps=12, seed=seed)
    network = drawn.network._replace(weights=gain * drawn.network.weights)
    orbit = drawn._replace(network=network).orbit
    steps = jacobians(network, orbit)
    found = bounds(network, orbit, steps)
    assert found.slopes is not None
    assert found.worst is not None
    slack = 1e-12
    norms = spectrum(steps).log_norms
    for lower, upper in (
        (norms, found.norms),
        (found.norms, found.slopes),
        (found.slopes, found.worst),
    ):
        alive = np.isfinite(lower)
        assert (lower[alive] <= upper[alive] + slack * (1 + np.abs(upper[alive]))).all()


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell != "elman"])
def test_a_cell_with_gates_has_one_bound(cell: Cell) -> None:
    drawn = draw(cell)
    steps = jacobians(drawn.network, drawn.orbit)
    found = bounds(drawn.network, drawn.orbit, steps)
    assert found.slopes is None and found.worst is None
    assert (spectrum(steps).log_norms <= found.norms + 1e-12).all()


def test_exponents_of_a_fixed_matrix_are_its_eigenvalues() -> None:
    matrix = recurrent_weights("symmetric", 4, 1.1, np.random.default_rng(3))
    matrix += np.triu(np.ones((4, 4)), 1) * 0.01  # not symmetric, and all eigenvalues real
    found = lyapunov_exponents(np.broadcast_to(matrix, (4000, 4, 4)))
    expected = np.sort(np.log(np.abs(np.linalg.eigvals(matrix))))[::-1]
    assert_allclose(found, expected, rtol=0, atol=1e-3)


def test_exponents_of_fresh_gaussians_are_newmans() -> None:
    n, gain, steps = 6, 1.3, 6000
    random = np.random.default_rng(0)
    found = lyapunov_exponents(gain * random.normal(size=(steps, n, n)) / np.sqrt(n))
    expected = [0.5 * (np.log(2 * gain**2 / n) + digamma((n - i) / 2)) for i in range(n)]
    # The logarithm's own spread over the root of the steps, three times.
    assert_allclose(found, expected, rtol=0, atol=3 * 1.2 / np.sqrt(steps))


def test_the_largest_singular_value_of_fresh_gaussians() -> None:
    random = np.random.default_rng(0)
    n = 500
    norms = np.exp(2 * spectrum(random.normal(size=(4, n, n)) / np.sqrt(n)).log_norms)
    for lag in range(1, 5):
        assert norms[lag - 1] == pytest.approx((lag + 1) ** (lag + 1) / lag**lag, rel=0.1)


@pytest.mark.parametrize("cell", CELLS)
def test_a_map_is_what_each_gain_is_alone(cell: Cell) -> None:
    knobs = SimulationKnobs(cell=cell, n=5, steps=12, seed=2)
    gains = np.array([0.3, 1.0, 4.0])
    found = finished(mapping(knobs, gains)).log_norms
    for row, gain in zip(found, gains, strict=True):
        built = build(replace(knobs, gain=gain))
        values = spectrum(jacobians(built.network, follow(*built)))
        squares = np.nansum(np.exp(2 * values.log_values), axis=1)
        size = built.network.state_size
        assert_allclose(row, 0.5 * np.log10(squares / size), rtol=0, atol=1e-12)


def test_a_map_knows_no_bounds() -> None:
    knobs = SimulationKnobs(
        activation="linear", weights="identity", n=2, steps=500, input_noise=0.0
    )
    found = finished(mapping(knobs, np.array([0.0, 0.01, 1.0, 3.0]))).log_norms
    assert_allclose(found[1], -2 * np.arange(1, 501), rtol=0, atol=1e-9)
    assert_allclose(found[2], 0, rtol=0, atol=1e-12)
    assert_allclose(found[3], np.arange(1, 501) * np.log10(3), rtol=0, atol=1e-9)
    assert (found[0] == -np.inf).all()
