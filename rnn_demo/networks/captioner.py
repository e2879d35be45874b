"""A captioner: a convolutional encoder makes a grid of a picture, an LSTM looks at it for words.

    e_1 … e_P = encoder(picture),   h_0 = tanh(W_h ē + b_h),   C_0 = W_c ē + b_c
    h_t, C_t  = LSTM(embedding of the word before, h_{t−1}, C_{t−1})
    α_t       = softmax_p(h_t · W_q e_p / √D),   c_t = Σ_p α_tp e_p
    logits_t  = V tanh(W_o [h_t; c_t] + b_o) + b_v

The attention comes after the cell and is not fed back into it, so that in training all words of a
name are one product.

Source: M.-T. Luong, H. Pham and C. Manning, Effective approaches to attention-based neural machine
translation (2015), global attention; K. Xu et al., Show, attend and tell (2015), for pictures.
"""

from __future__ import annotations

import math
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

from rnn_demo.configuration.captions import CaptionerSize

RELU_GAIN = math.sqrt(2 / (1 - 1 / math.pi))  # relu(standard normal) has the deviation 1 / this


class Convolution(nn.Module):
    """A convolution whose weights are standardised in training, and plain once it is folded.

    Every filter has mean 0 and a deviation that keeps the signal's, times a gain that is learned;
    so no activation needs to be normalised, in training or in serving.

    Source: A. Brock, S. De and S. Smith, Characterizing signal propagation to close the performance
    gap in unnormalized ResNets (2021).
    """

    def __init__(self, before: int, channels: int, side: int = 3, stride: int = 1) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(channels, before, side, side))
        self.bias = nn.Parameter(torch.zeros(channels))
        self.gain: nn.Parameter | None = nn.Parameter(torch.ones(channels, 1, 1, 1))
        self.stride = stride

    def plain(self) -> Tensor:
        """The weights with which the picture is convolved."""
        if self.gain is None:
            return self.weight
        variance, mean = torch.var_mean(self.weight, (1, 2, 3), keepdim=True)
        scale = torch.rsqrt(variance * self.weight[0].numel() + 1e-6)
        return (self.weight - mean) * (scale * self.gain * RELU_GAIN)

    def forward(self, x: Tensor) -> Tensor:
        """(batch, channels, height, width)."""
        return functional.conv2d(
            x, self.plain(), self.bias, self.stride, (self.weight.shape[2] - 1) // 2
        )


class Block(nn.Module):
    """Two convolutions beside a shortcut: relu(x + f(x)); f begins as 0."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = Convolution(channels, channels)
        self.second = Convolution(channels, channels)

    def forward(self, x: Tensor) -> Tensor:
        """(batch, channels, height, width) to the same."""
        return torch.relu(x + self.second(torch.relu(self.first(x))))


class Encoder(nn.Module):
    """A picture as a grid of vectors, and the state with which the decoder begins."""

    def __init__(self, size: CaptionerSize) -> None:
        super().__init__()
        self.stem = Convolution(3, size.stem, 4, 2)
        strides = [1, *[2] * (len(size.channels) - 1)]
        self.enter = nn.ModuleList(
            Convolution(before, channels, 3, stride)
            for (before, channels), stride in zip(
                pairwise((size.stem, *size.channels)), strides, strict=True
            )
        )
        self.blocks = nn.ModuleList(Block(channels) for channels in size.channels[1:])
        depth = size.channels[-1]
        self.place = nn.Parameter(torch.zeros(size.grid**2, depth))
        self.first_hidden = nn.Linear(depth, size.hidden_size)
        self.first_cell = nn.Linear(depth, size.hidden_size)

    def grid(self, pixels: Tensor) -> Tensor:
        """Pictures (batch, 3, side, side) from 0 to 1 as grids (batch, places, depth)."""
        x = torch.relu(self.stem(pixels * 2 - 1))
        x = torch.relu(self.enter[0](x))  # every stage after this one halves the grid
        for stage, block in enumerate(self.blocks, 1):
            x = block(torch.relu(self.enter[stage](x)))
        return x.flatten(2).transpose(1, 2) + self.place

    def begin(self, grid: Tensor) -> tuple[Tensor, Tensor]:
        """The first state, h and C (batch, hidden), of a grid."""
        mean = grid.mean(1)
        return torch.tanh(self.first_hidden(mean)), self.first_cell(mean)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The grid (batch, places, depth), and h_0 and C_0 (batch, hidden)."""
        grid = self.grid(pixels)
        return (grid, *self.begin(grid))


