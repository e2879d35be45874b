"""The Elman cell: the lecture's plain recurrent network with a delayed hidden layer."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor


class ElmanWeights(NamedTuple):
    """Parameters of one Elman layer; shapes with `hidden` = hidden_size."""

    input_weight: Tensor  # (hidden, input)
    hidden_weight: Tensor  # (hidden, hidden)
    bias: Tensor  # (hidden,)


class ElmanGates(NamedTuple):
    """The pre-activation of one step, (batch, hidden)."""

    pre_activation: Tensor


def elman_step(x: Tensor, hidden: Tensor, weights: ElmanWeights) -> tuple[Tensor, ElmanGates]:
    """Take one step.

    Equation: h_t = tanh(W_x x_t + W_h h_{t-1} + b).

    Args:
        x: (batch, input).
        hidden: h_{t-1}, (batch, hidden).
        weights: the layer's parameters.

    Returns:
        h_t (batch, hidden) and the pre-activation.

    Source: Elman 1990, Finding structure in time; slide "RNN с задержкой на скрытом слое".
    """
    pre_activation = x @ weights.input_weight.T + hidden @ weights.hidden_weight.T + weights.bias
    return torch.tanh(pre_activation), ElmanGates(pre_activation)
