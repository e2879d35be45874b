"""A picture read row by row: filters along the row, a GRU from row to row, a softmax after each.

    f_t = relu(F_1 * row_t),   g_t = relu(F_2 * f_t)
    x_t = means and maxima of f_t and g_t along the row
    h_t = GRU(x_t, h_{t−1}),   logits_t = V h_t + b

A row is seen alone; whatever lies above it is known from h alone, so the answer after row t is a
function of rows 1 to t.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from rnn_demo.configuration.style import RowReaderSize
from rnn_demo.networks.recurrence import gru_sequence

NARROW, WIDE = 3, 5  # pixels that a filter sees


class RowReader(nn.Module):
    """Whose hand a picture is by, after each of its rows."""

    def __init__(self, size: RowReaderSize) -> None:
        super().__init__()
        first, second = size.filters
        self.first = nn.Conv1d(3, first, NARROW, padding=NARROW // 2)
        self.second = nn.Conv1d(first, second, WIDE, stride=2, padding=WIDE // 2)
        rows = 3 * size.hidden_size
        self.input_weight = nn.Parameter(torch.zeros(rows, 2 * (first + second)))
        self.hidden_weight = nn.Parameter(torch.zeros(rows, size.hidden_size))
        self.bias = nn.Parameter(torch.zeros(rows))
        self.head = nn.Linear(size.hidden_size, size.vocab_size)

    def row(self, pixels: Tensor) -> Tensor:
        """Rows (batch, 3, side) from 0 to 1 as the GRU reads them (batch, features)."""
        fine = torch.relu(self.first(pixels * 2 - 1))
        coarse = torch.relu(self.second(fine))
        return torch.cat([fine.mean(2), fine.amax(2), coarse.mean(2), coarse.amax(2)], 1)

    def forward(self, row: Tensor, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """One row.

        Args:
            row: of pixels (batch, 3, side), from 0 to 1.
            hidden: h after the row above (batch, hidden), zeros before the first.

        Returns:
            Logits (batch, hands), and the next h.
        """
        size = hidden.shape[1]
        # Whole products, because the graph would hold parts of a weight a second time.
        from_x = functional.linear(self.row(row), self.input_weight, self.bias)
        from_hidden = functional.linear(hidden, self.hidden_weight)
        update, reset = torch.sigmoid((from_x + from_hidden)[:, : 2 * size]).chunk(2, 1)
        inner = functional.linear(reset * hidden, self.hidden_weight)
        candidate = torch.tanh((from_x + inner)[:, 2 * size :])
        hidden = hidden + update * (candidate - hidden)
        return self.head(hidden), hidden

    def read(self, pixels: Tensor, rate: float = 0.0) -> Tensor:
        """Logits after each row (batch, rows, hands) of whole pictures (batch, 3, rows, side).

        Args:
            pixels: from 0 to 1.
            rate: of dropout, 0 for none.
        """
        batch, _, rows, side = pixels.shape
        x = self.row(pixels.permute(2, 0, 1, 3).reshape(-1, 3, side)).view(rows, batch, -1)
        x = functional.dropout(x, rate)
        projected = x @ self.input_weight.t() + self.bias
        begin = projected.new_zeros(batch, self.hidden_weight.shape[1], dtype=torch.float32)
        outputs, _ = gru_sequence(projected, self.hidden_weight.to(projected.dtype), begin)
        logits: Tensor = self.head(functional.dropout(outputs.transpose(0, 1), rate))
        return logits

    def initialise(self, seed: int) -> None:
        """First weights; the GRU begins by remembering."""
        generator = torch.Generator().manual_seed(seed)
        size = self.hidden_weight.shape[1]
        with torch.no_grad():
            for layer in (self.first, self.second, self.head):
                deviation = math.sqrt(2 / layer.weight[0].numel())
                layer.weight.normal_(0, deviation, generator=generator)
                if layer.bias is not None:
                    layer.bias.zero_()
            deviation = 1 / math.sqrt(self.input_weight.shape[1])
            self.input_weight.normal_(0, deviation, generator=generator)
            for block in self.hidden_weight.split(size):
                nn.init.orthogonal_(block, generator=generator)
            self.bias.zero_()
            self.bias[:size] = -1.0