class DecoderStep(nn.Module):
    """One word: the state after the word before, where it looks, and what may come next."""

    def __init__(self, size: CaptionerSize) -> None:
        super().__init__()
        depth = size.channels[-1]
        rows = 4 * size.hidden_size
        self.embedding = nn.Parameter(torch.zeros(size.vocab_size, size.embedding_dim))
        self.input_weight = nn.Parameter(torch.zeros(rows, size.embedding_dim))
        self.hidden_weight = nn.Parameter(torch.zeros(rows, size.hidden_size))
        self.bias = nn.Parameter(torch.zeros(rows))
        self.query = nn.Linear(size.hidden_size, depth, bias=False)
        self.merge = nn.Linear(size.hidden_size + depth, size.embedding_dim)
        self.head = nn.Linear(size.embedding_dim, size.vocab_size)

    def attend(self, queries: Tensor, grid: Tensor) -> tuple[Tensor, Tensor]:
        """Attention (batch, time, places) and what it saw (batch, time, depth).

        Args:
            queries: W_q h of each time (batch, time, depth).
            grid: of the pictures (batch, places, depth).
        """
        scores = queries @ grid.transpose(1, 2)
        attention = torch.softmax(scores / math.sqrt(grid.shape[2]), 2)
        return attention, attention @ grid

    def forward(
        self, ids: Tensor, grid: Tensor, hidden: Tensor, cell: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """One step.

        Args:
            ids: of the words before, 0 at the beginning (batch,).
            grid: of the pictures (batch, places, depth).
            hidden: h (batch, hidden).
            cell: C (batch, hidden).

        Returns:
            Logits (batch, words), attention (batch, places), the next h and the next C.
        """
        # Weights on the left: a graph would hold a transposed one a second time, as a constant.
        gates = functional.linear(
            functional.embedding(ids, self.embedding), self.input_weight, self.bias
        )
        gates = gates + (self.hidden_weight @ hidden.t()).t()
        input_gate, forget_gate, candidate, output_gate = gates.chunk(4, 1)
        cell = torch.sigmoid(forget_gate) * cell + torch.sigmoid(input_gate) * torch.tanh(candidate)
        hidden = torch.sigmoid(output_gate) * torch.tanh(cell)
        query = (self.query.weight @ hidden.t()).t()
        attention, seen = self.attend(query.unsqueeze(1), grid)
        merged = torch.tanh(self.merge(torch.cat([hidden, seen.squeeze(1)], 1)))
        return self.head(merged), attention.squeeze(1), hidden, cell


def initialise(encoder: Encoder, step: DecoderStep, seed: int) -> None:
    """First weights: orthogonal recurrence, an open forget gate, blocks that do nothing yet."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for module in encoder.modules():
            if isinstance(module, Convolution):
                module.weight.normal_(0, 1, generator=generator)
                module.weight.div_(math.sqrt(module.weight[0].numel()))
            elif isinstance(module, Block) and module.second.gain is not None:
                module.second.gain.zero_()  # every block begins as the identity
        encoder.place.normal_(0, 0.1, generator=generator)
        for linear in (encoder.first_hidden, encoder.first_cell, step.query, step.merge, step.head):
            deviation = 1 / math.sqrt(linear.in_features)
            linear.weight.normal_(0, deviation, generator=generator)
            if linear.bias is not None:
                linear.bias.zero_()
        step.embedding.normal_(0, 1, generator=generator)
        size = step.hidden_weight.shape[1]
        step.input_weight.normal_(0, 1 / math.sqrt(step.embedding.shape[1]), generator=generator)
        for gate in step.hidden_weight.split(size):
            nn.init.orthogonal_(gate, generator=generator)
        step.bias.zero_()
        step.bias[size : 2 * size] = 1


def fold(encoder: Encoder) -> None:
    """Make every convolution plain, in place: the same numbers, ready to be stored."""
    for module in encoder.modules():
        if isinstance(module, Convolution) and module.gain is not None:
            weight = module.plain().detach()
            with torch.no_grad():
                module.weight.copy_(weight)
            module.gain = None
