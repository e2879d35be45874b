"""Many texts judged side by side with weights in 8 bits, see `narrow_weights`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from rnn_demo.reading.narrow_weights import NarrowClassifier

TOGETHER = 64  # texts that share a step: their states stay in a core's cache
CELLS = 1_000_000  # steps times texts of a group


def narrow_logits(
    narrow: NarrowClassifier,
    texts: Sequence[NDArray[np.integer]],
    together: int = TOGETHER,
    threads: int | None = None,
) -> NDArray[np.float64]:
    """The logit of "positive" of each text, (texts,).

    Args:
        narrow: the classifier.
        texts: the pieces of each, at least one.
        together: how many texts share a step.
        threads: how many such groups are read at a time; as many as processors when None.
    """
    from rnn_demo.reading.narrow_steps import read_texts

    lengths = np.array([len(ids) for ids in texts], np.int64)
    order = np.argsort(-lengths, kind="stable")  # the shortest last: no padding is read
    found = np.zeros(len(texts))

    def judge(chosen: NDArray[np.intp]) -> None:
        ids = np.zeros((len(chosen), lengths[chosen[0]]), np.int64)
        for row, i in zip(ids, chosen, strict=True):
            row[: lengths[i]] = texts[i]
        out = np.zeros(len(chosen))
        read_texts(narrow, ids, lengths[chosen], out)
        found[chosen] = out

    groups = []
    start = 0
    while start < len(order):
        # A very long text is read with few others, to bound the memory.
        fits = max(1, CELLS // int(lengths[order[start]]))
        groups.append(order[start : start + min(together, fits)])
        start += len(groups[-1])
    threads = min(threads or os.cpu_count() or 1, len(groups))
    if threads <= 1:
        for group in groups:
            judge(group)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(judge, groups))
    return found
