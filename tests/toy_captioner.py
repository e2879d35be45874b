"""A captioner in small: a convolutional encoder and a step of an LSTM decoder with attention.

What "picture to words" needs of a runtime: two graphs, the state handed from step to step.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn


class Encoder(nn.Module):
    """A picture as a grid of vectors."""

    def __init__(self, sizes: tuple[int, ...]) -> None:
        super().__init__()
        channels = (3, *sizes)
        self.convolutions = nn.ModuleList(
            nn.Conv2d(a, b, 3, stride=2, padding=1) for a, b in pairwise(channels)
        )

    def forward(self, pixels: Tensor) -> Tensor:
        """(batch, 3, height, width) to (batch, places, channels)."""
        for convolution in self.convolutions:
            pixels = torch.relu(convolution(pixels))
        return pixels.flatten(2).transpose(1, 2)


class DecoderStep(nn.Module):
    """One word: where it looks, what comes next, and the state after it."""

    def __init__(self, vocab_size: int, embedding_dim: int, hidden_size: int, depth: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim)
        self.query = nn.Linear(hidden_size, depth)
        self.cell = nn.LSTMCell(embedding_dim + depth, hidden_size)
        self.head = nn.Linear(hidden_size + depth, vocab_size)

    def forward(
        self, ids: Tensor, grid: Tensor, hidden: Tensor, cell: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Logits (batch, vocab), attention (batch, places), and both parts of the state."""
        scores = (grid @ self.query(hidden).unsqueeze(2)).squeeze(2)
        attention = torch.softmax(scores / grid.shape[2] ** 0.5, 1)
        seen = (attention.unsqueeze(1) @ grid).squeeze(1)
        hidden, cell = self.cell(torch.cat([self.embedding(ids), seen], 1), (hidden, cell))
        return self.head(torch.cat([hidden, seen], 1)), attention, hidden, cell


OUTPUTS = ("logits", "attention", "next_hidden", "next_cell")


def step_inputs(step: DecoderStep, batch: int, places: int) -> dict[str, Tensor]:
    """Made-up inputs of a step, by name."""
    hidden_size, depth = step.cell.hidden_size, step.query.out_features
    draw = torch.Generator().manual_seed(batch)
    return {
        "ids": torch.randint(step.embedding.num_embeddings, (batch,), generator=draw),
        "grid": torch.randn(batch, places, depth, generator=draw),
        "hidden": torch.randn(batch, hidden_size, generator=draw),
        "cell": torch.randn(batch, hidden_size, generator=draw),
    }
