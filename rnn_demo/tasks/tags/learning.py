"""Learning to tag: the loss of a step, for the training loop."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from rnn_demo.configuration.tags import TagConfig
from rnn_demo.data.word_forms import GRAMMEMES, WordForms
from rnn_demo.networks.tagger import Tagger
from rnn_demo.tasks.tags.parts import LONGEST, TagParts
from rnn_demo.tasks.tags.spellings import Spellings
from rnn_demo.tokenizers.tagged_words import HEAD, TaggedWords
from rnn_demo.training.checkpoint import Carried

AT_ONCE = 4_000  # words of the validation part
FORMS = 1_024  # of the dictionary, a step
CAPITAL = 0.2  # share of forms that are read with a capital letter
KNOWING = 0.3  # weight of what the dictionary says, at the beginning
FADED = 0.9  # of the run, after which only tags are learned


class WithDictionary(nn.Module):
    """A tagger, and what is only needed while it learns from a dictionary.

    Attributes:
        tagger: what is kept.
        grammemes: from the letters of a form to what it can be.
    """

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger
        self.grammemes = nn.Linear(tagger.size.letters_dim, len(GRAMMEMES))


@dataclass
class TagTask:
    """Tag every word, and tell by its letters what a form of the dictionary can be.

    The latter fades: towards the end only tags are learned.

    Attributes:
        network: what is trained, in place.
        vocabulary: its words and characters.
        parts: the texts.
        forms: of the dictionary, or None.
        config: how.
        narrow: precision of the matrix products.
    """

    network: WithDictionary
    vocabulary: TaggedWords
    parts: TagParts
    forms: WordForms | None
    config: TagConfig
    narrow: torch.dtype = torch.float32
    spellings: Spellings = field(init=False)

    def __post_init__(self) -> None:
        self.spellings = Spellings(self.vocabulary)
        learned = [
            one for one in (*self.parts.train, *self.parts.more) if len(one.words) <= LONGEST
        ]
        self.learned = self.spellings.encode(
            [one.words for one in learned], [one.tags for one in learned]
        )
        held = self.parts.validation
        self.held = self.spellings.encode([one.words for one in held], [one.tags for one in held])
        self.lengths = np.array([len(tags) for tags in self.learned.tags])
        self.planned: tuple[int, list[NDArray[np.int64]]] = (-1, [])
        self.count = max(1, round(int(self.lengths.sum()) / self.config.recipe.batch_size))
        if self.forms is not None:
            self.form_rows = self.spellings.rows(self.forms.forms)

    @property
    def steps_per_epoch(self) -> int:
        """Batches in one pass over the tagged sentences."""
        return self.count

    def loss(self, step: int, carried: Carried) -> tuple[Tensor, Carried]:
        """Nats a word for both readers' tags, and what the dictionary adds while it does."""
        generator = np.random.default_rng([self.config.seed, step])
        torch.manual_seed((self.config.seed << 31) + step)
        epoch, place = divmod(step, self.count)
        if epoch != self.planned[0]:
            batches = _batches(self.lengths, self.count, self.config.seed, epoch)
            self.planned = epoch, batches
        chosen = self.planned[1][place % len(self.planned[1])]
        sentences, tags = self.spellings.batch(self.learned, chosen, generator, self.config.unknown)
        faded = 1 - step / (FADED * max(1.0, self.config.recipe.epochs * self.count))
        with torch.autocast("cpu", self.narrow, self.narrow != torch.float32):
            states = self.network.tagger.read(sentences, self.config.recipe.dropout)
            there = sentences.mask()
            found = self.network.tagger.tag(*(state[there] for state in states))
            total = sum(
                (functional.cross_entropy(logits.float(), tags[there]) for logits in found),
                torch.zeros(()),
            )
            if self.forms is not None and faded > 0:
                total = total + KNOWING * faded * self._form_loss(generator)
        return total, {}

    def _form_loss(self, generator: np.random.Generator) -> Tensor:
        """Nats a form, over all that it can be."""
        assert self.forms is not None
        chosen = generator.integers(len(self.forms.forms), size=FORMS)
        ids = torch.from_numpy(self.form_rows[chosen].astype(np.int64))
        capital = np.zeros(ids.shape, np.int64)
        named = generator.random(FORMS) < CAPITAL  # any word can begin a sentence
        first = HEAD + np.argmax(self.form_rows[chosen][:, HEAD:] > 0, 1)
        capital[named, 0] = 1
        capital[named, first[named]] = 1
        spelled = torch.stack([ids, torch.from_numpy(capital)], 1)
        logits = self.network.grammemes(self.network.tagger.letters(spelled))
        wanted = torch.from_numpy(self.forms.can_be[chosen]).float()
        loss = functional.binary_cross_entropy_with_logits(logits.float(), wanted, reduction="sum")
        return loss / FORMS

    def validate(self) -> float | None:
        """Share of words of the part dev that get a wrong tag, the mean of the two readers."""
        causal, both = self.right()
        return 1 - (causal + both) / 2

    def right(self) -> tuple[float, float]:
        """Share of words of the part dev that are tagged right, causally and with what follows."""
        right, words = np.zeros(2), 0
        order = np.argsort([len(tags) for tags in self.held.tags], kind="stable")
        with torch.inference_mode():
            begin = 0
            while begin < len(order):
                longest = len(self.held.tags[order[min(begin + 50, len(order) - 1)]])
                chosen = order[begin : begin + max(1, AT_ONCE // max(1, longest))]
                begin += len(chosen)
                sentences, tags = self.spellings.batch(self.held, chosen)
                there = sentences.mask()
                with torch.autocast("cpu", self.narrow, self.narrow != torch.float32):
                    read = self.network.tagger.read(sentences)
                    found = self.network.tagger.tag(*read)
                for place, logits in enumerate(found):
                    right[place] += int((logits.argmax(2) == tags)[there].sum())
                words += int(there.sum())
        return float(right[0] / words), float(right[1] / words)


def _batches(
    lengths: NDArray[np.int64], count: int, seed: int, epoch: int
) -> list[NDArray[np.int64]]:
    """All sentences in `count` batches of about as many words each, of like lengths."""
    generator = np.random.default_rng([seed, epoch])
    like = np.argsort(lengths + generator.uniform(0, 3 + 0.1 * lengths), kind="stable")
    share = np.cumsum(lengths[like]) * count // (lengths.sum() + 1)
    batches = np.split(like, np.flatnonzero(np.diff(share)) + 1)
    return [batches[i] for i in generator.permutation(len(batches))]
