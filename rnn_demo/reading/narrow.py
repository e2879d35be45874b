"""Many texts judged side by side with weights in 8 bits, see `narrow_weights`."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.reading.groups import GroupReader, logits_in_steps, logits_of_groups
from rnn_demo.reading.narrow_weights import NarrowClassifier

TOGETHER = 64  # texts that share a step: their states stay in a core's cache


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
    return logits_of_groups(_reader(narrow), texts, together, threads)


def narrow_reading(
    narrow: NarrowClassifier, texts: Sequence[NDArray[np.integer]], together: int = TOGETHER
) -> Generator[float, None, NDArray[np.float64]]:
    """The same on one thread, step by step; it yields the share that is done."""
    return logits_in_steps(_reader(narrow), texts, together)


def _reader(narrow: NarrowClassifier) -> GroupReader:
    # Imported here: judging one text need not wait for the compiler.
    from rnn_demo.engine.products import padded
    from rnn_demo.engine.stand_in import on_duty
    from rnn_demo.reading.narrow_steps import read_texts
    from rnn_demo.reading.pooling import blank
    from rnn_demo.reading.stand_in import read_texts as read_with_numpy

    def read(*arguments: Any) -> None:
        (read_with_numpy if on_duty() else read_texts)(narrow, *arguments)

    size = narrow.head_weight.shape[1]
    return GroupReader(lambda texts: blank(padded(texts), size), read)
