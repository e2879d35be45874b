"""CaptionLearning to name pictures: the loss of a batch, for the training loop."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from rnn_demo.configuration.captions import CaptionerSize, CaptionLearning
from rnn_demo.data.emoji import EmojiSet
from rnn_demo.networks.captioner import DecoderStep, Encoder
from rnn_demo.networks.recurrence import lstm_sequence
from rnn_demo.tasks.captions.augmentation import allowed, augmented
from rnn_demo.tasks.captions.split import Split
from rnn_demo.tokenizers.name_words import END, NameWords
from rnn_demo.training.checkpoint import Carried

AT_ONCE = 250  # pictures of the validation part
IGNORED = -100  # a target beyond the end of a name


class Learner(nn.Module):
    """Both parts of the captioner, and a head for training that reads words off the grid's mean."""

    def __init__(self, size: CaptionerSize) -> None:
        super().__init__()
        self.encoder = Encoder(size)
        self.step = DecoderStep(size)
        self.bag = nn.Linear(size.channels[-1], size.vocab_size)

    def logits(
        self, ids: Tensor, grid: Tensor, wanted: Tensor, keep: Tensor | None, rate: float
    ) -> Tensor:
        """Logits of the next words where they are wanted (wanted, words).

        Args:
            ids: of the words before each (batch, time).
            grid: of the pictures (batch, places, depth).
            wanted: which are asked for (batch, time).
            keep: where the decoder is told the word before (batch, time, 1); None for everywhere.
            rate: of dropout.
        """
        step = self.step
        embedded = step.embedding[ids]
        if keep is not None:
            embedded = embedded * keep
        embedded = dropped(embedded, rate)
        hidden, cell = self.encoder.begin(grid)
        projected = embedded.transpose(0, 1) @ step.input_weight.t() + step.bias
        narrow = projected.dtype
        outputs, _, _ = lstm_sequence(
            projected, step.hidden_weight.to(narrow), hidden.float(), cell.float()
        )
        outputs = dropped(outputs.transpose(0, 1), rate)
        _, seen = step.attend(step.query(outputs), grid)
        both = torch.cat([outputs, seen.to(outputs.dtype)], 2)[wanted]
        merged = torch.tanh(step.merge(both))
        logits: Tensor = step.head(functional.dropout(merged, rate))
        return logits


def dropped(x: Tensor, rate: float) -> Tensor:
    """Units of x (batch, time or places, units) silenced, the same ones at each time or place."""
    if not rate:
        return x
    kept = torch.empty(x.shape[0], 1, x.shape[2], device=x.device).bernoulli_(1 - rate)
    return x * kept.div_(1 - rate).to(x.dtype)


