"""Training a network on whole tunes: batches of tunes of like length, padded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnn_demo.configuration.recipe import Recipe
from rnn_demo.networks.language_model import LanguageModel, Regularisation
from rnn_demo.tokenizers.tunes import HEADER, TuneTokenizer
from rnn_demo.training.checkpoint import Carried

IGNORED = -100  # a target that costs nothing, as torch has it
TONIC_PLACE = 2  # in the header
SPREAD = 0.15  # of the noise on the logarithm of a length when tunes of like length are gathered
ANY_KIND, ANY_TONIC = 0.1, 0.3  # shares of tunes whose kind, or tonic, is not told
Ids = NDArray[np.int64]


@dataclass
class TuneTask:
    """Predict each next token of a tune after its header.

    Attributes:
        network: what is trained, in place.
        tokenizer: the vocabulary.
        train: tokens of the training tunes.
        validation: tokens of the validation tunes.
        recipe: rates of the noise, and tunes a batch.
        seed: of order and noise.
        narrow: precision of the matrix products.
        device: where to compute.
    """

    network: LanguageModel
    tokenizer: TuneTokenizer
    train: Sequence[Ids]
    validation: Sequence[Ids]
    recipe: Recipe
    seed: int
    narrow: torch.dtype = torch.float32
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))

    @property
    def steps_per_epoch(self) -> int:
        """Batches in one pass over the tunes."""
        return -(-len(self.train) // self.recipe.batch_size)

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """Mean cross-entropy of a batch in nats per token; nothing is carried between tunes."""
        del carried
        epoch, place = divmod(step, self.steps_per_epoch)
        rows = _order([len(ids) for ids in self.train], self.recipe.batch_size, self.seed, epoch)
        noise = np.random.default_rng([self.seed, step])
        tunes = [self._told_less(self.train[i], noise) for i in rows[place]]
        regularisation = Regularisation(
            self.recipe.dropout,
            self.recipe.weight_drop,
            torch.Generator(self.device).manual_seed(int(noise.integers(2**62))),
        )
        total, count = self._total(tunes, regularisation)
        return total / count, {}

    def validate(self) -> float | None:
        """Mean loss in nats per token over the validation tunes."""
        order = sorted(range(len(self.validation)), key=lambda i: len(self.validation[i]))
        size, total, count = self.recipe.batch_size, 0.0, 0
        with torch.inference_mode():
            for start in range(0, len(order), size):
                some = [self.validation[i] for i in order[start : start + size]]
                nats, tokens = self._total(some, None)
                total, count = total + nats.item(), count + tokens
        return total / count if count else None

    def _total(
        self, tunes: Sequence[Ids], regularisation: Regularisation | None
    ) -> tuple[Tensor, int]:
        """Sum of the surprises of all tokens after the headers, in nats, and how many there are."""
        rows = np.full((len(tunes), max(map(len, tunes))), IGNORED, np.int64)
        for row, ids in zip(rows, tunes, strict=True):
            row[: len(ids)] = ids
        inputs, targets = np.maximum(rows[:, :-1], 0), rows[:, 1:].copy()
        targets[:, : HEADER - 1] = IGNORED
        logits, _ = self.network(
            torch.from_numpy(inputs).to(self.device),
            self.network.initial_state(len(tunes)),
            regularisation,
            self.narrow,
        )
        total = nn.functional.cross_entropy(
            logits.reshape(-1, logits.shape[2]),
            torch.from_numpy(targets).to(self.device).reshape(-1),
            ignore_index=IGNORED,
            reduction="sum",
        )
        return total, int((targets != IGNORED).sum())

    def _told_less(self, ids: Ids, noise: np.random.Generator) -> Ids:
        """The tune with "any" in the place of its kind or its tonic now and then."""
        told = ids.copy()
        kind, tonic = noise.random(2)
        if kind < ANY_KIND:
            told[0] = self.tokenizer.ids["R:any"]
        if tonic < ANY_TONIC:
            told[TONIC_PLACE] = self.tokenizer.ids["tonic:any"]
        return told


def _order(lengths: Sequence[int], size: int, seed: int, epoch: int) -> list[NDArray[np.int64]]:
    """Batches of a pass: tunes of like length together, in another order each time."""
    noise = np.random.default_rng([seed, epoch, 1])
    blurred = np.log(lengths) + SPREAD * noise.standard_normal(len(lengths))
    rows = np.argsort(blurred)
    batches = [rows[start : start + size] for start in range(0, len(rows), size)]
    return [batches[i] for i in noise.permutation(len(batches)).tolist()]
