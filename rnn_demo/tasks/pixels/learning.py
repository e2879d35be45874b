"""What the training loop asks for: the nats of a batch of pictures, and of those held out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from rnn_demo.configuration.recipe import Recipe
from rnn_demo.data.digits import Pixels, black_and_white
from rnn_demo.networks.pixel_lstm import PixelLSTM
from rnn_demo.training.checkpoint import Carried

ORDER, COINS = 1, 2  # what randomness is for
AT_ONCE = 200  # pictures of a validation batch


@dataclass
class PixelTask:
    """Predict each pixel from those before it.

    Attributes:
        network: trained in place.
        pictures: grey, to learn from (pictures, pixels).
        validation: grey, held out.
        recipe: size of a batch.
        seed: of the order and the coins.
        narrow: precision of the matrix products.
        device: where to compute.
    """

    network: PixelLSTM
    pictures: Pixels
    validation: Pixels
    recipe: Recipe
    seed: int
    narrow: torch.dtype
    device: torch.device

    @property
    def steps_per_epoch(self) -> int:
        """Batches in one pass over the pictures."""
        return max(1, len(self.pictures) // self.recipe.batch_size)

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """Mean nats a picture of a batch, its coins tossed anew."""
        size = self.recipe.batch_size
        epoch, place = divmod(step, self.steps_per_epoch)
        rows = _order(self.seed, epoch, len(self.pictures))[place * size : (place + 1) * size]
        coins = np.random.default_rng([self.seed, COINS, step])
        return self._nats(black_and_white(self.pictures[rows], coins)), carried

    def validate(self) -> float | None:
        """Mean nats a picture of the validation part, with the same coins each time."""
        if not len(self.validation):
            return None
        pictures = black_and_white(self.validation, np.random.default_rng(0))
        with torch.inference_mode():
            nats = [
                self._nats(part).item() * len(part)
                for part in np.array_split(pictures, max(1, len(pictures) // AT_ONCE))
            ]
        return sum(nats) / len(pictures)

    def _nats(self, pictures: NDArray[np.float32]) -> Tensor:
        size = self.network.size
        known = torch.from_numpy(pictures).view(-1, size.rows, size.columns).to(self.device)
        logits = self.network(known, self.narrow)
        nats = functional.binary_cross_entropy_with_logits(logits, known, reduction="sum")
        return nats / len(known)


@lru_cache(maxsize=1)
def _order(seed: int, epoch: int, count: int) -> NDArray[np.int64]:
    return np.random.default_rng([seed, ORDER, epoch]).permutation(count)
