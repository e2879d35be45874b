"""The Elman cell against torch and autograd."""

from __future__ import annotations

import torch

from rnn_demo.cells.elman import ElmanWeights, elman_step


def test_equals_torch() -> None:
    torch.manual_seed(0)
    theirs = torch.nn.RNN(3, 5, dtype=torch.float64)
    weights = ElmanWeights(
        theirs.weight_ih_l0, theirs.weight_hh_l0, theirs.bias_ih_l0 + theirs.bias_hh_l0
    )
    x, first = torch.randn(7, 2, 3, dtype=torch.float64), torch.randn(2, 5, dtype=torch.float64)
    expected, _ = theirs(x, first[None])
    hidden = first
    for t in range(7):
        hidden, gates = elman_step(x[t], hidden, weights)
        torch.testing.assert_close(hidden, expected[t], rtol=0, atol=1e-12)
        assert torch.equal(hidden, torch.tanh(gates.pre_activation))


def test_gradients() -> None:
    torch.manual_seed(1)
    shapes = [(2, 3), (2, 4), (4, 3), (4, 4), (4,)]
    inputs = [torch.randn(s, dtype=torch.float64, requires_grad=True) for s in shapes]

    def step(x: torch.Tensor, hidden: torch.Tensor, *weights: torch.Tensor) -> torch.Tensor:
        return elman_step(x, hidden, ElmanWeights(*weights))[0]

    assert torch.autograd.gradcheck(step, inputs)
