"""The GRU cell of the lecture's slide."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor


class GRUWeights(NamedTuple):
    """Parameters of one GRU layer; rows: update gate z, reset gate r, candidate h̃.

    The slide has no biases; with a zero `bias` this is exactly the slide.
    """

    input_weight: Tensor  # (3 * hidden, input)
    hidden_weight: Tensor  # (3 * hidden, hidden)
    bias: Tensor  # (3 * hidden,)


class GRUGates(NamedTuple):
    """The three layers' outputs at one step; each (batch, hidden)."""

    update_gate: Tensor
    reset_gate: Tensor
    candidate: Tensor


def gru_step(x: Tensor, hidden: Tensor, weights: GRUWeights) -> tuple[Tensor, GRUGates]:
    """Take one step.

    Equations::

        z_t = σ(W_z [h_{t-1}, x_t] + b_z)
        r_t = σ(W_r [h_{t-1}, x_t] + b_r)
        h̃_t = tanh(W [r_t * h_{t-1}, x_t] + b)
        h_t = (1 - z_t) * h_{t-1} + z_t * h̃_t

    `torch.nn.GRU` differs twice. Its z keeps the old state where this one writes the new:
    negating the rows of z turns one into the other exactly. And it applies the reset gate after
    the matrix,
    n = tanh(W_in x + b_in + r * (W_hn h + b_hn)), where the slide applies it to h before: the two
    agree only if r is 1 throughout, or if W_hn is diagonal and b_hn = 0.

    Args:
        x: (batch, input).
        hidden: h_{t-1}, (batch, hidden).
        weights: the layer's parameters.

    Returns:
        h_t and the gates, each (batch, hidden).

    Source: slide "GRU (Gated recurrent units)"; Cho et al. 2014 with z as in Chung et al. 2014.
    """
    from_x = (x @ weights.input_weight.T + weights.bias).chunk(3, dim=-1)
    w_z, w_r, w = weights.hidden_weight.chunk(3, dim=0)
    update_gate = torch.sigmoid(from_x[0] + hidden @ w_z.T)
    reset_gate = torch.sigmoid(from_x[1] + hidden @ w_r.T)
    candidate = torch.tanh(from_x[2] + (reset_gate * hidden) @ w.T)
    new_hidden = (1 - update_gate) * hidden + update_gate * candidate
    return new_hidden, GRUGates(update_gate, reset_gate, candidate)
