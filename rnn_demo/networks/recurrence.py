"""Whole sequences of LSTM and GRU steps with backpropagation through time written out.

Why not `torch.nn`: torch has no GRU with the slide's reset placement, and for an LSTM whose first
layer reads single characters the input product is a table look-up that `nn.LSTM` cannot use. Both
functions are given the input's share of the pre-activations, so the loop over time has one (LSTM)
or two (GRU) matrix products a step, and the weight gradient is one large product at the end
instead of one a step.

Shapes are time-major here, `(time, batch, hidden)`, because a step then reads one contiguous block.
`tests/networks/test_recurrence.py` holds both functions against the single steps of
`rnn_demo.cells` (values, and gradients by `gradcheck` in float64).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor


def lstm_sequence(
    projected: Tensor, hidden_weight: Tensor, hidden: Tensor, cell: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """Run an LSTM over a sequence.

    Equation: the steps of `rnn_demo.cells.lstm.lstm_step`, with
    `projected[t] = W_x x_t + b` for the rows input, forget, candidate, output.

    Args:
        projected: (time, batch, 4 * hidden), in the precision to compute in.
        hidden_weight: (4 * hidden, hidden), same precision.
        hidden: h_0, (batch, hidden).
        cell: C_0, (batch, hidden), float32 or better even when the rest is bfloat16.

    Returns:
        All h_t (time, batch, hidden), the last h and the last C.
    """
    outputs, last_cell = _LSTMSequence.apply(  # type: ignore[no-untyped-call]
        projected, hidden_weight, hidden, cell
    )
    return outputs, outputs[-1], last_cell


def gru_sequence(projected: Tensor, hidden_weight: Tensor, hidden: Tensor) -> tuple[Tensor, Tensor]:
    """Run the slide's GRU over a sequence.

    Equation: the steps of `rnn_demo.cells.gru.gru_step`, with `projected[t] = W_x x_t + b` for
    the rows update, reset, candidate.

    Args:
        projected: (time, batch, 3 * hidden), in the precision to compute in.
        hidden_weight: (3 * hidden, hidden), same precision.
        hidden: h_0, (batch, hidden), float32 or better.

    Returns:
        All h_t (time, batch, hidden) and the last one.
    """
    outputs, last_hidden = _GRUSequence.apply(  # type: ignore[no-untyped-call]
        projected, hidden_weight, hidden
    )
    return outputs, last_hidden


def squash(x: Tensor) -> Tensor:
    """The hyperbolic tangent, in place."""
    # torch's CPU tanh costs about six times its sigmoid; tanh x = 2 sigmoid(2x) - 1 exactly.
    return x.mul_(2).sigmoid_().mul_(2).sub_(1)


def product_with(weight: Tensor, batch: int) -> Callable[[Tensor], Tensor]:
    """The function x -> x W^T, for many x (batch, columns) and one W (rows, columns).

    oneDNN reorders a bfloat16 weight at every call, which is slow when the batch is small. Here it
    is reordered once a sequence. torch has no public name for that: where it is missing or fails,
    the plain product is used.
    """
    if weight.device.type == "cpu" and weight.dtype == torch.bfloat16:
        try:
            reordered = torch.ops.mkldnn._reorder_linear_weight(weight.contiguous(), batch)
        except (AttributeError, RuntimeError):  # a build of torch without oneDNN
            pass
        else:
            return lambda x: torch.ops.mkldnn._linear_pointwise(x, reordered, None, "none", [], "")
    transposed = weight.t()
    return lambda x: x @ transposed


class _LSTMSequence(torch.autograd.Function):
    """Gates in the narrow type, cell state and all element-wise work in the wide one."""

    @staticmethod
    def forward(
        ctx: Any, projected: Tensor, hidden_weight: Tensor, hidden: Tensor, cell: Tensor
    ) -> tuple[Tensor, Tensor]:
        time, batch, rows = projected.shape
        size = rows // 4
        gates = torch.empty_like(projected)  # (time, batch, 4 * hidden)
        cells = cell.new_empty(time + 1, batch, size)
        hiddens = projected.new_empty(time + 1, batch, size)
        hiddens[0], cells[0] = hidden, cell
        product = product_with(hidden_weight, batch)  # (batch, hidden) -> (batch, 4 * hidden)
        gate = cell.new_empty(batch, rows)
        input_gate, forget_gate, candidate, output_gate = gate.split(size, dim=1)  # (batch, hidden)
        squashed = torch.empty_like(cell)  # (batch, hidden)
        for t in range(time):
            gate.copy_(product(hiddens[t])).add_(projected[t])  # (batch, 4 * hidden)
            candidate.mul_(2)  # tanh through the sigmoid, as in squash
            gate.sigmoid_()
            candidate.mul_(2).sub_(1)
            torch.mul(cells[t], forget_gate, out=cells[t + 1]).addcmul_(input_gate, candidate)
            squash(squashed.copy_(cells[t + 1])).mul_(output_gate)
            hiddens[t + 1] = squashed
            gates[t] = gate
        ctx.save_for_backward(hidden_weight, gates, cells, hiddens)
        return hiddens[1:], cells[-1]

    @staticmethod
    def backward(ctx: Any, d_outputs: Tensor, d_last_cell: Tensor) -> tuple[Tensor, ...]:
        hidden_weight, gates, cells, hiddens = ctx.saved_tensors
        time, batch, rows = gates.shape
        size = rows // 4
        d_gates = torch.empty_like(gates)
        d_cell = d_last_cell.clone()
        d_hidden = torch.zeros_like(d_cell)
        gate, slope = cells.new_empty(2, batch, rows)
        input_gate, forget_gate, candidate, output_gate = gate.split(size, dim=1)  # (batch, hidden)
        d_input, d_forget, d_candidate, d_output = slope.split(size, dim=1)  # (batch, hidden)
        product = product_with(hidden_weight.t(), batch)  # (batch, 4 * hidden) -> (batch, hidden)
        squashed, work = torch.empty_like(d_cell), torch.empty_like(d_cell)
        for t in range(time - 1, -1, -1):
            d_hidden += d_outputs[t]  # (batch, hidden)
            gate.copy_(gates[t])  # (batch, 4 * hidden)
            squash(squashed.copy_(cells[t + 1]))
            # The cell's share: dh * o * (1 - tanh(C)^2).
            torch.mul(d_hidden, output_gate, out=work)
            d_cell += work
            d_cell.addcmul_(work.mul_(squashed), squashed, value=-1)
            torch.mul(gate, gate, out=slope).neg_().add_(gate)  # the sigmoid's slope
            torch.mul(candidate, candidate, out=d_candidate).neg_().add_(1)
            d_output.mul_(d_hidden).mul_(squashed)
            d_input.mul_(d_cell).mul_(candidate)
            d_candidate.mul_(d_cell).mul_(input_gate)
            d_forget.mul_(d_cell).mul_(cells[t])
            d_gates[t] = slope
            d_cell *= forget_gate
            d_hidden.copy_(product(d_gates[t]))
        # Over time and batch at once: (4 * hidden, hidden).
        d_weight = d_gates.view(-1, rows).t() @ hiddens[:-1].view(-1, size)
        return d_gates, d_weight, d_hidden.to(gates.dtype), d_cell


class _GRUSequence(torch.autograd.Function):
    """The state is kept in the wide type; the products read its narrow copy."""

    @staticmethod
    def forward(
        ctx: Any, projected: Tensor, hidden_weight: Tensor, hidden: Tensor
    ) -> tuple[Tensor, Tensor]:
        time, batch, rows = projected.shape
        size = rows // 3
        gates = torch.empty_like(projected)  # (time, batch, 3 * hidden)
        states = hidden.new_empty(time + 1, batch, size)
        hiddens = projected.new_empty(time + 1, batch, size)
        resets = projected.new_empty(time, batch, size)
        states[0], hiddens[0] = hidden, hidden
        to_gates = product_with(hidden_weight[: 2 * size], batch)  # -> (batch, 2 * hidden)
        to_candidate = product_with(hidden_weight[2 * size :], batch)  # -> (batch, hidden)
        both, candidate = hidden.new_empty(batch, 2 * size), torch.empty_like(hidden)
        update, reset = both.split(size, dim=1)  # (batch, hidden)
        for t in range(time):
            both.copy_(to_gates(hiddens[t])).add_(projected[t, :, : 2 * size]).sigmoid_()
            resets[t] = torch.mul(reset, states[t], out=candidate)
            candidate.copy_(to_candidate(resets[t])).add_(projected[t, :, 2 * size :])
            torch.lerp(states[t], squash(candidate), update, out=states[t + 1])
            hiddens[t + 1] = states[t + 1]
            gates[t, :, : 2 * size] = both
            gates[t, :, 2 * size :] = candidate
        ctx.save_for_backward(hidden_weight, gates, states, hiddens, resets)
        return hiddens[1:], states[-1]

    @staticmethod
    def backward(ctx: Any, d_outputs: Tensor, d_last: Tensor) -> tuple[Tensor, ...]:
        hidden_weight, gates, states, hiddens, resets = ctx.saved_tensors
        time, batch, rows = gates.shape
        size = rows // 3
        from_gates = product_with(hidden_weight[: 2 * size].t(), batch)  # -> (batch, hidden)
        from_candidate = product_with(hidden_weight[2 * size :].t(), batch)  # -> (batch, hidden)
        d_gates = torch.empty_like(gates)
        d_hidden = d_last.clone()
        gate = states.new_empty(batch, rows)
        update, reset, candidate = gate.split(size, dim=1)  # (batch, hidden)
        work, product = torch.empty_like(d_hidden), torch.empty_like(d_hidden)
        for t in range(time - 1, -1, -1):
            d_hidden += d_outputs[t]
            gate.copy_(gates[t])
            torch.mul(d_hidden, update, out=work)  # d candidate
            d_hidden -= work  # what flows on through 1 - z; d_hidden * z stays in work
            # d z = dh * (candidate - state) * z (1 - z) = (dh (1-z)) * z * (candidate - state)
            torch.sub(candidate, states[t], out=product).mul_(d_hidden).mul_(update)
            d_gates[t, :, :size] = product
            d_gates[t, :, 2 * size :] = work.addcmul_(
                torch.mul(work, candidate, out=product), candidate, value=-1
            )
            product.copy_(from_candidate(d_gates[t, :, 2 * size :])).mul_(reset)
            d_hidden += product
            # d r = product * state * r (1 - r), one r of which is in product already
            d_gates[t, :, size : 2 * size] = product.addcmul_(product, reset, value=-1).mul_(
                states[t]
            )
            d_hidden += from_gates(d_gates[t, :, : 2 * size])
        d_weight = torch.empty_like(hidden_weight)
        flat = d_gates.view(-1, rows)  # (time * batch, 3 * hidden)
        d_weight[: 2 * size] = flat[:, : 2 * size].t() @ hiddens[:-1].view(-1, size)
        d_weight[2 * size :] = flat[:, 2 * size :].t() @ resets.view(-1, size)
        return d_gates, d_weight, d_hidden