@dataclass
class CaptionTask:
    """Name each drawing of the training part, changed every time.

    Attributes:
        network: what is trained, in place.
        emoji: the drawings.
        split: their parts.
        training: how.
        words: the vocabulary.
        seed: of the order and the noise.
        narrow: precision of the matrix products.
        device: where to compute.
    """

    network: Learner
    emoji: EmojiSet
    split: Split
    training: CaptionLearning
    words: NameWords
    seed: int
    narrow: torch.dtype = torch.float32
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))

    def __post_init__(self) -> None:
        self._ids = torch.from_numpy(ids_of(self.emoji, self.words))
        may = [allowed(name) for name in self.emoji.names]
        self._mirror = torch.tensor([one.mirror for one in may])
        self._colour = torch.tensor([one.colour for one in may])

    @property
    def steps_per_epoch(self) -> int:
        """Batches in one pass over the training part; the last few drawings wait for the next."""
        return max(1, len(self.split.train) // self.training.recipe.batch_size)

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """Mean cross-entropy in nats a word, and that of the bag of words."""
        size = self.training.recipe.batch_size
        epoch, place = divmod(step, self.steps_per_epoch)
        order = _order(self.seed, epoch, len(self.split.train))
        chosen = self.split.train[order[place * size : (place + 1) * size]]
        generator = torch.Generator().manual_seed((self.seed << 32) + step)
        # Dropout draws from torch's own generator: it depends on nothing that happened before.
        torch.manual_seed((self.seed << 32) + step)
        name = torch.from_numpy(self.emoji.name[chosen])
        pixels = augmented(
            pictures(self.emoji.pixels[chosen]),
            self._mirror[name],
            self._colour[name],
            self.training.augmentation,
            generator,
        )
        before, target = self._shifted(name)
        target = self._there(target)
        keep = torch.rand(*before.shape, 1, generator=generator) >= self.training.word_drop
        keep[:, 0] = True
        rate = self.training.recipe.dropout
        with torch.autocast(self.device.type, self.narrow, self.narrow != torch.float32):
            grid = self.network.encoder.grid(self._there(pixels))
            words = self._there(before), self._there(keep)
            wanted = target != IGNORED
            seen = dropped(grid, rate / 2)
            logits = self.network.logits(words[0], seen, wanted, words[1], rate)
            bag = self.network.bag(functional.dropout(grid.mean(1), rate))
        loss = functional.cross_entropy(
            logits.float(), target[wanted], label_smoothing=self.training.smoothing
        )
        if self.training.bag:
            loss = loss + self.training.bag * _bag_loss(bag.float(), target)
        return loss, {}

    def validate(self) -> float | None:
        """Mean cross-entropy of the validation part, nats a word."""
        chosen = self.split.validation
        if not len(chosen):
            return None
        total, count = 0.0, 0
        with torch.inference_mode():
            for begin in range(0, len(chosen), AT_ONCE):
                part = chosen[begin : begin + AT_ONCE]
                before, target = self._shifted(torch.from_numpy(self.emoji.name[part]))
                pixels = self._there(pictures(self.emoji.pixels[part]))
                with torch.autocast(self.device.type, self.narrow, self.narrow != torch.float32):
                    grid = self.network.encoder.grid(pixels)
                    wanted = self._there(target != IGNORED)
                    logits = self.network.logits(self._there(before), grid, wanted, None, 0.0)
                known = self._there(target)[wanted]
                total += functional.cross_entropy(logits.float(), known, reduction="sum").item()
                count += len(known)
        return total / count

    def _shifted(self, name: Tensor) -> tuple[Tensor, Tensor]:
        """The words before each, and each word with the end; cut to the longest name (batch, t)."""
        ids = self._ids[name]
        ids = ids[:, : int((ids != IGNORED).sum(1).max())]
        before = torch.cat([torch.full_like(ids[:, :1], END), ids[:, :-1].clamp(min=0)], 1)
        return before, ids

    def _there(self, tensor: Tensor) -> Tensor:
        return tensor.to(self.device)


def ids_of(emoji: EmojiSet, words: NameWords) -> NDArray[np.int64]:
    """The ids of every name with its end, then `IGNORED` (names, longest)."""
    rows = [[*words.encode(name.name), END] for name in emoji.names]
    found = np.full((len(rows), max(map(len, rows))), IGNORED, np.int64)
    for row, ids in zip(found, rows, strict=True):
        row[: len(ids)] = ids
    return found


def pictures(pixels: NDArray[np.uint8]) -> Tensor:
    """Drawings (batch, side, side, 3) as the encoder takes them (batch, 3, side, side)."""
    return torch.from_numpy(pixels).permute(0, 3, 1, 2).float().div_(255)


def _bag_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Cross-entropy with the name's words in equal parts, nats."""
    wanted = torch.zeros_like(logits)
    there = target > END
    wanted.scatter_(1, target.clamp(min=END), there.to(wanted.dtype))
    wanted[:, END] = 0
    return functional.cross_entropy(logits, wanted / wanted.sum(1, keepdim=True))


@lru_cache(maxsize=2)
def _order(seed: int, epoch: int, count: int) -> NDArray[np.int64]:
    return np.random.default_rng([seed, epoch]).permutation(count)
