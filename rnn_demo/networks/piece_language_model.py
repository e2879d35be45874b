"""A language model over word pieces, trained with a softmax over a sample of the vocabulary."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.networks.text_reader import TextReader


class PieceLanguageModel(nn.Module):
    """Next-piece logits E (P h) + b: the embedding E serves as the output layer too.

    Source: Press and Wolf 2017 (tied embeddings), Jean et al. 2015 (the sampled softmax).
    """

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.reader = TextReader(config)
        self.projection = nn.Parameter(torch.empty(config.embedding_dim, config.hidden_size))
        self.output_bias = nn.Parameter(torch.zeros(config.vocab_size))

    def initialise(self, seed: int) -> None:
        """Draw the first weights; the same seed gives the same network."""
        generator = torch.Generator().manual_seed(seed)
        self.reader.initialise(generator)
        with torch.no_grad():
            bound = math.sqrt(3 / self.projection.shape[1])
            self.projection.uniform_(-bound, bound, generator=generator)

    def loss(
        self, outputs: Tensor, targets: Tensor, sampled: Tensor | None, log_expected: Tensor | None
    ) -> Tensor:
        """Mean cross-entropy of the next piece in nats.

        Args:
            outputs: hidden states (time, batch, hidden).
            targets: the next pieces (batch, time).
            sampled: ids (samples,) that the target is held against; None for all.
            log_expected: (vocab,), log of how often each piece is expected in a sample. It is
                subtracted from the sampled logits: their sum then estimates that of all others.
        """
        targets = targets.T.reshape(-1)
        query = nn.functional.linear(outputs, self.projection.to(outputs.dtype))
        query = query.reshape(len(targets), -1)
        if sampled is None or log_expected is None:
            weight, bias = self.reader.embedding.to(query.dtype), self.output_bias.to(query.dtype)
            return nn.functional.cross_entropy(
                nn.functional.linear(query, weight, bias).float(), targets
            )
        own = (query.float() * nn.functional.embedding(targets, self.reader.embedding)).sum(1)
        own = own + self.output_bias[targets]
        weight = nn.functional.embedding(sampled, self.reader.embedding).to(query.dtype)
        bias = self.output_bias[sampled] - log_expected[sampled]
        others = nn.functional.linear(query, weight, bias.to(query.dtype)).float()
        # A target that was sampled as well is not counted against itself.
        others = others.masked_fill(targets[:, None] == sampled, -torch.inf)
        return (torch.logaddexp(own, torch.logsumexp(others, 1)) - own).mean()
