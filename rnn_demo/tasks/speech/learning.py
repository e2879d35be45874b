"""Training a network to hear digits: connectionist temporal classification over varied streams."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.speech import STRIDE
from rnn_demo.networks.listener import Listener
from rnn_demo.tasks.speech.material import Material
from rnn_demo.tasks.speech.streams import SILENT, Streams, streams_of
from rnn_demo.training.checkpoint import Carried

ORDER, LUCK = 0, 1  # what a random number is for
SHOWN = 0.3  # of all steps: in these the network is shown, less and less, where each digit is


class SpeechTask:
    """−ln of the chance of all alignments of a stream's digits, a digit.

    Args:
        network: trained in place.
        material: the recordings to learn from.
        recipe: `batch_size` is the number of streams.
        seed: of order and luck.
        narrow: precision of the matrix products.
    """

    def __init__(
        self,
        network: Listener,
        material: Material,
        recipe: Recipe,
        seed: int,
        narrow: torch.dtype = torch.float32,
    ) -> None:
        self.network: nn.Module = network
        self._material, self._recipe, self._seed = material, recipe, seed
        self._narrow = narrow

    @property
    def steps_per_epoch(self) -> int:
        """Steps in which each recording is asked for once."""
        return max(1, len(self._material) // self._recipe.batch_size)

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """Mean over the streams, each divided by its digits (by one, if it has none), nats."""
        size = self._recipe.batch_size
        epoch, place = divmod(step, self.steps_per_epoch)
        order = np.random.default_rng([self._seed, ORDER, epoch]).permutation(len(self._material))
        chosen = order[place * size : (place + 1) * size]
        random = np.random.default_rng([self._seed, LUCK, step])
        torch.manual_seed(int(random.integers(2**62)))  # for dropout
        streams = streams_of(self._material, chosen, random)
        logits, steps = self.network(
            torch.from_numpy(streams.frames),
            torch.from_numpy(streams.lengths),
            self._recipe.dropout,
            self._narrow,
        )
        losses = nn.functional.ctc_loss(
            logits.log_softmax(2),
            torch.from_numpy(streams.digits),
            steps,
            torch.from_numpy(streams.counts),
            blank=logits.shape[2] - 1,
            reduction="none",
            zero_infinity=True,
        )
        loss = (losses / torch.from_numpy(np.maximum(1, streams.counts))).mean()
        share = 1 - step / (SHOWN * self._recipe.epochs * self.steps_per_epoch)
        if share > 0:
            loss = loss + share * _frame_by_frame(logits, streams)
        return loss, carried

    def validate(self) -> None:
        """Nothing is kept from training: the average of the last weights is the result."""
        return


def _frame_by_frame(logits: Tensor, streams: Streams) -> Tensor:
    """Mean of −ln p of what is being said at each step, nats; the blank where nothing is."""
    blank = logits.shape[2] - 1
    says = streams.spoken[:, ::STRIDE].T
    there = np.arange(len(says))[:, None] * STRIDE < streams.lengths
    wanted = torch.from_numpy(np.where(says == SILENT, blank, says))
    losses = nn.functional.cross_entropy(logits.transpose(1, 2), wanted, reduction="none")
    counted = torch.from_numpy(there)
    return (losses * counted).sum() / counted.sum()
