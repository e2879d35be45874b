"""The itemised gradient against autograd; what float32 loses; clipping; the twin; mean field."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from rnn_demo.dynamics.cells import Activation, Cell, Network, slope
from rnn_demo.dynamics.clipping import clip, turned
from rnn_demo.dynamics.gradients import GradientTerms, itemised, lost_in_float32, state_gradients
from rnn_demo.dynamics.mean_field import critical_gain, mean_field
from rnn_demo.dynamics.orbits import follow, jacobians
from rnn_demo.dynamics.perturbation import perturbed_distances
from rnn_demo.dynamics.weights import KINDS as WEIGHTS
from rnn_demo.dynamics.weights import Kind, recurrent_weights, spectral_radius
from tests.dynamics.drawn import KINDS, Drawn, draw


def itemise(drawn: Drawn, directions: np.ndarray) -> GradientTerms:
    orbit = drawn.orbit
    by_state = state_gradients(jacobians(drawn.network, orbit), directions)
    return itemised(drawn.network, orbit, by_state)


def autograd_total(drawn: Drawn, directions: np.ndarray) -> np.ndarray:
    """∂L/∂W by torch, through the same formulas written with tensors."""
    w = torch.from_numpy(drawn.network.weights).requires_grad_()
    n, s, tanh = drawn.network.hidden_size, torch.sigmoid, torch.tanh
    bias = torch.from_numpy(drawn.network.recurrent_bias)
    state, loss = torch.from_numpy(drawn.start), torch.zeros((), dtype=torch.float64)
    cell = drawn.network.cell
    for u, direction in zip(torch.from_numpy(drawn.drive), directions, strict=True):
        h, c = state[:n], state[n:]
        if cell == "elman":
            shapes = {"tanh": tanh, "logistic": s, "relu": torch.relu, "linear": lambda x: x}
            state = shapes[drawn.network.activation](w[0] @ h + u[0])
        elif cell == "gru-slide":
            z, r = s(w[0] @ h + u[0]), s(w[1] @ h + u[1])
            state = (1 - z) * h + z * tanh(w[2] @ (r * h) + u[2])
        elif cell == "gru-torch":
            z, r = s(w[0] @ h + u[0]), s(w[1] @ h + u[1])
            state = (1 - z) * tanh(u[2] + r * (w[2] @ h + bias)) + z * h
        else:
            rows = [w[k] @ h + u[k] for k in range(len(w))]
            if cell == "lstm-1997":
                c = c + s(rows[0]) * tanh(rows[1])
            else:
                c = s(rows[1]) * c + s(rows[0]) * tanh(rows[2])
            state = torch.cat([s(rows[-1]) * tanh(c), c])
        loss = loss + state @ torch.from_numpy(direction)
    (gradient,) = torch.autograd.grad(loss, w)
    return gradient.numpy()


@pytest.mark.parametrize(("cell", "activation"), KINDS)
def test_the_parts_add_up_to_autograds_gradient(cell: Cell, activation: Activation) -> None:
    drawn = draw(cell, activation)
    directions = np.random.default_rng(2).normal(size=(7, drawn.network.state_size))
    found = itemise(drawn, directions)
    assert_allclose(found.total, autograd_total(drawn, directions), rtol=0, atol=1e-10)
    assert_allclose(found.shares.sum(), np.linalg.norm(found.total), rtol=1e-12)
    assert_allclose(found.since(0), found.total, rtol=0, atol=1e-13)
    terms = found.errors[..., :, None] * found.inputs[..., None, :]
    assert_allclose(found.norms, np.linalg.norm(terms.reshape(7, -1), axis=1), rtol=1e-12)
    assert_allclose(found.since(5), terms[5:].sum(0), rtol=0, atol=1e-13)


def test_no_gradient_has_no_shares() -> None:
    drawn = draw("elman")
    assert itemise(drawn, np.zeros((7, 5))).shares.tolist() == [0] * 7


def test_float32_loses_terms_that_are_there() -> None:
    scales = np.array([1.0, 1e-5, 1e-12, 1e-60])
    errors = scales[:, None, None] * np.ones((4, 1, 2))
    inputs = np.ones((4, 1, 2))
    total = np.einsum("tgi,tgj->gij", errors, inputs)
    lost = lost_in_float32(GradientTerms(errors, inputs, total))
    assert lost.swallowed.tolist() == [False, False, True, False]
    assert lost.underflow.tolist() == [False, False, False, True]


@given(
    st.lists(st.floats(-70, 5), min_size=1, max_size=12),
    st.integers(0, 1000),
    st.sampled_from([1, 3]),
)
def test_what_float32_loses_is_found_without_adding_everything(
    powers: list[float], seed: int, gates: int
) -> None:
    random = np.random.default_rng(seed)
    scales = 10.0 ** np.array(powers)[:, None, None]
    errors = scales * random.normal(size=(len(powers), gates, 4))
    inputs = random.normal(size=errors.shape) * random.integers(0, 2, size=(1, 1, 4))
    total = np.einsum("tgi,tgj->gij", errors, inputs)
    found = lost_in_float32(GradientTerms(errors, inputs, total))
    for k in range(len(powers)):
        term = errors[k][:, :, None] * inputs[k][:, None, :]
        small, others = term.astype(np.float32), (total - term).astype(np.float32)
        assert found.underflow[k] == (term.any() and not small.any())
        assert found.swallowed[k] == (small.any() and np.array_equal(others + small, others))


def test_many_losses_at_once() -> None:
    drawn = draw("lstm")
    steps = jacobians(drawn.network, drawn.orbit)
    losses = np.random.default_rng(4).normal(size=(7, 3, 10))
    together = state_gradients(steps, losses)
    for at in range(3):
        alone = state_gradients(steps, losses[:, at])
        assert_allclose(together[:, at], alone, rtol=0, atol=1e-14)


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=6).filter(lambda v: np.linalg.norm(v) > 1),
    st.floats(0.01, 100),
)
def test_clipping(values: list[float], threshold: float) -> None:
    gradient = np.array(values)
    by_norm, by_value = clip(gradient, "norm", threshold), clip(gradient, "value", threshold)
    assert np.linalg.norm(by_norm) <= threshold * (1 + 1e-12) or np.array_equal(by_norm, gradient)
    assert turned(gradient, by_norm) == pytest.approx(0, abs=1e-4)
    assert np.abs(by_value).max() <= threshold
    assert np.array_equal(clip(gradient, "off", threshold), gradient)


def test_clipping_by_value_turns() -> None:
    gradient = np.array([10.0, 1.0])
    angle = turned(gradient, clip(gradient, "value", 1.0))
    assert angle == pytest.approx(45 - np.degrees(np.arctan(0.1)))
    assert np.isnan(turned(gradient, np.zeros(2)))
    assert clip(np.zeros(2), "norm", 1.0).tolist() == [0, 0]


@pytest.mark.parametrize(("cell", "activation"), KINDS)
def test_the_twin_does_what_the_jacobians_promise(cell: Cell, activation: Activation) -> None:
    drawn = draw(cell, activation)
    orbit = drawn.orbit
    steps = jacobians(drawn.network, orbit)
    direction = np.random.default_rng(3).normal(size=drawn.network.state_size)
    direction /= np.linalg.norm(direction)
    distances = perturbed_distances(drawn.network, drawn.drive, orbit, 2, direction, 1e-7) / 1e-7
    moved, expected = direction, [1.0]
    for jacobian in steps[2:]:
        moved = jacobian @ moved
        expected.append(float(np.linalg.norm(moved)))
    assert_allclose(distances, expected, rtol=1e-5, atol=1e-6)
    assert perturbed_distances(drawn.network, drawn.drive, orbit, 7, direction, -0.5).tolist() == [
        0.5
    ]


@pytest.mark.parametrize(
    ("gain", "noise", "chi", "low", "high"),
    [(1.0, 0.3, 0.700, 0.69, 0.73), (1.5, 0.3, 1.061, 1.0, 1.08), (2.5, 0.3, 1.586, 1.50, 1.70)],
)
def test_chi_is_the_rate_that_is_measured(
    gain: float, noise: float, chi: float, low: float, high: float
) -> None:
    assert mean_field("tanh", gain, noise).chi == pytest.approx(chi, abs=0.005)
    n, rates = 400, []
    for seed in range(3):
        random = np.random.default_rng(seed)
        weights = recurrent_weights("gaussian", n, gain, random)[None]
        network = Network("elman", "tanh", weights, np.zeros(n))
        drive = noise * random.normal(size=(60, 1, n))
        orbit = follow(network, drive, random.normal(size=n))
        # ‖P‖²_F over ten steps, by where random directions go.
        directions = random.normal(size=(n, 50))
        before = (directions**2).sum()
        for a in orbit.sums[40:50, 0]:
            directions = slope("tanh", a)[:, None] * (weights[0] @ directions)
        rates.append(((directions**2).sum() / before) ** 0.1)
    assert low <= np.mean(rates) <= high


@pytest.mark.parametrize(("activation", "part"), [("linear", 1.0), ("relu", 0.5)])
def test_mean_field_in_closed_form(activation: Activation, part: float) -> None:
    found = mean_field(activation, 0.8, 0.5)
    assert found.chi == pytest.approx(0.64 * part)
    assert found.q == pytest.approx(0.25 / (1 - 0.64 * part))
    assert found.depth == pytest.approx(-1 / np.log(0.64 * part))
    assert mean_field(activation, 3.0, 0.5).q == np.inf


@pytest.mark.parametrize(
    ("activation", "gain", "noise", "q", "chi"),
    [  # by mpmath's quadrature, in pieces
        ("tanh", 3.0, 0.3, 6.4162, 1.8445),
        ("tanh", 10.0, 0.3, 91.7994, 5.5420),
        ("tanh", 20.0, 10.0, 485.5281, 9.6529),
        ("logistic", 10.0, 2.0, 48.4506, 0.9428),
        ("logistic", 20.0, 10.0, 290.6928, 1.5565),
    ],
)
def test_mean_field_of_a_wide_normal(
    activation: Activation, gain: float, noise: float, q: float, chi: float
) -> None:
    found = mean_field(activation, gain, noise)
    assert (found.q, found.chi) == pytest.approx((q, chi), abs=1e-4)


@pytest.mark.parametrize("kind", WEIGHTS)
def test_the_gain_is_what_it_is_said_to_be(kind: Kind) -> None:
    n, gain = 300, 0.7
    matrix = recurrent_weights(kind, n, gain, np.random.default_rng(0))
    largest = np.linalg.norm(matrix, 2)
    radius = {"counterexample": 0.0}.get(kind, gain)
    assert spectral_radius(matrix) == pytest.approx(radius, abs=0.07)
    expected = {
        "orthogonal": gain,
        "gaussian": 2 * gain,
        "identity": gain,
        "symmetric": gain,
        "counterexample": 2 * gain,
    }
    if kind in expected:
        assert largest == pytest.approx(expected[kind], rel=0.05)
    if kind == "sparse":
        assert ((matrix != 0).sum(1) == 15).all()
        assert spectral_radius(matrix) == pytest.approx(gain)


@pytest.mark.parametrize("activation", ["tanh", "linear", "relu", "logistic"])
@pytest.mark.parametrize("noise", [0.0, 0.3, 1.0])
def test_at_the_critical_gain_chi_is_one(activation: Activation, noise: float) -> None:
    gain = critical_gain(activation, noise)
    assert gain is not None
    assert mean_field(activation, gain, noise).chi == pytest.approx(1, abs=1e-9)
    if activation == "tanh" and noise == 0.3:
        assert 1.35 < gain < 1.45
