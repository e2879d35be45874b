"""A rival that cannot write: the translation of the training sentence nearest to the one asked for.

Near is a large cosine of the two bags of words, each word weighed by how rare it is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rnn_demo.tasks.translation.word_model import words_of

Places = NDArray[np.int64]


def nearest_sentences(known: Sequence[str], asked: Sequence[str]) -> Places:
    """For each sentence that is asked for, the place of the known one nearest to it; 0 for none.

    Equation: cos(a, b) = sum of w^2 over common words / (|a| |b|), w = log(N / n) with n of the N
    known sentences holding the word.
    """
    bags = [sorted({word.lower() for word in words_of(text)}) for text in known]
    ids: dict[str, int] = {}
    columns = np.array([ids.setdefault(word, len(ids)) for bag in bags for word in bag], np.int64)
    rows = np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])
    counts = np.bincount(columns, minlength=len(ids))
    weight = np.log(len(bags) / counts) ** 2
    lengths = np.sqrt(np.bincount(rows, weight[columns], len(bags)))
    order = np.argsort(columns, kind="stable")
    holders = np.split(rows[order], np.cumsum(counts)[:-1])  # of each word, the sentences
    found = np.zeros(len(asked), np.int64)
    for place, text in enumerate(asked):
        words = [ids[word] for word in {w.lower() for w in words_of(text)} if word in ids]
        if not words:
            continue
        common = np.zeros(len(bags))
        for word in sorted(words):
            common[holders[word]] += weight[word]
        found[place] = (common / np.maximum(lengths, 1e-9)).argmax()
    return found
