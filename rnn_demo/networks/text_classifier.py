"""A classifier with a logit after every piece: is the text so far positive?"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.networks.language_model import Regularisation
from rnn_demo.networks.text_reader import TextReader

POOLS = 3


class TextClassifier(nn.Module):
    """The logit of "positive", from the last, the mean and the maximum of the hidden states.

    Equation: z_t = w_last · h_t + w_mean · (h_1 + … + h_t) / t + w_max · max(h_1 … h_t) + b, with
    the maximum taken unit by unit.

    Source: Howard and Ruder 2018 (concat pooling), here after every piece.
    """

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.reader = TextReader(config)
        self.head_weight = nn.Parameter(torch.empty(POOLS, config.hidden_size))
        self.head_bias = nn.Parameter(torch.zeros(1))

    def initialise(self, seed: int) -> None:
        """Draw the first weights; the same seed gives the same network."""
        generator = torch.Generator().manual_seed(seed)
        self.reader.initialise(generator)
        with torch.no_grad():
            self.head_weight.normal_(
                std=0.5 / self.head_weight.shape[1] ** 0.5, generator=generator
            )

    def forward(
        self,
        embedded: Tensor,
        lengths: Tensor,
        regularisation: Regularisation | None = None,
        narrow: torch.dtype | None = None,
        head_dropout: float = 0.0,
    ) -> Tensor:
        """Read whole texts.

        Args:
            embedded: vectors of the pieces, (time, batch, embedding_dim); what lies beyond a
                text's end is read and has no effect.
            lengths: pieces to judge by: (cuts, batch), each from 1 to time.
            regularisation: noise while training, None otherwise.
            narrow: precision of the matrix products, the parameters' own when None.
            head_dropout: share of the pooled values that is silenced while training.

        Returns:
            Logits (cuts, batch), one for each length.
        """
        state = self.reader.initial_state(embedded.shape[1])
        outputs, _ = self.reader.read(embedded, state, regularisation, narrow)
        times = torch.arange(len(outputs), device=outputs.device).unsqueeze(1)
        logits = []
        for cut in lengths:
            pooled = _pooled(outputs, times, cut).to(self.head_bias.dtype)
            if regularisation and head_dropout:
                noise = Regularisation(head_dropout, 0.0, regularisation.generator)
                pooled = noise.keep_units(pooled.transpose(0, 1)).transpose(0, 1)
            logits.append((pooled * self.head_weight).sum((1, 2)) + self.head_bias)
        return torch.stack(logits)


def _pooled(outputs: Tensor, times: Tensor, lengths: Tensor) -> Tensor:
    """Last, mean and maximum over the first `lengths` steps: (batch, 3, hidden)."""
    inside = (times < lengths).unsqueeze(2)  # (time, batch, 1)
    last = outputs[lengths - 1, torch.arange(outputs.shape[1], device=outputs.device)]
    mean = torch.where(inside, outputs, 0).sum(0, dtype=torch.float32) / lengths.unsqueeze(1)
    # o * tanh(C) is above -1, so a place outside the text is never the largest.
    largest = torch.where(inside, outputs, -1).amax(0)
    return torch.stack([last.float(), mean, largest.float()], dim=1)
