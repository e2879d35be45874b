"""An embedding and one recurrent layer that reads pieces of text from left to right.

It is trained twice: first to expect the next piece (`PieceLanguageModel`), then to judge what it
has read (`TextClassifier`). Reading in one direction only, it has an opinion after every piece.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.networks.language_model import RecurrentLayer, Regularisation

# (hidden, cell) for an LSTM, (hidden,) for a GRU; each (batch, hidden).
LayerState = tuple[Tensor, ...]


class TextReader(nn.Module):
    """What classifier and language model share; shapes are time-major, `(time, batch, ...)`."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config
        self.embedding = nn.Parameter(torch.empty(config.vocab_size, config.embedding_dim))
        self.layer = RecurrentLayer(config.cell, config.embedding_dim, config.hidden_size)

    def initialise(self, generator: torch.Generator) -> None:
        """Draw the first weights."""
        with torch.no_grad():
            self.embedding.normal_(
                std=1 / math.sqrt(self.config.embedding_dim), generator=generator
            )
        self.layer.initialise(generator)

    def initial_state(self, batch: int) -> LayerState:
        """Zeros for `batch` texts."""
        parts = 2 if self.config.cell == "lstm" else 1
        zero = self.embedding.new_zeros(batch, self.config.hidden_size)
        return tuple(zero.clone() for _ in range(parts))

    def embed(self, ids: Tensor) -> Tensor:
        """The vectors of pieces: (batch, time) to (time, batch, embedding_dim)."""
        return nn.functional.embedding(ids.T, self.embedding)

    def read(
        self,
        embedded: Tensor,
        state: LayerState,
        regularisation: Regularisation | None = None,
        narrow: torch.dtype | None = None,
    ) -> tuple[Tensor, LayerState]:
        """All hidden states (time, batch, hidden) in the narrow type, and the last state."""
        narrow = narrow or self.embedding.dtype
        hidden_weight: Tensor = self.layer.hidden_weight
        if regularisation:
            embedded = regularisation.keep_units(embedded)
            hidden_weight = regularisation.keep_weights(hidden_weight)
        # The layer expects inputs of unit variance; the embedding has the scale of logits.
        scale = math.sqrt(self.config.embedding_dim)
        projected = nn.functional.linear(
            (embedded * scale).to(narrow),
            self.layer.input_weight.to(narrow),
            self.layer.bias.to(narrow),
        )
        outputs, last = self.layer(projected, state, hidden_weight.to(narrow))
        return outputs, last
