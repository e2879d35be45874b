"""The baseline to beat: an interpolated Witten-Bell character n-gram model.

A table of what followed each short context, nothing more. It is what a network's figure should be
read against, because it shows how much of a text is plain spelling.
`rnn_demo.networks.ngram_counts` makes the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.words import sentence

Ids = NDArray[np.integer]
Codes = NDArray[np.int64]


@dataclass(frozen=True)
class ContextLength:
    """What was counted for contexts of one length.

    Characters in a row are packed into one number in base vocab_size, so that a table is a sorted
    array and a look-up is a binary search.
    """

    grams: Codes  # context and next character, sorted
    gram_counts: Codes  # how often each was seen
    contexts: Codes  # sorted
    totals: Codes  # N(h): characters seen after each context
    kinds: Codes  # T(h): distinct ones among them


@dataclass(frozen=True)
class NgramModel:
    """Counts for every context length from 0 to order - 1.

    Attributes:
        vocab_size: how many characters there are.
        lengths: the counts, shortest context first.
    """

    vocab_size: int
    lengths: tuple[ContextLength, ...]

    def nats(self, ids: Ids) -> NDArray[np.float64]:
        """The surprise -ln p of each character of a text, (characters,), in nats.

        Equation, with h' the context h without its oldest character::

            p(c | h) = (count(h c) + T(h) p(c | h')) / (N(h) + T(h))

        and 1 / vocab_size below the empty context. A context that was never seen leaves
        p(c | h') as it is. The first characters have the shorter contexts that there are.
        """
        wide = np.asarray(ids, dtype=np.int64)
        p = np.full(len(ids), 1 / self.vocab_size)
        for length, counted in enumerate(self.lengths):
            grams = packed(wide, length, self.vocab_size)
            count = _found(counted.grams, counted.gram_counts, grams)
            total = _found(counted.contexts, counted.totals, grams // self.vocab_size)
            kinds = _found(counted.contexts, counted.kinds, grams // self.vocab_size)
            shorter = p[length:]
            seen = np.maximum(total + kinds, 1)  # no 0 / 0 after a new context
            p[length:] = np.where(total > 0, (count + kinds * shorter) / seen, shorter)
        surprise: NDArray[np.float64] = -np.log(p)
        return surprise

    def nats_per_character(self, ids: Ids) -> float:
        """Mean surprise over a text read from its start to its end, in nats per character.

        Raises:
            ValueError: the text is empty.
        """
        if len(ids) == 0:
            raise ValueError(
                sentence("An empty text has no nats per character; give at least one.")
            )
        return float(self.nats(ids).mean())

    def following(self, before: Ids | Sequence[int]) -> NDArray[np.float64]:
        """The probabilities p(c | before) of every next character c, (vocab_size,).

        The same equation as that of `nats`, to the last bit, for all c at once.

        Args:
            before: the text so far (characters,); only its last order - 1 matter.
        """
        last = np.asarray(before[max(0, len(before) - len(self.lengths) + 1) :], dtype=np.int64)
        p = np.full(self.vocab_size, 1 / self.vocab_size)
        for length, counted in enumerate(self.lengths[: len(last) + 1]):
            context = 0
            for character in last[len(last) - length :].tolist():
                context = context * self.vocab_size + character
            place = int(np.searchsorted(counted.contexts, context))
            if place == len(counted.contexts) or counted.contexts[place] != context:
                break  # what never was has never been longer either
            first = int(np.searchsorted(counted.grams, context * self.vocab_size))
            kinds, total = int(counted.kinds[place]), int(counted.totals[place])
            own = slice(first, first + kinds)  # those of one context stand side by side
            count = np.zeros(self.vocab_size, dtype=np.int64)
            count[counted.grams[own] % self.vocab_size] = counted.gram_counts[own]
            p = (count + kinds * p) / (total + kinds)
        return p


def packed(ids: Codes, length: int, vocab_size: int) -> Codes:
    """Each character but the first `length`, packed with the `length` ones before it."""
    codes = np.zeros(max(0, len(ids) - length), dtype=np.int64)
    for start in range(length + 1):
        codes = codes * vocab_size + ids[start : start + len(codes)]
    return codes


def _found(keys: Codes, values: Codes, wanted: Codes) -> Codes:
    """The value at each wanted key, 0 where there is none."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.int64)
    where = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[where] == wanted, values[where], 0)
