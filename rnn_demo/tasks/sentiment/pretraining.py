"""Pretraining: the reader learns to predict the next piece of a review, without labels."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from rnn_demo.configuration.recipe import Recipe
from rnn_demo.data.batches import Streams
from rnn_demo.networks.language_model import Regularisation
from rnn_demo.networks.piece_language_model import PieceLanguageModel
from rnn_demo.training.checkpoint import Carried

VALIDATION_STREAMS = 32


@dataclass
class PieceTask:
    """Predict the next piece; the state is carried from window to window.

    Attributes:
        network: trained in place.
        streams: the training reviews one after another.
        recipe: rates of the noise.
        validation: pieces of other reviews, on which the full softmax is measured.
        samples: how many pieces of the vocabulary a target is compared with.
        seed: of the noise.
        narrow: precision of the matrix products.
    """

    network: PieceLanguageModel
    streams: Streams
    recipe: Recipe
    validation: NDArray[np.unsignedinteger]
    samples: int
    seed: int
    narrow: torch.dtype = torch.float32
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))

    def __post_init__(self) -> None:
        vocab_size = self.network.reader.config.vocab_size
        counts = np.bincount(self.streams.ids, minlength=vocab_size)
        # Rare pieces are drawn more often than they occur (Mikolov et al. 2013).
        likelihood = (counts + 1.0) ** 0.75
        likelihood /= likelihood.sum()
        self._cumulative = likelihood.cumsum()
        self._log_expected = torch.from_numpy(np.log(self.samples * likelihood)).float()
        self._log_expected = self._log_expected.to(self.device)

    @property
    def steps_per_epoch(self) -> int:
        """Windows in one pass over the reviews."""
        return self.streams.steps_per_epoch

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """Mean sampled cross-entropy of a window in nats per piece."""
        inputs, targets, new_pass = self.streams.window(step)
        noise = np.random.default_rng([self.seed, step])
        state = self.network.reader.initial_state(len(inputs))
        if not new_pass and carried:
            kept = torch.from_numpy(noise.random(len(inputs)) >= self.recipe.reset_probability)
            keep = kept.to(self.device).unsqueeze(1)
            state = tuple(
                carried[str(part)] * keep.to(zero.dtype) for part, zero in enumerate(state)
            )
        regularisation = Regularisation(
            self.recipe.dropout,
            self.recipe.weight_drop,
            torch.Generator(self.device).manual_seed(int(noise.integers(2**62))),
        )
        drawn = np.searchsorted(self._cumulative, noise.random(self.samples))
        sampled = torch.from_numpy(np.minimum(drawn, len(self._cumulative) - 1))
        reader = self.network.reader
        embedded = reader.embed(torch.from_numpy(inputs).to(self.device))
        outputs, state = reader.read(embedded, state, regularisation, self.narrow)
        loss = self.network.loss(
            regularisation.keep_units(outputs),
            torch.from_numpy(targets).to(self.device),
            sampled.to(self.device),
            self._log_expected,
        )
        return loss, {str(part): tensor.detach() for part, tensor in enumerate(state)}

    def validate(self) -> float | None:
        """Mean loss over the validation pieces in nats per piece, full softmax."""
        most = len(self.validation) // (8 * self.streams.sequence_length)
        streams = Streams.over(
            self.validation,
            max(1, min(VALIDATION_STREAMS, most)),
            self.streams.sequence_length,
            seed=0,
        )
        reader = self.network.reader
        total, state = 0.0, reader.initial_state(streams.batch_size)
        with torch.inference_mode():
            for step in range(streams.steps_per_epoch):
                inputs, targets, _ = streams.window(step)
                embedded = reader.embed(torch.from_numpy(inputs).to(self.device))
                outputs, state = reader.read(embedded, state, None, self.narrow)
                target = torch.from_numpy(targets).to(self.device)
                total += self.network.loss(outputs, target, None, None).item()
        return total / streams.steps_per_epoch
