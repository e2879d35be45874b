"""The gates' functions in compiled code against float64."""

from __future__ import annotations

import numpy as np

from rnn_demo.engine.elementwise import exponential, hyperbolic_tangent, narrow_state, sigmoid

EVERYWHERE = np.concatenate([np.linspace(-40, 40, 40_001), [-1e30, 1e30, 0.0, -0.0]])


def test_exponential() -> None:
    x = EVERYWHERE.astype(np.float32)
    out = np.array([exponential(one) for one in x], np.float32)
    expected = np.exp(np.clip(x.astype(np.float64), -30, 30))
    np.testing.assert_allclose(out, expected, rtol=3e-7)


def test_sigmoid_and_tangent() -> None:
    x = EVERYWHERE.astype(np.float32)
    wide = x.astype(np.float64)
    got = x.copy()
    sigmoid(got)
    np.testing.assert_allclose(got, 1 / (1 + np.exp(-np.clip(wide, -500, 500))), atol=2e-7)
    assert got.min() >= 0 and got.max() <= 1
    got = x.copy()
    hyperbolic_tangent(got)
    np.testing.assert_allclose(got, np.tanh(wide), atol=3e-7)
    assert np.abs(got).max() <= 1


def test_states_are_rounded_to_whole_numbers_without_a_sign() -> None:
    x = np.array([-1, -0.5, -0.004, -0.003, 0, 0.003, 0.004, 0.5, 1], np.float32)
    out = np.empty(len(x), np.uint8)
    narrow_state(x, np.float32(127), out)
    assert out.tolist() == [1, 65, 127, 128, 128, 128, 129, 192, 255]
