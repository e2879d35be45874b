"""Many texts judged side by side with weights in 8 bits, see `narrow_weights`."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from rnn_demo.reading.narrow_weights import NarrowClassifier

TOGETHER = 64  # texts that share a step: their states stay in a core's cache
CELLS = 1_000_000  # steps times texts of a group
STRETCH = 2_048  # steps times texts of one call: some 20 ms, 50 for a single text


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
    lengths = _lengths(texts)
    groups = _groups(lengths, together)
    found = np.zeros(len(texts))

    def judge(chosen: NDArray[np.intp]) -> None:
        for _ in _reading(narrow, texts, lengths, chosen, found):
            pass

    threads = min(threads or os.cpu_count() or 1, len(groups))
    if threads <= 1:
        for group in groups:
            judge(group)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(judge, groups))
    return found


def narrow_reading(
    narrow: NarrowClassifier, texts: Sequence[NDArray[np.integer]], together: int = TOGETHER
) -> Generator[float, None, NDArray[np.float64]]:
    """The same on one thread, step by step; it yields the share that is done."""
    lengths = _lengths(texts)
    found = np.zeros(len(texts))
    done, cells = 0, max(1, int(lengths.sum()))
    for group in _groups(lengths, together):
        for read in _reading(narrow, texts, lengths, group, found):
            done += read
            yield done / cells
    return found


def _lengths(texts: Sequence[NDArray[np.integer]]) -> NDArray[np.int64]:
    return np.array([len(ids) for ids in texts], np.int64)


def _groups(lengths: NDArray[np.int64], together: int) -> list[NDArray[np.intp]]:
    """Which texts share a step: of similar length, so that no padding is read."""
    order = np.argsort(-lengths, kind="stable")
    groups = []
    start = 0
    while start < len(order):
        # A very long text is read with few others, to bound the memory.
        fits = max(1, CELLS // int(lengths[order[start]]))
        groups.append(order[start : start + min(together, fits)])
        start += len(groups[-1])
    return groups


def _reading(
    narrow: NarrowClassifier,
    texts: Sequence[NDArray[np.integer]],
    lengths: NDArray[np.int64],
    chosen: NDArray[np.intp],
    found: NDArray[np.float64],
) -> Generator[int, None, None]:
    """Read one group; it yields how many pieces were read and writes the logits into `found`."""
    from rnn_demo.engine.stand_in import on_duty
    from rnn_demo.reading import narrow_steps, stand_in

    longest = int(lengths[chosen[0]])
    ids = np.zeros((len(chosen), longest), np.int64)
    for row, i in zip(ids, chosen, strict=True):
        row[: lengths[i]] = texts[i]
    state, out = narrow_steps.blank(len(chosen), narrow.head_weight.shape[1]), np.zeros(len(chosen))
    stretch = max(1, STRETCH // len(chosen))
    for begin in range(0, longest, stretch):
        end = min(begin + stretch, longest)
        read_texts = stand_in.read_texts if on_duty() else narrow_steps.read_texts
        read_texts(narrow, ids, lengths[chosen], begin, end, state, out)
        yield int(np.clip(lengths[chosen] - begin, 0, end - begin).sum())
    found[chosen] = out
