"""One recurrent layer between numbers in and numbers out: what the long-memory tasks train."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rnn_demo.gates import GATES
from rnn_demo.networks.recurrence import gru_sequence, lstm_sequence

SEQUENCE_CELLS = ("elman", "irnn", "lstm", "gru-slide", "gru-torch")
FORGET_BIAS = 1.0
SMALL = 0.001  # spread of an IRNN's input weights


class SequenceNetwork(nn.Module):
    """A recurrent layer and a linear one after it, at every step.

    The IRNN is an Elman cell with ReLU that begins as an adder, its recurrent weights the identity
    (Le, Jaitly and Hinton 2015); the LSTM begins with a forget bias of 1.

    Args:
        cell: of `SEQUENCE_CELLS`.
        features: numbers in, a step.
        hidden_size: units.
        outputs: numbers out, a step.
        seed: of the first weights.

    Example:
        >>> network = SequenceNetwork("lstm", features=2, hidden_size=8, outputs=1, seed=0)
        >>> network(torch.zeros(50, 4, 2)).shape
        torch.Size([50, 4, 1])
    """

    def __init__(self, cell: str, features: int, hidden_size: int, outputs: int, seed: int) -> None:
        super().__init__()
        self.cell, self.hidden_size = cell, hidden_size
        rows = len(GATES[cell]) * hidden_size
        self.input_weight = nn.Parameter(torch.empty(rows, features))
        self.hidden_weight = nn.Parameter(torch.empty(rows, hidden_size))
        self.bias = nn.Parameter(torch.zeros(rows))
        self.recurrent_bias = nn.Parameter(torch.zeros(hidden_size if cell == "gru-torch" else 0))
        self.output_weight = nn.Parameter(torch.empty(outputs, hidden_size))
        self.output_bias = nn.Parameter(torch.zeros(outputs))
        self._initialise(torch.Generator().manual_seed(seed))

    def _initialise(self, generator: torch.Generator) -> None:
        bound = self.hidden_size**-0.5
        with torch.no_grad():
            for weight in (self.input_weight, self.hidden_weight, self.output_weight):
                weight.uniform_(-bound, bound, generator=generator)
            if self.cell == "irnn":
                self.input_weight.normal_(std=SMALL, generator=generator)
                self.hidden_weight.copy_(torch.eye(self.hidden_size))
            if self.cell == "lstm":
                self.bias[self.hidden_size : 2 * self.hidden_size] = FORGET_BIAS

    def forward(self, inputs: Tensor) -> Tensor:
        """Outputs of every step.

        Args:
            inputs: (batch, time, features); the state before the first is zero.

        Returns:
            (batch, time, outputs).
        """
        projected = (inputs.transpose(0, 1) @ self.input_weight.T + self.bias).contiguous()
        start = inputs.new_zeros(len(inputs), self.hidden_size)
        if self.cell == "lstm":
            hidden, _, _ = lstm_sequence(projected, self.hidden_weight, start, start)
        elif self.cell == "gru-slide":
            hidden, _ = gru_sequence(projected, self.hidden_weight, start)
        elif self.cell == "gru-torch":
            hidden = self._torch_gru(inputs)
        else:
            hidden = self._plain(projected, start)
        return (hidden @ self.output_weight.T + self.output_bias).transpose(0, 1)

    def _plain(self, projected: Tensor, state: Tensor) -> Tensor:
        states = []
        for row in projected:
            total = row + state @ self.hidden_weight.T
            state = torch.relu(total) if self.cell == "irnn" else torch.tanh(total)
            states.append(state)
        return torch.stack(states)

    def _torch_gru(self, inputs: Tensor) -> Tensor:
        """The loop of torch.gru; its rows are r, z, n, ours z, r, n as in `rnn_demo.dynamics`."""
        rows = torch.arange(3 * self.hidden_size).reshape(3, -1)[[1, 0, 2]].reshape(-1)
        nothing = torch.zeros(2 * self.hidden_size, dtype=self.bias.dtype)
        weights = [
            self.input_weight[rows],
            self.hidden_weight[rows],
            self.bias[rows],
            torch.cat([nothing, self.recurrent_bias]),
        ]
        start = inputs.new_zeros(1, len(inputs), self.hidden_size)
        hidden, _ = torch.gru(
            inputs.transpose(0, 1), start, weights, True, 1, 0.0, self.training, False, False
        )
        return hidden
