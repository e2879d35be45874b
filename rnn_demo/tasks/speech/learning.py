"""Training a network to hear digits: connectionist temporal classification over varied streams."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnn_demo.configuration.recipe import Recipe
from rnn_demo.configuration.speech import STRIDE
from rnn_demo.networks.listener import Listener
from rnn_demo.tasks.speech.batches import SoundBatch, batch_of, order_of
from rnn_demo.tasks.speech.streams import SILENT, Stream
from rnn_demo.training.checkpoint import Carried

ORDER, LUCK = 0, 1  # what a random number is for
SHOWN = 0.35  # of all steps: in these the network is shown, less and less, where each digit is


class SpeechTask:
    """−ln of the chance of all alignments of a stream's digits, a digit.

    Args:
        network: trained in place.
        streams: to learn from.
        usual: the mean of every band over loud frames (bands,).
        recipe: `batch_size` is the number of streams that are read together.
        seed: of order and luck.
        narrow: precision of the matrix products.
    """

    def __init__(
        self,
        network: Listener,
        streams: Sequence[Stream],
        usual: NDArray[np.float32],
        recipe: Recipe,
        seed: int,
        narrow: torch.dtype = torch.float32,
    ) -> None:
        self.network: nn.Module = network
        self._streams, self._usual, self._recipe, self._seed = streams, usual, recipe, seed
        self._narrow = narrow
        self._lengths = np.array([len(stream.logs) for stream in streams])
        self._order: tuple[int, list[NDArray[np.int64]]] = (-1, [])

    @property
    def steps_per_epoch(self) -> int:
        """Steps in which each stream is read once."""
        return -(-len(self._streams) // self._recipe.batch_size)

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """Mean over the streams, each divided by its digits (by one, if it has none), nats."""
        epoch, place = divmod(step, self.steps_per_epoch)
        if self._order[0] != epoch:
            luck = np.random.default_rng([self._seed, ORDER, epoch])
            self._order = epoch, order_of(self._lengths, self._recipe.batch_size, luck)
        random = np.random.default_rng([self._seed, LUCK, step])
        torch.manual_seed(int(random.integers(2**62)))  # for dropout
        chosen = [self._streams[one] for one in self._order[1][place]]
        batch = batch_of(chosen, self._usual, random)
        logits, steps = self.network(
            torch.from_numpy(batch.frames),
            torch.from_numpy(batch.lengths),
            self._recipe.dropout,
            self._narrow,
        )
        losses = nn.functional.ctc_loss(
            logits.log_softmax(2),
            torch.from_numpy(batch.digits),
            steps,
            torch.from_numpy(batch.counts),
            blank=logits.shape[2] - 1,
            reduction="none",
            zero_infinity=True,
        )
        loss = (losses / torch.from_numpy(np.maximum(1, batch.counts))).mean()
        share = 1 - step / (SHOWN * self._recipe.epochs * self.steps_per_epoch)
        if share > 0:
            loss = (1 - share) * loss + share * _frame_by_frame(logits, batch)
        return loss, carried

    def validate(self) -> None:
        """Nothing is kept from training: the average of the last weights is the result."""
        return


def _frame_by_frame(logits: Tensor, batch: SoundBatch) -> Tensor:
    """Mean of −ln p of what is being said at each step, nats; the blank where nothing is."""
    blank = logits.shape[2] - 1
    says = batch.spoken[:, ::STRIDE].T
    there = np.arange(len(says))[:, None] * STRIDE < batch.lengths
    wanted = torch.from_numpy(np.where(says == SILENT, blank, says))
    losses = nn.functional.cross_entropy(logits.transpose(1, 2), wanted, reduction="none")
    counted = torch.from_numpy(there)
    return (losses * counted).sum() / counted.sum()
