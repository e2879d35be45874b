"""Many texts judged side by side in full precision by compiled code, see `float_classifier`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from rnn_demo.reading.classifier import Classifier
from rnn_demo.reading.groups import GroupReader, logits_of_groups

TOGETHER = 96  # texts that share a step: the weights are read once for all of them


def logits_side_by_side(
    classifier: Classifier,
    texts: Sequence[NDArray[np.integer]],
    together: int = TOGETHER,
    threads: int | None = None,
) -> NDArray[np.float64]:
    """The logit of "positive" of each text, (texts,), the same to the last bit in any company.

    Args:
        classifier: the network.
        texts: the pieces of each, at least one.
        together: how many texts share a step.
        threads: how many such groups are read at a time; as many as processors when None.
    """
    # Imported here: judging one text need not wait for the compiler.
    from rnn_demo.engine.float_product import padded
    from rnn_demo.reading.float_classifier import laid_out_classifier
    from rnn_demo.reading.float_steps import read_float_texts
    from rnn_demo.reading.pooling import blank

    weights = laid_out_classifier(classifier)
    reader = GroupReader(
        lambda texts: blank(padded(texts), classifier.hidden_size),
        partial(read_float_texts, weights),
    )
    return logits_of_groups(reader, texts, together, threads)
