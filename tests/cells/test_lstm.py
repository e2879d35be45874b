"""The LSTM cell against torch, autograd and the limits that the slides name."""

from __future__ import annotations

import torch
from torch import Tensor

from rnn_demo.cells.lstm import LSTMState, LSTMWeights, lstm_step


def random(*shape: int) -> Tensor:
    return torch.randn(shape, dtype=torch.float64)


def test_equals_torch() -> None:
    torch.manual_seed(0)
    theirs = torch.nn.LSTM(3, 5, dtype=torch.float64)
    weights = LSTMWeights(
        theirs.weight_ih_l0, theirs.weight_hh_l0, theirs.bias_ih_l0 + theirs.bias_hh_l0
    )
    x, state = random(7, 2, 3), LSTMState(random(2, 5), random(2, 5))
    expected, (_, last_cell) = theirs(x, (state.hidden[None], state.cell[None]))
    for t in range(7):
        state, _ = lstm_step(x[t], state, weights)
        torch.testing.assert_close(state.hidden, expected[t], rtol=0, atol=1e-12)
    torch.testing.assert_close(state.cell, last_cell[0], rtol=0, atol=1e-12)


def test_gates_are_those_that_made_the_state() -> None:
    torch.manual_seed(1)
    weights = LSTMWeights(random(20, 3), random(20, 5), random(20))
    x, state = random(2, 3), LSTMState(random(2, 5), random(2, 5))
    new, gates = lstm_step(x, state, weights)
    cell = gates.forget_gate * state.cell + gates.input_gate * gates.cell_candidate
    torch.testing.assert_close(new.cell, cell, rtol=0, atol=1e-15)
    torch.testing.assert_close(new.hidden, gates.output_gate * torch.tanh(cell))
    # Each gate answers to its own rows of the bias and to no others.
    for number, name in enumerate(gates._fields):
        bias = weights.bias.clone()
        bias[5 * number : 5 * number + 5] = 1000.0
        _, changed = lstm_step(x, state, weights._replace(bias=bias))
        for other in gates._fields:
            expected = torch.ones(2, 5).double() if other == name else getattr(gates, other)
            assert torch.equal(getattr(changed, other), expected)


def test_forget_gate_open_and_input_gate_shut_keep_the_cell_exactly() -> None:
    torch.manual_seed(2)
    bias = torch.cat([torch.full((5,), -1e4), torch.full((5,), 1e4), torch.zeros(10)]).double()
    weights = LSTMWeights(random(20, 3), random(20, 5), bias)
    first = random(2, 5)
    state = LSTMState(random(2, 5), first)
    for _ in range(100):
        state, gates = lstm_step(random(2, 3), state, weights)
    assert torch.equal(state.cell, first)
    assert torch.equal(state.hidden, gates.output_gate * torch.tanh(first))


def test_forget_gate_shut_forgets_and_output_gate_shut_is_silent() -> None:
    torch.manual_seed(3)
    bias = torch.cat([torch.zeros(5), torch.full((5,), -1e4), torch.zeros(5), torch.zeros(5)])
    weights = LSTMWeights(random(20, 3), random(20, 5), bias.double())
    x, hidden = random(2, 3), random(2, 5)
    one, gates = lstm_step(x, LSTMState(hidden, random(2, 5)), weights)
    other, _ = lstm_step(x, LSTMState(hidden, random(2, 5)), weights)
    assert torch.equal(one.cell, other.cell)
    assert torch.equal(one.cell, gates.input_gate * gates.cell_candidate)
    bias[15:] = -1e4
    silent, _ = lstm_step(x, one, weights._replace(bias=bias.double()))
    assert torch.equal(silent.hidden, torch.zeros(2, 5).double())
    assert silent.cell.abs().min() > 0


def test_gradients() -> None:
    torch.manual_seed(4)
    shapes = [(2, 3), (2, 4), (2, 4), (16, 3), (16, 4), (16,)]
    inputs = [random(*shape).requires_grad_() for shape in shapes]

    def step(x: Tensor, hidden: Tensor, cell: Tensor, *weights: Tensor) -> tuple[Tensor, ...]:
        state, gates = lstm_step(x, LSTMState(hidden, cell), LSTMWeights(*weights))
        return (*state, *gates)

    assert torch.autograd.gradcheck(step, inputs)
