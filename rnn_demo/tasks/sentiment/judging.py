"""Training the classifier: reader and head on labelled reviews, against worst-case noise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from rnn_demo.configuration.recipe import Recipe
from rnn_demo.networks.language_model import Regularisation
from rnn_demo.networks.text_classifier import TextClassifier
from rnn_demo.training.checkpoint import Carried

BUCKET = 50  # batches whose texts are sorted by length together
SHORTEST_PREFIX = 16


@dataclass(frozen=True)
class LabelledTexts:
    """Texts with their targets.

    Attributes:
        pieces: ids of each text.
        targets: probability of "positive" of each, (texts,): 0 or 1 for a label, between them
            for a teacher's opinion.
    """

    pieces: Sequence[NDArray[np.integer]]
    targets: NDArray[np.float32]


@dataclass
class JudgingTask:
    """Cross-entropy of whole texts, of random beginnings of them, and of disturbed texts.

    Attributes:
        network: trained in place.
        training: the texts to learn from.
        validation: the texts to stop by.
        recipe: rates of the noise; `sequence_length` is how many of a text's last pieces are read.
        perturbation: length of the disturbance of a text's embedding, 0 for none; 1 is the length
            of one average piece's vector.
        prefix_share: weight of the beginnings.
        head_dropout: share of pooled values silenced.
        seed: of the noise and the order.
        narrow: precision of the matrix products.
    """

    network: TextClassifier
    training: LabelledTexts
    validation: LabelledTexts
    recipe: Recipe
    perturbation: float = 0.0
    prefix_share: float = 0.0
    head_dropout: float = 0.0
    seed: int = 0
    narrow: torch.dtype = torch.float32
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))

    def __post_init__(self) -> None:
        self._lengths = np.array([len(pieces) for pieces in self.training.pieces])
        self._order: tuple[int, list[NDArray[np.intp]]] = (-1, [])
        embedding = self.network.reader.embedding.detach()
        used = np.bincount(np.concatenate(self.training.pieces), minlength=len(embedding))
        weight = torch.from_numpy(used / used.sum()).to(embedding)
        self._typical_norm = float((embedding.norm(dim=1) * weight).sum())

    @property
    def steps_per_epoch(self) -> int:
        """Batches in one pass over the texts."""
        return math.ceil(len(self._lengths) / self.recipe.batch_size)

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """Mean cross-entropy of a batch in nats per text.

        With a perturbation the loss of the undisturbed texts has been differentiated when this
        returns: its gradient by the embedded texts is needed to disturb them, and computing it
        twice would cost a third of the time.

        Equation: L(x) + L(x + r), r = ε g / |g|, g = ∂L/∂x, for each text by itself.
        Source: Miyato, Dai, Goodfellow 2017.
        """
        noise = np.random.default_rng([self.seed, step])
        chosen = self._batch(step)
        ids, lengths = self._padded([self.training.pieces[i] for i in chosen])
        targets = torch.from_numpy(self.training.targets[chosen]).to(self.device)
        cuts = lengths.unsqueeze(0)
        if self.prefix_share:
            shortest = torch.clamp(lengths, max=SHORTEST_PREFIX)
            share = torch.from_numpy(noise.random(len(chosen))).to(self.device)
            prefix = shortest + ((lengths - shortest + 1) * share).long()
            cuts = torch.stack([lengths, prefix])
        mask_seed = int(noise.integers(2**62))

        def judged(embedded: Tensor) -> Tensor:
            # The same masks for the plain text and the disturbed one.
            generator = torch.Generator(self.device).manual_seed(mask_seed)
            regularisation = Regularisation(self.recipe.dropout, self.recipe.weight_drop, generator)
            logits = self.network(embedded, cuts, regularisation, self.narrow, self.head_dropout)
            losses = nn.functional.binary_cross_entropy_with_logits(
                logits, targets.expand_as(logits), reduction="none"
            ).mean(1)
            return losses[0] + self.prefix_share * losses[1:].sum()

        embedded = self.network.reader.embed(ids)
        if not self.perturbation:
            return judged(embedded), {}
        embedded.retain_grad()
        clean = judged(embedded)
        clean.backward(retain_graph=True)
        assert embedded.grad is not None
        gradient = embedded.grad.detach()
        length = gradient.square().sum((0, 2), keepdim=True).sqrt().clamp_min(1e-20)
        away = self.perturbation * self._typical_norm * gradient / length
        return judged(self.network.reader.embed(ids) + away) + clean.detach(), {}

    def validate(self) -> float:
        """Mean cross-entropy of the validation texts in nats per text, read whole."""
        logits = self.judge(self.validation.pieces)
        targets = torch.from_numpy(self.validation.targets)
        return nn.functional.binary_cross_entropy_with_logits(logits, targets).item()

    def judge(self, texts: Sequence[NDArray[np.integer]]) -> Tensor:
        """Logits of whole texts (texts,), without noise."""
        lengths = np.array([len(pieces) for pieces in texts])
        order = np.argsort(lengths, kind="stable")
        logits = torch.empty(len(texts))
        size = 2 * self.recipe.batch_size
        with torch.inference_mode():
            for start in range(0, len(order), size):
                chosen = order[start : start + size]
                ids, ends = self._padded([texts[i] for i in chosen], whole=True)
                embedded = self.network.reader.embed(ids)
                logits[chosen] = self.network(embedded, ends.unsqueeze(0), None, self.narrow)[
                    0
                ].cpu()
        return logits

    def _padded(
        self, texts: Sequence[NDArray[np.integer]], whole: bool = False
    ) -> tuple[Tensor, Tensor]:
        """Ids (batch, time), zeros after the end, and lengths (batch,)."""
        most = max(map(len, texts)) if whole else self.recipe.sequence_length
        lengths = np.array([min(len(text), most) for text in texts])
        ids = np.zeros((len(texts), lengths.max()), np.int64)
        for row, text in zip(ids, texts, strict=True):
            end = text[-most:]
            row[: len(end)] = end
        return torch.from_numpy(ids).to(self.device), torch.from_numpy(lengths).to(self.device)

    def _batch(self, step: int) -> NDArray[np.intp]:
        """The texts that a step reads: similar in length, and in a new order for each pass."""
        epoch, place = divmod(step, self.steps_per_epoch)
        if self._order[0] != epoch:
            random = np.random.default_rng([self.seed, epoch, 1])
            order = random.permutation(len(self._lengths))
            size = self.recipe.batch_size
            batches: list[NDArray[np.intp]] = []
            for start in range(0, len(order), size * BUCKET):
                bucket = order[start : start + size * BUCKET]
                bucket = bucket[np.argsort(self._lengths[bucket], kind="stable")]
                batches += [bucket[i : i + size] for i in range(0, len(bucket), size)]
            random.shuffle(batches)
            self._order = (epoch, batches)
        return self._order[1][place]
