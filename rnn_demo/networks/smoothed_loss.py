"""Cross-entropy with smoothed targets over a large vocabulary, a few rows at a time.

The logits of a batch would be ten times larger than everything else. Here a few rows of them are
made at a time, their loss and gradient are taken, and they are gone.
`tests/networks/test_smoothed_loss.py` holds it against `torch.nn.functional.cross_entropy`.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

ROWS = 1024


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
        weights, offsets = embedding.to(narrow), bias.to(narrow)
        d_merged = torch.empty_like(merged)
        d_embedding = torch.zeros_like(embedding)
        d_bias = torch.zeros_like(bias)
        count, pieces = len(target), len(bias)
        total = bias.new_zeros(())
        # The smoothed share of the target is the same for every piece: it needs no matrix.
        spread = smoothing / pieces
        everywhere = embedding.sum(0)  # (width,)
        for first in range(0, count, ROWS):
            part, wanted = merged[first : first + ROWS], target[first : first + ROWS]
            own = (torch.arange(len(part), device=part.device), wanted)
            logits = torch.addmm(offsets, part, weights.t())  # (rows, pieces)
            right = logits[own].to(bias.dtype)
            chances = torch.softmax(logits, 1)
            chance = chances[own].to(bias.dtype).clamp_min(1e-30)
            norm = right - chance.log()  # of the logits: log sum exp
            mean = (part.to(bias.dtype) @ everywhere + bias.sum()) / pieces
            total += norm.sum() - (1 - smoothing) * right.sum() - smoothing * mean.sum()
            chances[own] += smoothing - 1
            d_merged[first : first + ROWS] = chances @ weights
            d_embedding += chances.t() @ part
            d_bias += (chances.new_ones(1, len(part)) @ chances)[0]
        d_merged -= (spread * everywhere).to(narrow)
        d_embedding -= spread * merged.sum(0, dtype=bias.dtype)
        d_bias -= spread * count
        ctx.save_for_backward(d_merged, d_embedding, d_bias)
        ctx.count = count
        return total / count

    @staticmethod
    def backward(ctx: Any, d_loss: Tensor) -> tuple[Tensor | None, ...]:
        d_merged, d_embedding, d_bias = ctx.saved_tensors
        scale = d_loss / ctx.count
        return d_merged * scale.to(d_merged.dtype), d_embedding * scale, d_bias * scale, None, None
