"""The slide's GRU: its own formula, and exactly when it is torch's and when it is not."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from rnn_demo.cells.gru import GRUWeights, gru_step

HIDDEN = 5


def random(*shape: int) -> Tensor:
    return torch.randn(shape, dtype=torch.float64)


def torch_gru() -> torch.nn.GRU:
    """A torch GRU with large weights, so that the reset gate is far from a constant."""
    gru = torch.nn.GRU(3, HIDDEN, dtype=torch.float64)
    with torch.no_grad():
        for parameter in gru.parameters():
            parameter.normal_()
    return gru


def converted(gru: torch.nn.GRU) -> GRUWeights:
    """torch's rows r, z, n as z, r, h̃, with z negated: torch's z keeps, the slide's writes."""

    def rows(matrix: Tensor) -> Tensor:
        reset, update, candidate = matrix.detach().chunk(3)
        return torch.cat([-update, reset, candidate])

    return GRUWeights(
        rows(gru.weight_ih_l0), rows(gru.weight_hh_l0), rows(gru.bias_ih_l0 + gru.bias_hh_l0)
    )


def largest_difference(gru: torch.nn.GRU) -> float:
    x, hidden = random(6, 2, 3), random(2, HIDDEN)
    with torch.no_grad():
        expected, _ = gru(x, hidden[None])
    weights, largest = converted(gru), 0.0
    for t in range(6):
        hidden, _ = gru_step(x[t], hidden, weights)
        largest = max(largest, float((hidden - expected[t]).abs().max()))
    return largest


def test_the_slide_to_the_letter() -> None:
    torch.manual_seed(0)
    weights = GRUWeights(random(15, 3), random(15, HIDDEN), torch.zeros(15).double())
    x, hidden = random(3), random(HIDDEN)
    w_z, w_r, w = (
        np.concatenate([h.numpy(), i.numpy()], axis=1)
        for h, i in zip(weights.hidden_weight.chunk(3), weights.input_weight.chunk(3), strict=True)
    )
    h, read = hidden.numpy(), x.numpy()
    z = 1 / (1 + np.exp(-w_z @ np.concatenate([h, read])))
    r = 1 / (1 + np.exp(-w_r @ np.concatenate([h, read])))
    candidate = np.tanh(w @ np.concatenate([r * h, read]))
    new, gates = gru_step(x[None], hidden[None], weights)
    np.testing.assert_allclose(gates.update_gate[0], z, atol=1e-14)
    np.testing.assert_allclose(gates.reset_gate[0], r, atol=1e-14)
    np.testing.assert_allclose(gates.candidate[0], candidate, atol=1e-14)
    np.testing.assert_allclose(new[0], (1 - z) * h + z * candidate, atol=1e-14)


def test_is_torchs_when_nothing_is_reset() -> None:
    torch.manual_seed(1)
    gru = torch_gru()
    with torch.no_grad():
        gru.bias_ih_l0[:HIDDEN] = 1000.0  # r = 1 exactly
    assert largest_difference(gru) < 1e-12


def test_is_torchs_when_the_candidate_matrix_is_diagonal_and_unbiased() -> None:
    torch.manual_seed(2)
    gru = torch_gru()
    with torch.no_grad():
        gru.weight_hh_l0[2 * HIDDEN :] = torch.diag(random(HIDDEN))
        gru.bias_hh_l0[2 * HIDDEN :] = 0.0
    assert largest_difference(gru) < 1e-12


def test_is_not_torchs_otherwise() -> None:
    torch.manual_seed(3)
    gru = torch_gru()
    assert largest_difference(gru) > 0.1
    with torch.no_grad():
        gru.bias_hh_l0[2 * HIDDEN :] = 0.0
    assert largest_difference(gru) > 0.1  # the matrix still mixes what was reset
    with torch.no_grad():
        gru.weight_hh_l0[2 * HIDDEN :] = torch.diag(random(HIDDEN))
        gru.bias_hh_l0[2 * HIDDEN :] = 1.0
    assert largest_difference(gru) > 0.1  # torch's r scales the bias too


def test_update_gate_writes() -> None:
    torch.manual_seed(4)
    bias = torch.zeros(15).double()
    weights = GRUWeights(random(15, 3), random(15, HIDDEN), bias)
    x, hidden = random(2, 3), random(2, HIDDEN)
    bias[:HIDDEN] = -1e4
    assert torch.equal(gru_step(x, hidden, weights)[0], hidden)
    bias[:HIDDEN] = 1e4
    new, gates = gru_step(x, hidden, weights)
    assert torch.equal(new, gates.candidate)
    bias[HIDDEN : 2 * HIDDEN] = -1e4  # all reset: nothing of the past is left
    zero = torch.zeros_like(hidden)
    assert torch.equal(gru_step(x, hidden, weights)[0], gru_step(x, zero, weights)[0])


def test_gradients() -> None:
    torch.manual_seed(5)
    shapes = [(2, 3), (2, 4), (12, 3), (12, 4), (12,)]
    inputs = [random(*shape).requires_grad_() for shape in shapes]

    def step(x: Tensor, hidden: Tensor, *weights: Tensor) -> tuple[Tensor, ...]:
        new, gates = gru_step(x, hidden, GRUWeights(*weights))
        return (new, *gates)

    assert torch.autograd.gradcheck(step, inputs)
