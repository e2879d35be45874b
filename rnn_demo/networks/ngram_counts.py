"""Counting a text: the table of an n-gram model, from the text or from its longest grams."""

from __future__ import annotations

import numpy as np

from rnn_demo.networks.ngram import Codes, ContextLength, Ids, NgramModel, packed
from rnn_demo.words import sentence

PIECE = 1_000_000  # characters counted at once


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


def from_longest(grams: Codes, counts: Codes, head: Ids, vocab_size: int) -> NgramModel:
    """The model of a text of which the counts of the longest grams are known.

    Each shorter gram of the text ends as many longer ones as it has places, but for one place: the
    beginning of the text.

    Args:
        grams: the distinct ones of `order` characters, packed and sorted.
        counts: how often each was seen.
        head: the first order - 1 characters of the text.
        vocab_size: how many characters there are.
    """
    lengths = [_length(grams, counts, vocab_size)]
    beginning = np.asarray(head, dtype=np.int64)
    for length in range(len(head) - 1, -1, -1):
        begun = packed(beginning[: length + 1], length, vocab_size)
        grams, counts = _summed(
            np.append(grams % vocab_size ** (length + 1), begun), np.append(counts, 1)
        )
        lengths.append(_length(grams, counts, vocab_size))
    return NgramModel(vocab_size, tuple(lengths[::-1]))


def largest_order(vocab_size: int) -> int:
    """The most characters out of vocab_size that can be packed into 64 bits."""
    order = 63
    while vocab_size**order > 2**63:
        order -= 1
    return order


def _count(ids: Ids, length: int, vocab_size: int) -> ContextLength:
    """Piece by piece: packed, a character takes eight bytes, and sorting a few times that."""
    pieces = []
    for start in range(0, len(ids), PIECE):
        wide = np.asarray(ids[start : start + PIECE + length], dtype=np.int64)
        pieces.append(np.unique(packed(wide, length, vocab_size), return_counts=True))
    grams, counts = _summed(*(np.concatenate(parts) for parts in zip(*pieces, strict=True)))
    return _length(grams, counts, vocab_size)


def _summed(grams: Codes, counts: Codes) -> tuple[Codes, Codes]:
    """The distinct grams, sorted, and the sum of the counts of each."""
    distinct, where = np.unique(grams, return_inverse=True)
    summed = np.zeros(len(distinct), dtype=np.int64)
    np.add.at(summed, where, counts)
    return distinct, summed


def _length(grams: Codes, counts: Codes, vocab_size: int) -> ContextLength:
    # The context is the leading digits, so equal contexts stand side by side.
    contexts, first = np.unique(grams // vocab_size, return_index=True)
    totals = np.add.reduceat(counts, first) if len(first) else counts
    return ContextLength(grams, counts, contexts, totals, np.diff(first, append=len(grams)))
