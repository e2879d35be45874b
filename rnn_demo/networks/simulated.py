"""The simulator's cells in torch, so that autograd can differentiate them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import torch
from torch import Tensor

from rnn_demo.dynamics.cells import Array, Network
from rnn_demo.gates import GATES

ACTIVATE: Mapping[str, Callable[[Tensor], Tensor]] = {
    "tanh": torch.tanh,
    "logistic": torch.sigmoid,
    "relu": torch.relu,
    "linear": lambda a: a,
}


def torch_step(network: Network, weights: Tensor, drive: Tensor, state: Tensor) -> Tensor:
    """The step of `rnn_demo.dynamics.cells.take_step`, with tensors.

    Args:
        network: which cell; its own weights are not read.
        weights: (gates, n, n).
        drive: (gates, n).
        state: (state,).
    """
    n = network.hidden_size
    h, rows = state[:n], weights @ state[:n] + drive
    if network.cell == "elman":
        return ACTIVATE[network.activation](rows[0])
    if network.cell.startswith("gru"):
        z, r = torch.sigmoid(rows[0]), torch.sigmoid(rows[1])
        if network.cell == "gru-slide":
            return (1 - z) * h + z * torch.tanh(weights[2] @ (r * h) + drive[2])
        bias = torch.as_tensor(network.recurrent_bias)
        return (1 - z) * torch.tanh(drive[2] + r * (weights[2] @ h + bias)) + z * h
    gates = dict(zip(GATES[network.cell], rows, strict=True))
    kept = state[n:]
    if "forget_gate" in gates:
        kept = torch.sigmoid(gates["forget_gate"]) * kept
    c = kept + torch.sigmoid(gates["input_gate"]) * torch.tanh(gates["cell_candidate"])
    return torch.cat([torch.sigmoid(gates["output_gate"]) * torch.tanh(c), c])


def autograd_jacobian(network: Network, drive: Array, state: Array) -> Array:
    """∂s_t/∂s_{t−1} of one step, (state, state)."""
    weights, row = torch.as_tensor(network.weights), torch.as_tensor(drive)
    found = torch.autograd.functional.jacobian(
        lambda s: torch_step(network, weights, row, s), torch.as_tensor(state), vectorize=True
    )
    assert isinstance(found, Tensor)
    return found.numpy()


def autograd_weight_gradient(
    network: Network, drive: Array, states: Array, by_state: Array
) -> Array:
    """∂L/∂W as the sum of what autograd finds at each step, (gates, n, n).

    Args:
        network: whose weights.
        drive: (time, gates, n).
        states: s_0 … s_T.
        by_state: ∂L/∂s_t for t = 0 … T.
    """
    weights = torch.as_tensor(network.weights).requires_grad_()
    loss = torch.zeros((), dtype=weights.dtype)
    for row, before, asked in zip(drive, states, by_state[1:], strict=False):
        state = torch_step(network, weights, torch.as_tensor(row), torch.as_tensor(before))
        loss = loss + state @ torch.as_tensor(asked).to(state.dtype)
    (gradient,) = torch.autograd.grad(loss, weights)
    return np.asarray(gradient.numpy())
