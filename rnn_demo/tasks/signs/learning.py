"""Training a network to name the sign after every frame of a stream."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from rnn_demo.configuration.recipe import Recipe
from rnn_demo.data.landmarks import features_of
from rnn_demo.data.sign_clips import SignClips
from rnn_demo.networks.sequence_network import SequenceNetwork
from rnn_demo.networks.sign_reader import SignReader
from rnn_demo.tasks.signs.streams import streams_of
from rnn_demo.training.checkpoint import Carried

ORDER, LUCK = 0, 1  # what a random number is for


class SignTask:
    """Cross-entropy of each frame's word, over streams of varied clips.

    Args:
        network: trained in place; of the cell gru-slide.
        train: the clips to learn from.
        validation: the clips by which the best weights are found.
        recipe: `batch_size` is the number of streams.
        seed: of order and luck.
    """

    def __init__(
        self,
        network: SequenceNetwork,
        train: SignClips,
        validation: SignClips,
        recipe: Recipe,
        seed: int,
    ) -> None:
        self.network: nn.Module = network
        self._train, self._batch_size, self._seed = train, recipe.batch_size, seed
        self._frames = torch.from_numpy(features_of(validation.clips))
        self._labels = torch.from_numpy(validation.label)

    @property
    def steps_per_epoch(self) -> int:
        """Steps in which each clip begins a stream once."""
        return max(1, len(self._train) // self._batch_size)

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """Mean of −ln p over the frames that count, nats."""
        epoch, place = divmod(step, self.steps_per_epoch)
        order = np.random.default_rng([self._seed, ORDER, epoch]).permutation(len(self._train))
        chosen = order[place * self._batch_size : (place + 1) * self._batch_size]
        streams = streams_of(self._train, chosen, np.random.default_rng([self._seed, LUCK, step]))
        logits = self.network(torch.from_numpy(features_of(streams.clips)))
        losses = nn.functional.cross_entropy(
            logits.transpose(1, 2), torch.from_numpy(streams.label), reduction="none"
        )
        counted = torch.from_numpy(streams.counted)
        return (losses * counted).sum() / counted.sum(), carried

    def validate(self) -> float:
        """Mean of −ln p over all frames of the validation clips, as they were recorded, nats."""
        with torch.inference_mode():
            logits = self.network(self._frames)
            labels = self._labels[:, None].expand(logits.shape[:2])
            return nn.functional.cross_entropy(logits.transpose(1, 2), labels).item()


def reader_in(network: SequenceNetwork) -> SignReader:
    """A network's weights, for serving."""
    return SignReader(
        **{
            name: getattr(network, name).detach().numpy().copy()
            for name in SignReader.__dataclass_fields__
        }
    )
