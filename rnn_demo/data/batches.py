"""Feeding one long text as many parallel streams whose state can be carried (truncated BPTT)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.words import sentence


@dataclass(frozen=True)
class Streams:
    """A text cut into `batch_size` contiguous streams, read `sequence_length` characters a step.

    Each pass over the text starts at another offset, so that window borders move. Everything is
    a function of (seed, step): there is no position to save.
    """

    ids: NDArray[np.unsignedinteger]
    batch_size: int
    sequence_length: int
    steps_per_epoch: int
    seed: int

    @classmethod
    def over(
        cls, ids: NDArray[np.unsignedinteger], batch_size: int, sequence_length: int, seed: int
    ) -> Streams:
        """Cut a text into streams; a short text has fewer and shorter ones.

        Raises:
            ValueError: fewer than two characters, so that there is nothing to predict.
        """
        predictions = len(ids) - 1
        if predictions < 1:
            raise ValueError(
                sentence(
                    "The training part has {count} characters; it needs at least 2.", count=len(ids)
                )
            )
        sequence_length = min(sequence_length, predictions)
        batch_size = max(1, min(batch_size, predictions // sequence_length))
        steps = predictions // batch_size // sequence_length
        # Where a stream has several windows, one is given up to make room for the offset.
        steps = max(1, steps - 1)
        return cls(ids, batch_size, sequence_length, steps, seed)

    def window(self, step: int) -> tuple[NDArray[np.int64], NDArray[np.int64], bool]:
        """The inputs and targets of a step, each (batch, time), and whether a new pass starts."""
        first = self.places(step)[:, :1]
        window = self.ids[first + np.arange(self.sequence_length + 1)].astype(np.int64)
        return window[:, :-1], window[:, 1:], step % self.steps_per_epoch == 0

    def places(self, step: int) -> NDArray[np.int64]:
        """The places in the text of a step's inputs, (batch, time)."""
        epoch, position = divmod(step, self.steps_per_epoch)
        used = self.steps_per_epoch * self.sequence_length
        stream = (len(self.ids) - 1) // self.batch_size
        offset = int(np.random.default_rng([self.seed, epoch]).integers(0, stream - used + 1))
        starts = np.arange(self.batch_size) * stream + offset + position * self.sequence_length
        return starts[:, None] + np.arange(self.sequence_length)
