"""Learning to translate: the loss of a batch, for the training loop.

A batch holds pairs of any direction whose sources are of one length in pieces, so that nothing is
filled up there; targets are filled up, and what stands behind their end is not asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from rnn_demo.configuration.translation import TranslationLearning
from rnn_demo.networks.smoothed_loss import smoothed_loss
from rnn_demo.networks.translator import TranslatorNetwork
from rnn_demo.tokenizers.sentence_pieces import END, UNKNOWN
from rnn_demo.training.checkpoint import Carried

IGNORED = -100  # a target beyond the end of a sentence
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Coded:
    """Pairs as ids.

    Attributes:
        sources: of each pair, the tag, the pieces and the end.
        targets: of each pair, the tag, the pieces and the end.
        directions: the place of each pair's direction (pairs,).
        shares: of each direction, the share of its pairs that one pass takes.
    """

    sources: Sequence[Whole]
    targets: Sequence[Whole]
    directions: Whole
    shares: tuple[float, ...]


@dataclass
class TranslationTask:
    """Write the translation of every pair's source, piece by piece.

    Attributes:
        network: what is trained, in place.
        train: pairs to learn.
        dev: pairs to choose by.
        training: how.
        seed: of the order and the noise.
        narrow: precision of the matrix products.
        device: where to compute.
    """

    network: TranslatorNetwork
    train: Coded
    dev: Coded
    training: TranslationLearning
    seed: int
    narrow: torch.dtype = torch.float32
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))

    def __post_init__(self) -> None:
        self._lengths = np.array([len(one) for one in self.train.sources])
        self._written = np.array([len(one) for one in self.train.targets])
        self._batches = lru_cache(maxsize=1)(self._pass)
        self._steps = len(self._batches(0))

    @property
    def steps_per_epoch(self) -> int:
        """Batches of one pass."""
        return self._steps

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """Mean cross-entropy in nats a piece, with smoothed targets."""
        epoch, place = divmod(step, self._steps)
        chosen = self._batches(epoch)[place]
        # Dropout draws from torch's own generator: it depends on nothing that happened before.
        torch.manual_seed((self.seed << 32) + step)
        source, before, target = batch_of(self.train, chosen)
        hidden = torch.rand(before.shape) < self.training.word_drop
        hidden[0] = False
        before = before.masked_fill(hidden, UNKNOWN)
        source, before, target = (t.to(self.device) for t in (source, before, target))
        rate = self.training.recipe.dropout
        with self._narrowed():
            memory, handed = self.network.read(source, rate)
            merged, _ = self.network.write(before, memory, handed, rate)
            wanted = target != IGNORED
            merged = functional.dropout(merged[wanted], rate)
        merged = merged.to(self.narrow)
        weights = (self.network.embedding, self.network.head_bias)
        return smoothed_loss(merged, *weights, target[wanted], self.training.smoothing), {}

    def validate(self) -> float | None:
        """Mean cross-entropy of the dev part, nats a piece; each direction counts the same."""
        totals = np.zeros((2, len(self.dev.shares)))
        with torch.inference_mode():
            for chosen in in_batches(self.dev, 256):
                source, before, target = (t.to(self.device) for t in batch_of(self.dev, chosen))
                with self._narrowed():
                    merged, _ = self.network.write(before, *self.network.read(source))
                    logits = self.network.logits(merged)
                losses = functional.cross_entropy(
                    logits.float().flatten(0, 1), target.flatten(), reduction="none"
                ).view(target.shape)
                counts = (target != IGNORED).sum(0)
                for total, value in zip(totals, (losses.sum(0), counts), strict=True):
                    np.add.at(total, self.dev.directions[chosen], value.cpu().numpy())
        return float(np.mean(totals[0] / totals[1])) if totals[1].all() else None

    def _narrowed(self) -> torch.autocast:
        return torch.autocast(self.device.type, self.narrow, self.narrow != torch.float32)

    def _pass(self, epoch: int) -> list[Whole]:
        """The batches of a pass, in the order of learning.

        Of each direction and length a fixed number of pairs is drawn, so that all passes have as
        many batches. Targets of a batch are of about one length.
        """
        random = np.random.default_rng((self.seed, epoch))
        size = self.training.recipe.batch_size
        found: list[Whole] = []
        for length in np.unique(self._lengths):
            parts = []
            for direction, share in enumerate(self.train.shares):
                own = np.flatnonzero(
                    (self._lengths == length) & (self.train.directions == direction)
                )
                parts.append(random.permutation(own)[: round(share * len(own))])
            pairs = np.concatenate(parts)
            near = self._written[pairs] + random.uniform(0, 2, len(pairs))
            pairs = pairs[np.argsort(near)]
            found += [pairs[i : i + size] for i in range(0, len(pairs), size)]
        return [found[i] for i in random.permutation(len(found))]


def in_batches(pairs: Coded, size: int) -> list[Whole]:
    """All pairs, those with sources of one length together, at most so many."""
    return same_lengths([len(one) for one in pairs.sources], size)


def same_lengths(lengths: Sequence[int], size: int) -> list[Whole]:
    """Places of sequences, those of one length together, at most so many."""
    known = np.array(lengths, np.int64)
    found: list[Whole] = []
    for length in np.unique(known):
        own = np.flatnonzero(known == length)
        found += [own[i : i + size] for i in range(0, len(own), size)]
    return found


def batch_of(pairs: Coded, chosen: Whole) -> tuple[Tensor, Tensor, Tensor]:
    """The sources, the pieces before each step and the pieces wanted, each (time, batch)."""
    source = np.stack([pairs.sources[i] for i in chosen], 1)
    targets = [pairs.targets[i] for i in chosen]
    longest = max(map(len, targets)) - 1
    before = np.full((longest, len(chosen)), END, np.int64)
    wanted = np.full((longest, len(chosen)), IGNORED, np.int64)
    for place, target in enumerate(targets):
        before[: len(target) - 1, place] = target[:-1]
        wanted[: len(target) - 1, place] = target[1:]
    wanted[wanted == UNKNOWN] = IGNORED  # never to be written
    return torch.from_numpy(source), torch.from_numpy(before), torch.from_numpy(wanted)
