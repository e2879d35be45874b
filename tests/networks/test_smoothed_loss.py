"""The loss that makes its logits a few rows at a time, against the plain one."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from rnn_demo.networks import smoothed_loss as module
from rnn_demo.networks.smoothed_loss import smoothed_loss


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("rows", [4, 1000])
def test_value_and_gradient(monkeypatch: pytest.MonkeyPatch, smoothing: float, rows: int) -> None:
    monkeypatch.setattr(module, "ROWS", rows)
    torch.manual_seed(0)
    parts = [torch.randn(*shape, dtype=torch.float64) for shape in ((13, 6), (9, 6), (9,))]
    merged, embedding, bias = (part.requires_grad_() for part in parts)
    target = torch.randint(0, 9, (13,))
    own = 3 * smoothed_loss(merged, embedding, bias, target, smoothing)
    logits = merged @ embedding.t() + bias
    plain = 3 * functional.cross_entropy(logits, target, label_smoothing=smoothing)
    torch.testing.assert_close(own, plain)
    for one, other in zip(
        torch.autograd.grad(own, (merged, embedding, bias)),
        torch.autograd.grad(plain, (merged, embedding, bias)),
        strict=True,
    ):
        torch.testing.assert_close(one, other)


def test_in_the_narrow_type_it_is_nearly_the_same() -> None:
    torch.manual_seed(0)
    merged = torch.randn(500, 32).tanh()
    embedding, bias = torch.randn(300, 32) / 6, torch.zeros(300)
    target = torch.randint(0, 300, (500,))
    narrow = smoothed_loss(merged.bfloat16(), embedding, bias, target, 0.1)
    wide = smoothed_loss(merged, embedding, bias, target, 0.1)
    torch.testing.assert_close(narrow, wide, rtol=2e-3, atol=0)
