"""An LSTM whose state is a row of a picture, over all rows, with its backward pass written out.

Each column has a state of its own, and the hidden weights are a convolution of width 3: the state
of a column follows from those of the column and its two neighbours one row above, as in the Row
LSTM of van den Oord et al., Pixel recurrent neural networks (2016). Outside of the picture the
state is zero.

Columns lie one after another, each with its whole batch, so that the neighbours of all columns are
the same block of memory moved by one batch.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from rnn_demo.networks.recurrence import product_with, squash

WIDTH = 3  # columns that the hidden weights look at


def row_lstm_sequence(projected: Tensor, hidden_weight: Tensor, columns: int) -> Tensor:
    """Run the LSTM over the rows of pictures, from a state of zeros.

    Args:
        projected: the input's share (rows, columns * batch, 4 * channels), gates in the order
            input, forget, candidate, output, in the precision to compute in.
        hidden_weight: (4 * channels, 3 * channels): of the column to the left, of the column
            itself, of the one to the right; same precision.
        columns: of a picture.

    Returns:
        The state after each row (rows, columns * batch, channels).
    """
    outputs: Tensor = _RowLSTMSequence.apply(  # type: ignore[no-untyped-call]
        projected, hidden_weight, columns
    )
    return outputs


def beside(padded: Tensor, batch: int, many: int) -> Tensor:
    """Each column beside its neighbours.

    Args:
        padded: (…, (columns + 2) * batch, channels), zeros at both ends.
        batch: pictures.
        many: columns * batch.

    Returns:
        (…, columns * batch, 3 * channels).
    """
    return torch.cat([padded[..., k * batch : k * batch + many, :] for k in range(WIDTH)], -1)


class _RowLSTMSequence(torch.autograd.Function):
    """Gates in the narrow type, cell state and all element-wise work in the wide one."""

    @staticmethod
    def forward(ctx: Any, projected: Tensor, hidden_weight: Tensor, columns: int) -> Tensor:
        rows, many, wide = projected.shape
        size, batch = wide // 4, many // columns
        precision = torch.promote_types(projected.dtype, torch.float32)
        gates = torch.empty_like(projected)
        cells = projected.new_zeros(rows + 1, many, size, dtype=precision)
        hiddens = projected.new_zeros(rows + 1, many + 2 * batch, size)
        product = product_with(hidden_weight, many)
        gate = cells.new_empty(many, wide)
        input_gate, forget_gate, candidate, output_gate = gate.split(size, dim=1)
        squashed = torch.empty_like(cells[0])
        for r in range(rows):
            gate.copy_(product(beside(hiddens[r], batch, many))).add_(projected[r])
            candidate.mul_(2)  # tanh through the sigmoid, as in squash
            gate.sigmoid_()
            candidate.mul_(2).sub_(1)
            torch.mul(cells[r], forget_gate, out=cells[r + 1]).addcmul_(input_gate, candidate)
            squash(squashed.copy_(cells[r + 1])).mul_(output_gate)
            hiddens[r + 1, batch : batch + many] = squashed
            gates[r] = gate
        ctx.save_for_backward(hidden_weight, gates, cells, hiddens)
        ctx.batch = batch
        return hiddens[1:, batch : batch + many].contiguous()

    @staticmethod
    def backward(ctx: Any, d_outputs: Tensor) -> tuple[Tensor | None, ...]:
        hidden_weight, gates, cells, hiddens = ctx.saved_tensors
        rows, many, wide = gates.shape
        size, batch = wide // 4, ctx.batch
        d_gates = torch.empty_like(gates)
        d_cell = torch.zeros_like(cells[0])
        d_padded = cells.new_zeros(many + 2 * batch, size)
        d_hidden = d_padded[batch : batch + many]
        gate, slope = cells.new_empty(2, many, wide)
        input_gate, forget_gate, candidate, output_gate = gate.split(size, dim=1)
        d_input, d_forget, d_candidate, d_output = slope.split(size, dim=1)
        product = product_with(hidden_weight.t(), many)
        squashed, work = torch.empty_like(d_cell), torch.empty_like(d_cell)
        for r in range(rows - 1, -1, -1):
            d_hidden += d_outputs[r]
            gate.copy_(gates[r])
            squash(squashed.copy_(cells[r + 1]))
            # The cell's share: dh * o * (1 - tanh(C)^2).
            torch.mul(d_hidden, output_gate, out=work)
            d_cell += work
            d_cell.addcmul_(work.mul_(squashed), squashed, value=-1)
            torch.mul(gate, gate, out=slope).neg_().add_(gate)  # the sigmoid's slope
            torch.mul(candidate, candidate, out=d_candidate).neg_().add_(1)
            d_output.mul_(d_hidden).mul_(squashed)
            d_input.mul_(d_cell).mul_(candidate)
            d_candidate.mul_(d_cell).mul_(input_gate)
            d_forget.mul_(d_cell).mul_(cells[r])
            d_gates[r] = slope
            d_cell *= forget_gate
            d_beside = product(d_gates[r])
            d_padded.zero_()
            for k in range(WIDTH):
                d_padded[k * batch : k * batch + many] += d_beside[:, k * size : (k + 1) * size]
        flat = d_gates.view(-1, wide).t()
        d_weight = flat @ beside(hiddens[:-1], batch, many).view(-1, WIDTH * size)
        return d_gates, d_weight, None
