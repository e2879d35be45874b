"""What the training loop asks for: the loss of new films at each step, and of films held out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from rnn_demo.configuration.recipe import Recipe
from rnn_demo.data.moving_digits import Array, by_chance
from rnn_demo.networks.frame_gru import FrameGRU
from rnn_demo.training.checkpoint import Carried

FILMS = 3  # what randomness is for
HELD_OUT = 500  # films of a validation
AT_ONCE = 100  # of them


@dataclass
class FrameTask:
    """Foretell the next frames; those that were not seen from one's own predictions.

    Attributes:
        network: trained in place.
        digits: to make films of (digits, size, size).
        validation: digits that are held out.
        recipe: size of a batch.
        seed: of the films.
        narrow: precision of the convolutions.
        device: where to compute.
    """

    network: FrameGRU
    digits: Array
    validation: Array
    recipe: Recipe
    seed: int
    narrow: torch.dtype
    device: torch.device

    @property
    def steps_per_epoch(self) -> int:
        """Batches of as many films as there are digits."""
        return max(1, len(self.digits) // self.recipe.batch_size)

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """Mean cross-entropy of all frames but the first, nats a frame; no film is shown twice."""
        random = np.random.default_rng([self.seed, FILMS, step])
        films = self._films(self.digits, self.recipe.batch_size, random)
        return self._nats(films).mean(), carried

    def validate(self) -> float | None:
        """Mean cross-entropy of the foretold frames of held-out films, nats a frame."""
        if not len(self.validation):
            return None
        films = self._films(self.validation, HELD_OUT, np.random.default_rng(0))
        with torch.inference_mode():
            nats = [
                self._nats(films[begin : begin + AT_ONCE])[:, -self.network.size.foretold :]
                for begin in range(0, HELD_OUT, AT_ONCE)
            ]
        return torch.cat(nats).mean().item()

    def _films(self, digits: Array, count: int, random: np.random.Generator) -> Tensor:
        size = self.network.size
        films = by_chance(digits, count, size.seen + size.foretold, size.side, random)
        return torch.from_numpy(films.frames).to(self.device)

    def _nats(self, frames: Tensor) -> Tensor:
        """Of each frame but the first (films, time − 1)."""
        logits = self.network(frames[:, : self.network.size.seen], self.narrow)
        nats = functional.binary_cross_entropy_with_logits(logits, frames[:, 1:], reduction="none")
        return nats.sum((2, 3))
