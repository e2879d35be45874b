"""The network that draws pixel by pixel, in PyTorch: all pixels of known pictures at once.

    p(x) = Π p(x_rc | the rows above, x_r0 … x_r,c−1)

Of the rows above it knows the state of an LSTM that has read them one after another and has a state
for each column (`rnn_demo.networks.row_recurrence`). Of its own row it knows the state of a second
LSTM, which reads that state and the pixel before from left to right. While it learns all pixels are
known, so the second LSTM runs along all rows together, and 784 pixels take 28 + 28 steps.

`rnn_demo.networks.pixel_steps` is the same in numpy, also pixel by pixel.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from rnn_demo.configuration.pixels import PixelSize, pixel_shapes
from rnn_demo.networks.recurrence import lstm_sequence
from rnn_demo.networks.row_recurrence import row_lstm_sequence

FORGET_BIAS = 1.0


class PixelLSTM(nn.Module):
    """Logits of all pixels of pictures.

    Args:
        size: of the network.
        seed: of the first weights.

    Example:
        >>> network = PixelLSTM(PixelSize("lstm", 28, 28, 8, 7, 16, 8), seed=0)
        >>> network(torch.zeros(5, 28, 28)).shape
        torch.Size([5, 28, 28])
    """

    row_column_bias: nn.Parameter
    column_bias: nn.Parameter
    output_bias: nn.Parameter

    def __init__(self, size: PixelSize, seed: int) -> None:
        super().__init__()
        self.size = size
        for name, shape in pixel_shapes(size).items():
            self.register_parameter(name, nn.Parameter(torch.zeros(shape)))
        self._initialise(torch.Generator().manual_seed(seed))

    def _initialise(self, generator: torch.Generator) -> None:
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                if name.endswith("weight"):
                    bound = parameter.shape[1] ** -0.5
                    parameter.uniform_(-bound, bound, generator=generator)
            channels, hidden = self.size.channels, self.size.hidden_size
            self.row_column_bias[:, channels : 2 * channels] = FORGET_BIAS
            self.column_bias[hidden : 2 * hidden] = FORGET_BIAS
            self.output_bias.fill_(-2.0)  # an eighth of the pixels is ink

    def forward(self, pictures: Tensor, narrow: torch.dtype = torch.float32) -> Tensor:
        """Logits of ink, each from the pixels before it in reading order.

        Args:
            pictures: 0 or 1 (batch, rows, columns).
            narrow: precision of the matrix products.

        Returns:
            (batch, rows, columns).
        """
        batch, rows, columns = pictures.shape
        wide = self.column_bias.dtype
        w = {name: p.to(narrow) for name, p in self.named_parameters()}
        pixels = pictures.permute(1, 2, 0).to(narrow)  # (rows, columns, batch)
        row, column = (torch.eye(count, dtype=narrow) for count in (rows, columns))

        # Biases of places are weights of one-hot inputs: one product instead of sums over a batch.
        known = functional.pad(pixels[:-1], (0, 0, 0, 0, 1, 0))  # the row above each row
        edge = self.size.window // 2
        windows = functional.pad(known, (0, 0, edge, edge)).unfold(1, self.size.window, 1)
        shape = (rows, columns, batch)
        places = (row[:, None, None].expand(*shape, rows), column[:, None].expand(*shape, columns))
        seen = torch.cat([windows, *places], -1).view(rows, columns * batch, -1)
        weight = torch.cat([w["row_input_weight"], w["row_row_bias"].T, w["row_column_bias"].T], 1)
        above = row_lstm_sequence(
            functional.linear(seen, weight), w["row_hidden_weight"], columns
        ).view(rows, columns, batch, -1)

        # From rows of columns to columns of rows: (columns, rows, batch, channels).
        above = above.transpose(0, 1)
        before = functional.pad(pixels[:, :-1], (0, 0, 1, 0)).transpose(0, 1).unsqueeze(-1)
        heard = torch.cat([above, before], -1).view(columns, rows * batch, -1)
        weight = torch.cat([w["column_above_weight"], w["column_pixel_weight"]], 1)
        start = pictures.new_zeros(rows * batch, self.size.hidden_size, dtype=wide)
        hidden, _, _ = lstm_sequence(
            functional.linear(heard, weight, w["column_bias"]),
            w["column_hidden_weight"],
            start,
            start,
        )
        both = torch.cat([hidden, above.reshape(columns, rows * batch, -1)], -1)
        weight = torch.cat([w["head_hidden_weight"], w["head_above_weight"]], 1)
        head = torch.relu(functional.linear(both, weight, w["head_bias"]))
        logits = functional.linear(head, w["output_weight"]).to(wide) + self.output_bias
        return logits.view(columns, rows, batch).permute(2, 1, 0)
