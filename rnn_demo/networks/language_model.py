"""The character language model: embedding, a residual stack of recurrent layers, a linear head."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn

from rnn_demo.cells.elman import ElmanWeights, elman_step
from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.gates import GATES
from rnn_demo.networks.recurrence import gru_sequence, lstm_sequence

# One tuple a layer: (hidden, cell) for an LSTM, (hidden,) otherwise; each (batch, hidden).
State = tuple[tuple[Tensor, ...], ...]


@dataclass(frozen=True)
class Regularisation:
    """Noise for one training step.

    Attributes:
        dropout: share of units silenced between layers, one mask for all time steps of a
            sequence (Gal and Ghahramani 2016).
        weight_drop: share of hidden-to-hidden weights silenced, one mask a training step
            (DropConnect; Merity et al. 2017).
        generator: where the masks come from.
    """

    dropout: float
    weight_drop: float
    generator: torch.Generator

    def keep_units(self, x: Tensor) -> Tensor:
        """Silence units of x (time, batch, hidden), the same ones at each time."""
        return x * self._mask(x.new_empty(1, *x.shape[1:]), self.dropout)

    def keep_weights(self, weight: Tensor) -> Tensor:
        """Silence single weights."""
        return weight * self._mask(torch.empty_like(weight), self.weight_drop)

    def _mask(self, like: Tensor, share: float) -> Tensor:
        if not share:
            return torch.ones_like(like)
        return like.bernoulli_(1 - share, generator=self.generator).div_(1 - share)


class RecurrentLayer(nn.Module):
    """One layer of Elman, LSTM or GRU cells."""

    def __init__(self, cell: str, input_size: int, hidden_size: int) -> None:
        super().__init__()
        self.cell = cell
        rows = len(GATES[cell]) * hidden_size
        self.input_weight = nn.Parameter(torch.empty(rows, input_size))
        self.hidden_weight = nn.Parameter(torch.empty(rows, hidden_size))
        self.bias = nn.Parameter(torch.zeros(rows))

    def initialise(self, generator: torch.Generator) -> None:
        """Orthogonal recurrent blocks, and gates that begin by remembering."""
        size = self.hidden_weight.shape[1]
        bound = 1 / math.sqrt(self.input_weight.shape[1])
        with torch.no_grad():
            self.input_weight.uniform_(-bound, bound, generator=generator)
            for block in self.hidden_weight.split(size):
                nn.init.orthogonal_(block, generator=generator)
            if self.cell == "lstm":
                self.bias[size : 2 * size] = 1.0  # forget gate open
            elif self.cell == "gru":
                self.bias[:size] = -1.0  # update gate mostly closed: z writes

    def forward(
        self, projected: Tensor, state: tuple[Tensor, ...], hidden_weight: Tensor
    ) -> tuple[Tensor, tuple[Tensor, ...]]:
        """From W_x x + b (time, batch, rows) to all h (time, batch, hidden) and the last state."""
        narrow = projected.dtype
        if self.cell == "lstm":
            outputs, hidden, cell = lstm_sequence(
                projected, hidden_weight, state[0].to(narrow), state[1]
            )
            return outputs, (hidden.to(state[0].dtype), cell)
        if self.cell == "gru":
            outputs, hidden = gru_sequence(projected, hidden_weight, state[0])
            return outputs, (hidden,)
        # Elman serves as the plain rival and needs no speed: the cell itself, step by step.
        identity = ElmanWeights(
            torch.eye(projected.shape[2], dtype=narrow, device=projected.device),
            hidden_weight,
            projected.new_zeros(()),
        )
        hidden, steps = state[0].to(narrow), []
        for x in projected:
            hidden, _ = elman_step(x, hidden, identity)
            steps.append(hidden)
        return torch.stack(steps), (hidden.to(state[0].dtype),)


class LanguageModel(nn.Module):
    """Next-character logits for every position of a sequence.

    Layer 1 reads the embedding, layer l > 1 reads the sum of all layers below it, and the head
    reads the sum of all layers (residual connections, so that depth costs no gradient).

    Example:
        >>> network = LanguageModel(NetworkConfig("lstm", 30, 8, 16, 2))
        >>> network.initialise(seed=0)
        >>> logits, state = network(torch.zeros(4, 10, dtype=torch.int64), network.initial_state(4))
        >>> logits.shape
        torch.Size([4, 10, 30])
    """

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        size = config.hidden_size
        self.embedding = nn.Parameter(torch.empty(config.vocab_size, config.embedding_dim))
        self.layers = nn.ModuleList(
            RecurrentLayer(config.cell, size if i else config.embedding_dim, size)
            for i in range(config.num_layers)
        )
        self.head_weight = nn.Parameter(torch.empty(config.vocab_size, size))
        self.head_bias = nn.Parameter(torch.zeros(config.vocab_size))

    def initialise(self, seed: int) -> None:
        """Draw the first weights; the same seed gives the same network."""
        generator = torch.Generator().manual_seed(seed)
        with torch.no_grad():
            self.embedding.normal_(generator=generator)
            self.head_weight.normal_(
                std=1 / math.sqrt(self.config.hidden_size), generator=generator
            )
        for layer in self._recurrent_layers():
            layer.initialise(generator)

    def _recurrent_layers(self) -> Iterable[RecurrentLayer]:
        return cast(Iterable[RecurrentLayer], self.layers)

    def initial_state(self, batch: int) -> State:
        """Zeros for `batch` streams."""
        parts = 2 if self.config.cell == "lstm" else 1
        zero = self.head_bias.new_zeros(batch, self.config.hidden_size)
        return tuple(tuple(zero.clone() for _ in range(parts)) for _ in self.layers)

    def forward(
        self,
        ids: Tensor,
        state: State,
        regularisation: Regularisation | None = None,
        narrow: torch.dtype | None = None,
    ) -> tuple[Tensor, State]:
        """Read a piece of text.

        Args:
            ids: (batch, time), whole numbers below vocab_size.
            state: as `initial_state` or an earlier call returned it.
            regularisation: noise while training, None otherwise.
            narrow: precision of the matrix products, the parameters' own when None.

        Returns:
            Logits (batch, time, vocab), the parameters' precision, and the new state.
        """
        narrow = narrow or self.embedding.dtype
        inputs: Tensor | None = None
        new_state = []
        for layer, layer_state in zip(self._recurrent_layers(), state, strict=True):
            if inputs is None:
                # A character's product with W_x is a row of one small table.
                table = self.embedding @ layer.input_weight.T + layer.bias
                projected = nn.functional.embedding(ids.T, table).to(narrow)
            else:
                read = regularisation.keep_units(inputs) if regularisation else inputs
                projected = nn.functional.linear(
                    read, layer.input_weight.to(narrow), layer.bias.to(narrow)
                )
            hidden_weight: Tensor = layer.hidden_weight
            if regularisation:
                hidden_weight = regularisation.keep_weights(hidden_weight)
            outputs, last = layer(projected, layer_state, hidden_weight.to(narrow))
            inputs = outputs if inputs is None else inputs + outputs
            new_state.append(last)
        if inputs is None:
            raise ValueError("A language model needs at least one layer.")
        read = regularisation.keep_units(inputs) if regularisation else inputs
        logits = nn.functional.linear(read, self.head_weight.to(narrow), self.head_bias.to(narrow))
        return logits.to(self.head_bias.dtype).transpose(0, 1), tuple(new_state)
