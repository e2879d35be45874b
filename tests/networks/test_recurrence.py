"""Whole sequences with hand-written gradients against single steps, autograd and differences."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from rnn_demo.cells.gru import GRUWeights, gru_step
from rnn_demo.cells.lstm import LSTMState, LSTMWeights, lstm_step
from rnn_demo.networks.recurrence import gru_sequence, lstm_sequence

TIME, BATCH, HIDDEN = 6, 3, 4


def random(*shape: int) -> Tensor:
    return torch.randn(shape, dtype=torch.float64)


def lstm_inputs(seed: int) -> tuple[Tensor, ...]:
    torch.manual_seed(seed)
    return (
        random(TIME, BATCH, 4 * HIDDEN),
        random(4 * HIDDEN, HIDDEN),
        random(BATCH, HIDDEN),
        random(BATCH, HIDDEN),
    )


def gru_inputs(seed: int) -> tuple[Tensor, ...]:
    torch.manual_seed(seed)
    return random(TIME, BATCH, 3 * HIDDEN), random(3 * HIDDEN, HIDDEN), random(BATCH, HIDDEN)


def lstm_by_steps(
    projected: Tensor, hidden_weight: Tensor, hidden: Tensor, cell: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    rows = projected.shape[2]
    weights = LSTMWeights(torch.eye(rows).double(), hidden_weight, torch.zeros(rows).double())
    state, outputs = LSTMState(hidden, cell), []
    for x in projected:
        state, _ = lstm_step(x, state, weights)
        outputs.append(state.hidden)
    return torch.stack(outputs), state.hidden, state.cell


def gru_by_steps(projected: Tensor, hidden_weight: Tensor, hidden: Tensor) -> tuple[Tensor, Tensor]:
    rows = projected.shape[2]
    weights = GRUWeights(torch.eye(rows).double(), hidden_weight, torch.zeros(rows).double())
    outputs = []
    for x in projected:
        hidden, _ = gru_step(x, hidden, weights)
        outputs.append(hidden)
    return torch.stack(outputs), hidden


CASES = pytest.mark.parametrize(
    ("sequence", "by_steps", "inputs"),
    [
        pytest.param(lstm_sequence, lstm_by_steps, lstm_inputs, id="lstm"),
        pytest.param(gru_sequence, gru_by_steps, gru_inputs, id="gru"),
    ],
)


@CASES
def test_values_are_those_of_single_steps(sequence, by_steps, inputs) -> None:
    given = inputs(0)
    kept = [tensor.clone() for tensor in given]
    for got, expected in zip(sequence(*given), by_steps(*given), strict=True):
        assert got.shape == expected.shape
        torch.testing.assert_close(got, expected, rtol=0, atol=1e-12)
    for tensor, before in zip(given, kept, strict=True):
        assert torch.equal(tensor, before)  # nothing is overwritten


@CASES
def test_gradients_by_differences(sequence, by_steps, inputs) -> None:
    assert torch.autograd.gradcheck(sequence, [x.requires_grad_() for x in inputs(1)])


@CASES
def test_gradients_are_autograds(sequence, by_steps, inputs) -> None:
    # Other weights on each output, so that none can stand in for another.
    found = []
    for function in (sequence, by_steps):
        given = [x.requires_grad_() for x in inputs(2)]
        results = function(*given)
        torch.manual_seed(3)
        sum((result * torch.randn_like(result)).sum() for result in results).backward()
        found.append([x.grad for x in given])
    for got, expected in zip(*found, strict=True):
        torch.testing.assert_close(got, expected, rtol=0, atol=1e-12)


@CASES
@pytest.mark.parametrize("which", [0, 1, 2])
def test_gradients_of_one_result_alone(sequence, by_steps, inputs, which: int) -> None:
    found = []
    for function in (sequence, by_steps):
        given = [x.requires_grad_() for x in inputs(4)]
        results = function(*given)
        results[min(which, len(results) - 1)].square().sum().backward()
        found.append([x.grad for x in given])
    for got, expected in zip(*found, strict=True):
        torch.testing.assert_close(got, expected, rtol=0, atol=1e-12)


def refuse(*arguments: object) -> None:
    raise RuntimeError("built without oneDNN")


@CASES
@pytest.mark.parametrize("laid_out", [True, False])
def test_bfloat16_is_close_and_the_state_stays_wide(
    sequence, by_steps, inputs, laid_out: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not laid_out:
        monkeypatch.setattr(torch.ops.mkldnn, "_reorder_linear_weight", refuse)
    exact = [x.requires_grad_() for x in inputs(5)]
    wide_from = 3 if sequence is lstm_sequence else 2  # C of an LSTM, h of a GRU
    narrow = [
        x.detach().to(torch.float32 if i >= wide_from else torch.bfloat16).requires_grad_()
        for i, x in enumerate(exact)
    ]
    for given in (exact, narrow):
        outputs, *_ = results = sequence(*given)
        outputs.double().square().sum().backward()
        if given is narrow:
            assert outputs.dtype == torch.bfloat16
            assert results[-1].dtype == torch.float32
    outputs, expected = sequence(*narrow)[0].double(), sequence(*exact)[0]
    torch.testing.assert_close(outputs, expected, rtol=0, atol=0.06)
    for x, reference in zip(narrow, exact, strict=True):
        assert x.grad is not None and reference.grad is not None
        assert x.grad.dtype == x.dtype
        error = (x.grad.double() - reference.grad).norm() / reference.grad.norm()
        assert error < 0.05
