"""The baseline to beat: an interpolated Witten-Bell character n-gram model.

A table of what followed each short context, nothing more. It is what a network's figure should be
read against, because it shows how much of a text is plain spelling.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnn_demo.words import sentence

Ids = NDArray[np.integer]
Codes = NDArray[np.int64]

PIECE = 1_000_000  # characters counted at once


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
        wide = _wide(ids)
        p = np.full(len(ids), 1 / self.vocab_size)
        for length, counted in enumerate(self.lengths):
            grams = _packed(wide, length, self.vocab_size)
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


def fit(ids: Ids, vocab_size: int, order: int = 5) -> NgramModel:
    """Count a training text.

    Args:
        ids: (characters,), whole numbers below vocab_size.
        vocab_size: how many characters there are.
        order: 5 means that four characters of context predict the fifth.

    Raises:
        ValueError: no text, order below 1, or vocab_size ** order beyond 64 bits.

    Source: Witten and Bell 1991, The zero-frequency problem (their method C), interpolated as in
    Chen and Goodman 1998, An empirical study of smoothing techniques for language modeling, 2.5.
    """
    if order < 1:
        raise ValueError(sentence("The order is {order}; give 1 or more.", order=order))
    if order > largest_order(vocab_size):
        raise ValueError(
            sentence(
                "{order} characters out of {vocab_size:,} cannot be packed into 64 bits: "
                "give a lower order.",
                order=order,
                vocab_size=vocab_size,
            )
        )
    if len(ids) == 0:
        raise ValueError(
            sentence("An n-gram model needs a training text of at least one character.")
        )
    return NgramModel(vocab_size, tuple(_count(ids, n, vocab_size) for n in range(order)))


def largest_order(vocab_size: int) -> int:
    """The most characters out of vocab_size that can be packed into 64 bits."""
    order = 63
    while vocab_size**order > 2**63:
        order -= 1
    return order


def _wide(ids: Ids) -> Codes:
    return np.asarray(ids, dtype=np.int64)


def _packed(ids: Codes, length: int, vocab_size: int) -> Codes:
    """Each character but the first `length`, packed with the `length` ones before it."""
    codes = np.zeros(max(0, len(ids) - length), dtype=np.int64)
    for start in range(length + 1):
        codes = codes * vocab_size + ids[start : start + len(codes)]
    return codes


def _count(ids: Ids, length: int, vocab_size: int) -> ContextLength:
    """Piece by piece: packed, a character takes eight bytes, and sorting a few times that."""
    pieces = [
        np.unique(_packed(_wide(ids[start : start + PIECE + length]), length, vocab_size),
                  return_counts=True)
        for start in range(0, len(ids), PIECE)
    ]  # fmt: skip
    grams, where = np.unique(np.concatenate([piece[0] for piece in pieces]), return_inverse=True)
    gram_counts = np.zeros(len(grams), dtype=np.int64)
    np.add.at(gram_counts, where, np.concatenate([piece[1] for piece in pieces]))
    # The context is the leading digits, so equal contexts stand side by side.
    contexts, first = np.unique(grams // vocab_size, return_index=True)
    totals = np.add.reduceat(gram_counts, first) if len(first) else gram_counts
    kinds = np.diff(first, append=len(grams))
    return ContextLength(grams, gram_counts, contexts, totals, kinds)


def _found(keys: Codes, values: Codes, wanted: Codes) -> Codes:
    """The value at each wanted key, 0 where there is none."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.int64)
    where = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[where] == wanted, values[where], 0)
