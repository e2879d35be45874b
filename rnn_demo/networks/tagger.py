"""A tagger in torch: a word from its letters and its number, and an LSTM in each direction.

The LSTM that reads forwards gives both readers what was; the one that reads backwards gives the
second reader what comes. So the two differ in the future and in nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from rnn_demo.configuration.tags import TaggerSize
from rnn_demo.networks.recurrence import lstm_sequence
from rnn_demo.tokenizers.tagged_words import FIRST, HEAD, TAIL

FORGET_BIAS = 1.0


@dataclass(frozen=True)
class Sentences:
    """Sentences as the tagger reads them.

    Attributes:
        distinct: the spellings of the different words, (distinct, 2, letters): ids and whether they
            are capital.
        spelled: which of them each word is, (batch, time).
        known: the ids of known words, 0 for the others, (batch, time).
        lengths: words of each sentence, (batch,).
    """

    distinct: Tensor
    spelled: Tensor
    known: Tensor
    lengths: Tensor

    def mask(self) -> Tensor:
        """Where there is a word, (batch, time)."""
        return torch.arange(self.known.shape[1]) < self.lengths.unsqueeze(1)


class Tagger(nn.Module):
    """Words to tags, with and without what follows.

    Equations, for the word t with its letters s and its number w::

        x_t = [letters(s), E w]
        f_t = LSTM(x_t, f_{t-1})                     b_t = LSTM(x_t, b_{t+1})
        causal = softmax(W_2 relu(W_1 [f_t, x_t]))   both = softmax(V_2 relu(V_1 [f_t, b_t, x_t]))
    """

    def __init__(self, size: TaggerSize) -> None:
        super().__init__()
        self.size = size
        vector, hidden = size.letters_dim + size.word_dim, size.hidden_size
        self.characters = nn.Parameter(torch.empty(FIRST + size.characters, size.character_dim))
        self.capital = nn.Parameter(torch.empty(size.character_dim))
        self.letters_1 = nn.Linear((HEAD + TAIL) * size.character_dim, size.letters_hidden)
        self.letters_2 = nn.Linear(size.letters_hidden, size.letters_hidden)
        self.letters_3 = nn.Linear(size.letters_hidden, size.letters_dim)
        self.words = nn.Parameter(torch.empty(1 + size.words, size.word_dim))
        for name in ("forwards", "backwards"):
            setattr(self, f"{name}_input", nn.Parameter(torch.empty(4 * hidden, vector)))
            setattr(self, f"{name}_hidden", nn.Parameter(torch.empty(4 * hidden, hidden)))
            setattr(self, f"{name}_bias", nn.Parameter(torch.empty(4 * hidden)))
        self.causal_1 = nn.Linear(hidden + vector, hidden)
        self.causal_2 = nn.Linear(hidden, size.vocab_size)
        self.both_1 = nn.Linear(2 * hidden + vector, hidden)
        self.both_2 = nn.Linear(hidden, size.vocab_size)

    def initialise(self, seed: int) -> None:
        """Draw the first weights."""
        generator = torch.Generator().manual_seed(seed)
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                if name in ("characters", "capital", "words"):
                    parameter.normal_(0, 0.1, generator=generator)
                elif parameter.dim() > 1:
                    bound = (6 / sum(parameter.shape)) ** 0.5
                    if name.endswith("_hidden"):
                        bound = parameter.shape[1] ** -0.5
                    parameter.uniform_(-bound, bound, generator=generator)
                else:
                    parameter.zero_()
            hidden = self.size.hidden_size
            for name in ("forwards", "backwards"):
                getattr(self, f"{name}_bias")[hidden : 2 * hidden] = FORGET_BIAS

    def letters(self, distinct: Tensor) -> Tensor:
        """A vector for each spelling, (distinct, letters_dim), from its first and last letters."""
        ids, capital = distinct[:, 0], distinct[:, 1]
        x = functional.embedding(ids, self.characters) + capital.unsqueeze(2) * self.capital
        x = torch.relu(self.letters_1(x.flatten(1)))
        letters: Tensor = self.letters_3(torch.relu(self.letters_2(x)))
        return letters

    def read(self, sentences: Sentences, dropout: float = 0.0) -> tuple[Tensor, Tensor, Tensor]:
        """What is known of each word: its own vector, and the states of both directions.

        Returns:
            x, f and b, (batch, time, …).
        """
        letters = self.letters(sentences.distinct)
        x = torch.cat(
            [
                functional.embedding(sentences.spelled, letters),
                functional.embedding(sentences.known, self.words).to(letters.dtype),
            ],
            2,
        )
        x = _dropped(x, dropout)
        forwards = self._lstm("forwards", x)
        backwards = _reversed(
            self._lstm("backwards", _reversed(x, sentences.lengths)), sentences.lengths
        )
        return x, _dropped(forwards, dropout), _dropped(backwards, dropout)

    def tag(self, x: Tensor, forwards: Tensor, backwards: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of the tags by the causal reader and by the one with both directions."""
        causal = self.causal_2(torch.relu(self.causal_1(torch.cat([forwards, x], -1))))
        both = self.both_2(torch.relu(self.both_1(torch.cat([forwards, backwards, x], -1))))
        return causal, both

    def _lstm(self, name: str, x: Tensor) -> Tensor:
        weight = getattr(self, f"{name}_input")
        projected = functional.linear(x, weight, getattr(self, f"{name}_bias")).transpose(0, 1)
        start = torch.zeros(len(x), self.size.hidden_size)
        hidden, _, _ = lstm_sequence(
            projected.contiguous(),
            getattr(self, f"{name}_hidden").to(projected.dtype),
            start.to(projected.dtype),
            start,
        )
        return hidden.transpose(0, 1)


def _reversed(x: Tensor, lengths: Tensor) -> Tensor:
    """Each sentence of (batch, time, …) with its words from the last to the first."""
    time = torch.arange(x.shape[1])
    turned = (lengths.unsqueeze(1) - 1 - time) % x.shape[1]
    return x.gather(1, turned.unsqueeze(2).expand(-1, -1, x.shape[2]))


def _dropped(x: Tensor, rate: float) -> Tensor:
    """The same numbers dropped at every word of a sentence (Gal and Ghahramani 2016)."""
    if not rate:
        return x
    return x * functional.dropout(torch.ones(len(x), 1, x.shape[2], dtype=x.dtype), rate)
