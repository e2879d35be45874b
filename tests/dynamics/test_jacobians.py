"""Closed forms against torch's autograd, the lecture's cells, torch.nn, and the complex step."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from torch import Tensor

from rnn_demo.cells.gru import GRUWeights, gru_step
from rnn_demo.cells.lstm import LSTMState, LSTMWeights, lstm_step
from rnn_demo.dynamics.cells import (
    ACTIVATIONS,
    CELLS,
    Activation,
    Cell,
    Network,
    activate,
    sigmoid,
    slope,
)
from rnn_demo.dynamics.orbits import complex_step_jacobian, follow, jacobians
from tests.dynamics.drawn import KINDS, Drawn, draw

CLOSE = 1e-10


def torch_step(network: Network, drive: Tensor, state: Tensor) -> Tensor:
    """One step written out a second time, for autograd."""
    n = network.hidden_size
    w, h = torch.from_numpy(network.weights), state[:n]
    s, tanh = torch.sigmoid, torch.tanh
    if network.cell == "elman":
        a = w[0] @ h + drive[0]
        return {"tanh": tanh, "logistic": s, "relu": torch.relu, "linear": lambda x: x}[
            network.activation
        ](a)
    if network.cell.startswith("gru"):
        z, r = s(w[0] @ h + drive[0]), s(w[1] @ h + drive[1])
        if network.cell == "gru-slide":
            return (1 - z) * h + z * tanh(w[2] @ (r * h) + drive[2])
        bias = torch.from_numpy(network.recurrent_bias)
        return (1 - z) * tanh(drive[2] + r * (w[2] @ h + bias)) + z * h
    c = state[n:]
    rows = [w[k] @ h + drive[k] for k in range(len(w))]
    if network.cell == "lstm-1997":
        c = c + s(rows[0]) * tanh(rows[1])
    else:
        c = s(rows[1]) * c + s(rows[0]) * tanh(rows[2])
    return torch.cat([s(rows[-1]) * tanh(c), c])


def by_autograd(drawn: Drawn, t: int, state: Tensor) -> Tensor:
    drive = torch.from_numpy(drawn.drive[t])
    found = torch.autograd.functional.jacobian(lambda s: torch_step(drawn.network, drive, s), state)
    assert isinstance(found, Tensor)
    return found


@pytest.mark.parametrize(("cell", "activation"), KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_closed_form_is_autograds(cell: Cell, activation: Activation, seed: int) -> None:
    drawn = draw(cell, activation, seed=seed)
    orbit = drawn.orbit
    closed = jacobians(drawn.network, orbit)
    for t in range(orbit.length):
        state = torch.from_numpy(orbit.states[t])
        drive = torch.from_numpy(drawn.drive[t])
        assert_allclose(
            orbit.states[t + 1], torch_step(drawn.network, drive, state), rtol=0, atol=CLOSE
        )
        assert_allclose(closed[t], by_autograd(drawn, t, state), rtol=0, atol=CLOSE)


@pytest.mark.parametrize(("cell", "activation"), KINDS)
def test_closed_form_is_the_complex_steps_to_rounding(cell: Cell, activation: Activation) -> None:
    drawn = draw(cell, activation)
    orbit = drawn.orbit
    closed = jacobians(drawn.network, orbit)
    for t in range(orbit.length):
        stepped = complex_step_jacobian(drawn.network, drawn.drive[t], orbit.states[t])
        assert_allclose(closed[t], stepped, rtol=0, atol=2e-15)


@pytest.mark.parametrize("cell", CELLS)
def test_a_wrong_formula_would_be_noticed(cell: Cell) -> None:
    """The mutation check: what a slip would change is far above the tolerance."""
    drawn = draw(cell)
    orbit = drawn.orbit
    closed = jacobians(drawn.network, orbit)
    transposed = drawn.network._replace(weights=np.swapaxes(drawn.network.weights, -1, -2))
    assert np.abs(jacobians(transposed, orbit) - closed).max() > 1e-3
    for part in ("sums", "gates"):  # z swapped, or a slope taken at the wrong place
        changed = getattr(orbit, part).copy()
        changed[..., 0, :] = 1 - changed[..., 0, :]
        slipped = jacobians(drawn.network, orbit._replace(**{part: changed}))
        if not (cell == "elman" and part == "gates"):
            assert np.abs(slipped - closed).max() > 1e-3
    if cell == "elman":
        without_slope = drawn.network._replace(activation="linear")
        assert np.abs(jacobians(without_slope, orbit) - closed).max() > 1e-3


def test_the_cells_are_the_lectures() -> None:
    drawn = draw("lstm", steps=1)
    n, drive = drawn.network.hidden_size, torch.from_numpy(drawn.drive[0])
    weights = torch.from_numpy(drawn.network.weights).reshape(-1, n)
    start = torch.from_numpy(drawn.start).unsqueeze(0)
    nothing = torch.zeros(1, 1, dtype=torch.float64)
    blank = torch.zeros(len(weights), 1, dtype=torch.float64)
    state, _ = lstm_step(
        nothing,
        LSTMState(start[:, :n], start[:, n:]),
        LSTMWeights(blank, weights, drive.reshape(-1)),
    )
    assert_allclose(drawn.orbit.states[1], torch.cat(state, 1)[0], rtol=0, atol=1e-15)

    drawn = draw("gru-slide", steps=1)
    weights = torch.from_numpy(drawn.network.weights).reshape(-1, n)
    bias = torch.from_numpy(drawn.drive[0]).reshape(-1)
    hidden, _ = gru_step(
        nothing,
        torch.from_numpy(drawn.start).unsqueeze(0),
        GRUWeights(blank[: 3 * n], weights, bias),
    )
    assert_allclose(drawn.orbit.states[1], hidden[0], rtol=0, atol=1e-15)


def test_torchs_gru() -> None:
    drawn = draw("gru-torch", steps=4)
    n = drawn.network.hidden_size
    gru = torch.nn.GRU(3 * n, n, dtype=torch.float64)
    z, r, w = torch.from_numpy(drawn.network.weights)
    with torch.no_grad():  # torch's rows: r, z, n; the input's matrix hands the drive through
        gru.weight_hh_l0.copy_(torch.cat([r, z, w]))
        gru.bias_hh_l0.zero_()
        gru.bias_hh_l0[2 * n :] = torch.from_numpy(drawn.network.recurrent_bias)
        gru.bias_ih_l0.zero_()
        eye = torch.eye(3 * n, dtype=torch.float64)
        gru.weight_ih_l0.copy_(torch.cat([eye[n : 2 * n], eye[:n], eye[2 * n :]]))
        inputs = torch.from_numpy(drawn.drive).reshape(4, 3 * n)
        outputs, _ = gru(inputs, torch.from_numpy(drawn.start).unsqueeze(0))
    assert_allclose(drawn.orbit.states[1:], outputs.detach(), rtol=0, atol=1e-14)


@pytest.mark.parametrize("cell", CELLS)
def test_many_networks_at_once(cell: Cell) -> None:
    alone = [draw(cell, seed=seed) for seed in range(3)]
    together = alone[0].network._replace(
        weights=np.stack([drawn.network.weights for drawn in alone]),
        recurrent_bias=np.stack([drawn.network.recurrent_bias for drawn in alone]),
    )
    orbit = follow(
        together,
        np.stack([drawn.drive for drawn in alone], 1),
        np.stack([drawn.start for drawn in alone]),
    )
    found = jacobians(together, orbit)
    for place, drawn in enumerate(alone):
        assert_allclose(orbit.states[:, place], drawn.orbit.states, rtol=0, atol=1e-14)
        own = jacobians(drawn.network, drawn.orbit)
        assert_allclose(found[:, place], own, rtol=0, atol=1e-14)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_slopes(activation: Activation) -> None:
    a = np.linspace(-3, 3, 12)
    stepped = activate(activation, a + 1e-200j).imag / 1e-200
    assert_allclose(slope(activation, a), stepped, rtol=0, atol=1e-15)


def test_the_logistic_function_does_not_overflow() -> None:
    assert sigmoid(np.array([-1e4, 0.0, 1e4])).tolist() == [0, 0.5, 1]


def test_the_error_carousel_of_1997_is_exactly_one() -> None:
    drawn = draw("lstm-1997", n=4)
    n = 4
    straight = jacobians(drawn.network, drawn.orbit)[:, n:, n:]
    assert np.array_equal(straight, np.broadcast_to(np.eye(n), straight.shape))
