"""Texts in groups of similar length, each group read side by side by compiled code."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:  # compiled code is imported by those who read
    from rnn_demo.reading.pooling import State

STRETCH = 2_048  # steps times texts of one call: some 20 ms, 50 for a single text
CELLS = 1_000_000  # steps times texts of a group

Texts = Sequence[NDArray[np.integer]]


class GroupReader(NamedTuple):
    """A classifier and the code that reads with it.

    Attributes:
        blank: the state before the first piece of so many texts.
        read: reads pieces [begin, end) of texts; see `narrow_steps.read_texts`.
    """

    blank: Callable[[int], State]
    read: Callable[
        [NDArray[np.int64], NDArray[np.int64], int, int, State, NDArray[np.float64]], None
    ]


def logits_of_groups(
    reader: GroupReader, texts: Texts, together: int, threads: int | None
) -> NDArray[np.float64]:
    """The logit of each text, (texts,); groups of so many texts, on so many threads."""
    lengths = _lengths(texts)
    groups = _groups(lengths, together)
    found = np.zeros(len(texts))

    def judge(chosen: NDArray[np.intp]) -> None:
        for _ in _reading(reader, texts, lengths, chosen, found):
            pass

    threads = min(threads or os.cpu_count() or 1, len(groups))
    if threads <= 1:
        for group in groups:
            judge(group)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(judge, groups))
    return found


def logits_in_steps(
    reader: GroupReader, texts: Texts, together: int
) -> Generator[float, None, NDArray[np.float64]]:
    """The same on one thread, step by step; it yields the share that is done."""
    lengths = _lengths(texts)
    found = np.zeros(len(texts))
    done, cells = 0, max(1, int(lengths.sum()))
    for group in _groups(lengths, together):
        for read in _reading(reader, texts, lengths, group, found):
            done += read
            yield done / cells
    return found


def _lengths(texts: Texts) -> NDArray[np.int64]:
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
    reader: GroupReader,
    texts: Texts,
    lengths: NDArray[np.int64],
    chosen: NDArray[np.intp],
    found: NDArray[np.float64],
) -> Generator[int, None, None]:
    """Read one group; it yields how many pieces were read and writes the logits into `found`."""
    longest = int(lengths[chosen[0]])
    ids = np.zeros((len(chosen), longest), np.int64)
    for row, i in zip(ids, chosen, strict=True):
        row[: lengths[i]] = texts[i]
    state, out = reader.blank(len(chosen)), np.zeros(len(chosen))
    stretch = max(1, STRETCH // len(chosen))
    for begin in range(0, longest, stretch):
        end = min(begin + stretch, longest)
        reader.read(ids, lengths[chosen], begin, end, state, out)
        yield int(np.clip(lengths[chosen] - begin, 0, end - begin).sum())
    found[chosen] = out
