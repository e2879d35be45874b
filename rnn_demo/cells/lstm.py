"""The LSTM cell of the lecture's five slides: forget, input and output gate, no peepholes."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor


class LSTMWeights(NamedTuple):
    """Parameters of one LSTM layer.

    The rows are in torch's order: input gate, forget gate, cell candidate, output gate.
    torch keeps two bias vectors, which only ever act as their sum; here there is one, so a
    forget bias of 1 is set once.
    """

    input_weight: Tensor  # (4 * hidden, input)
    hidden_weight: Tensor  # (4 * hidden, hidden)
    bias: Tensor  # (4 * hidden,)


class LSTMState(NamedTuple):
    """What the cell carries from step to step; each (batch, hidden)."""

    hidden: Tensor
    cell: Tensor


class LSTMGates(NamedTuple):
    """The four layers' outputs at one step; each (batch, hidden)."""

    input_gate: Tensor
    forget_gate: Tensor
    cell_candidate: Tensor
    output_gate: Tensor


def lstm_step(x: Tensor, state: LSTMState, weights: LSTMWeights) -> tuple[LSTMState, LSTMGates]:
    """Take one step.

    Equations (one matrix over [h_{t-1}, x_t] on the slides, split in two here)::

        f_t = σ(W_f [h_{t-1}, x_t] + b_f)
        i_t = σ(W_i [h_{t-1}, x_t] + b_i)
        C̃_t = tanh(W_C [h_{t-1}, x_t] + b_C)
        C_t = f_t * C_{t-1} + i_t * C̃_t
        o_t = σ(W_o [h_{t-1}, x_t] + b_o)
        h_t = o_t * tanh(C_t)

    Args:
        x: (batch, input).
        state: h_{t-1} and C_{t-1}, each (batch, hidden).
        weights: the layer's parameters.

    Returns:
        The new state and the gates, each (batch, hidden). Equal to `torch.nn.LSTM` with the same
        weights (its bias_ih + bias_hh as `bias`).

    Source: slides "Long Short Term Memory" 1-5. This is the cell of Gers, Schmidhuber and Cummins
    2000; the one of 1997 had no forget gate.
    """
    pre_activation = (
        x @ weights.input_weight.T + state.hidden @ weights.hidden_weight.T + weights.bias
    )
    rows = pre_activation.chunk(4, dim=-1)
    gates = LSTMGates(
        input_gate=torch.sigmoid(rows[0]),
        forget_gate=torch.sigmoid(rows[1]),
        cell_candidate=torch.tanh(rows[2]),
        output_gate=torch.sigmoid(rows[3]),
    )
    cell = gates.forget_gate * state.cell + gates.input_gate * gates.cell_candidate
    return LSTMState(gates.output_gate * torch.tanh(cell), cell), gates
