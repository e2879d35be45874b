"""Cross-entropy with smoothed targets over a large vocabulary, a few rows at a time.

The logits of a batch would be ten times larger than everything else. Here a few rows of them are
made, their loss and gradient are taken while they are in the processor's cache, and they are gone.
`tests/networks/test_smoothed_loss.py` holds it against `torch.nn.functional.cross_entropy`.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

ROWS = 128


def smoothed_loss(
    merged: Tensor, embedding: Tensor, bias: Tensor, target: Tensor, smoothing: float
) -> Tensor:
    """Mean cross-entropy in nats of logits = embedding @ merged + bias, targets smoothed.

    Args:
        merged: what is known of each piece (rows, width), in the precision to compute in.
        embedding: (pieces, width).
        bias: (pieces,).
        target: ids (rows,).
        smoothing: the share of a target's chance that is spread over all pieces.
    """
    loss: Tensor = _SmoothedLoss.apply(  # type: ignore[no-untyped-call]
        merged, embedding, bias, target, smoothing
    )
    return loss


class _SmoothedLoss(torch.autograd.Function):
    """The gradient is taken with the loss, and scaled when it is asked for."""

    @staticmethod
    def forward(
        ctx: Any, merged: Tensor, embedding: Tensor, bias: Tensor, target: Tensor, smoothing: float
    ) -> Tensor:
        narrow = merged.dtype
        weights = embedding.to(narrow)  # (pieces, width)
        d_merged = torch.empty_like(merged)
        d_embedding = torch.zeros_like(embedding)
        d_bias = torch.zeros_like(bias)
        count, pieces = len(target), len(bias)
        total = bias.new_zeros(())
        for first in range(0, count, ROWS):
            part, wanted = merged[first : first + ROWS], target[first : first + ROWS]
            logits = torch.addmm(bias.to(narrow), part, weights.t()).to(bias.dtype)
            own = logits.gather(1, wanted[:, None]).sum()
            everywhere = logits.sum() / pieces
            norm = torch.logsumexp(logits, 1, keepdim=True)
            total += norm.sum() - (1 - smoothing) * own - smoothing * everywhere
            chances = logits.sub_(norm).exp_()  # (rows, pieces)
            chances.sub_(smoothing / pieces)
            chances.scatter_add_(1, wanted[:, None], chances.new_full((len(part), 1), smoothing - 1))
            slope = chances.to(narrow)
            d_merged[first : first + ROWS] = slope @ weights
            d_embedding += slope.t() @ part
            d_bias += chances.sum(0)
        ctx.save_for_backward(d_merged, d_embedding, d_bias)
        ctx.count = count
        return total / count

    @staticmethod
    def backward(ctx: Any, d_loss: Tensor) -> tuple[Tensor | None, ...]:
        d_merged, d_embedding, d_bias = ctx.saved_tensors
        scale = d_loss / ctx.count
        return d_merged * scale.to(d_merged.dtype), d_embedding * scale, d_bias * scale, None, None
