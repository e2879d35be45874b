"""Gradients by hand against complex steps and torch; forecasts against one series at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from rnn_demo.forecasting.elman_forecaster import ElmanForecaster
from rnn_demo.forecasting.gru_forecaster import GruForecaster
from rnn_demo.forecasting.segments import cut
from rnn_demo.forecasting.window_network import WindowNetwork

VALUES = np.sin(np.arange(60) / 3) + 0.1 * np.random.default_rng(0).standard_normal(60)
SEGMENTS = cut(VALUES, 5, 12)
NETS: dict[str, Any] = {
    "window": WindowNetwork(4, 3), "elman": ElmanForecaster(3), "gru": GruForecaster(3),
}  # fmt: skip


def loss_of(net: Any) -> Callable[[np.ndarray], tuple[Any, np.ndarray]]:
    if isinstance(net, WindowNetwork):
        windows = np.lib.stride_tricks.sliding_window_view(VALUES, 5)
        return lambda weights: net.loss(weights, windows[:, :-1], windows[:, -1])
    return lambda weights: net.loss(weights, SEGMENTS)


def drawn(net: Any, seed: int = 1) -> np.ndarray:
    return 0.7 * np.random.default_rng(seed).standard_normal(net.size)


@pytest.mark.parametrize("name", NETS)
def test_the_gradient_is_that_of_complex_steps(name: str) -> None:
    net, weights = NETS[name], drawn(NETS[name])
    loss = loss_of(net)
    value, gradient = loss(weights)
    assert len(net.start(np.random.default_rng(0))) == net.size == len(gradient)
    stepped = []
    for place in range(net.size):
        moved = weights.astype(complex)
        moved[place] += 1e-30j
        stepped.append(loss(moved)[0].imag / 1e-30)
    assert gradient == pytest.approx(np.array(stepped), rel=1e-10, abs=1e-13)
    assert value > 0


def test_the_gru_is_that_of_the_slide_by_torch() -> None:
    net = NETS["gru"]
    weights = torch.tensor(drawn(net), requires_grad=True)
    n, at = net.hidden, 0

    def part(*shape: int) -> torch.Tensor:
        nonlocal at
        at += int(np.prod(shape))
        return weights[at - int(np.prod(shape)) : at].reshape(shape)

    both, u, b = part(n, 2 * n), part(2 * n), part(2 * n)
    own, v, c, out = part(n, n), part(n), part(n), part(n)
    x, y, counted = map(torch.tensor, SEGMENTS)
    h, total = torch.zeros(x.shape[1], n, dtype=torch.float64), torch.tensor(0.0)
    for t in range(len(x)):
        z, r = torch.sigmoid(x[t][:, None] * u + h @ both + b).chunk(2, 1)
        candidate = torch.tanh(x[t][:, None] * v + (r * h) @ own + c)
        h = (1 - z) * h + z * candidate
        total = total + (counted[t] * (h @ out + weights[-1] - y[t]) ** 2).sum()
    loss = total / counted.sum()
    loss.backward()
    value, gradient = net.loss(weights.detach().numpy(), SEGMENTS)
    assert value == pytest.approx(loss.item())
    assert weights.grad is not None
    assert gradient == pytest.approx(weights.grad.numpy(), rel=1e-10, abs=1e-13)


@pytest.mark.parametrize("name", NETS)
def test_a_forecast_is_read_on_with_itself(name: str) -> None:
    net, weights = NETS[name], drawn(NETS[name])
    found = net.forecasts(weights, VALUES, 20, 4)
    assert found.shape == (40, 4)
    for origin in (20, 35, 59):
        known = VALUES[: origin + 1]
        for step in range(4):
            (following,) = net.forecasts(weights, known, len(known) - 1, 1)[0]
            assert found[origin - 20, step] == pytest.approx(following, abs=1e-12)
            known = np.append(known, following)


@pytest.mark.parametrize("name", NETS)
def test_what_comes_later_changes_nothing(name: str) -> None:
    net, weights = NETS[name], drawn(NETS[name])
    other = np.where(np.arange(60) > 40, 1e3, VALUES)
    before, after = (net.forecasts(weights, one, 20, 3) for one in (VALUES, other))
    assert np.array_equal(before[:21], after[:21])
    assert not np.array_equal(before[21], after[21])


@pytest.mark.parametrize(("length", "first", "longest"), [(60, 1, 48), (60, 40, 12), (20, 14, 48)])
def test_every_value_is_forecast_in_some_segment(length: int, first: int, longest: int) -> None:
    values = np.arange(length, dtype=float)
    inputs, targets, counted = cut(values, first, longest)
    assert np.array_equal(targets, inputs + 1)
    assert {*targets[counted > 0]} == set(range(first, length))
    assert counted.any(0).all()
