"""How well a hidden Markov model predicts a text, by the two protocols of the generators.

`rnn_demo.tasks.generator.measure` describes them; here a window begins with the stationary
distribution instead of a zero state.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from rnn_demo.networks.hidden_markov import Array, HiddenMarkovModel, Ids, forward
from rnn_demo.tasks.generator.measure import PIECE, Surprise, untold

WINDOWS = 256  # read at once


def stateful(
    model: HiddenMarkovModel, ids: Ids, tell: Callable[[int], object] = untold
) -> Surprise:
    """One pass with the message carried; the first character is read, not predicted.

    Args:
        model: the model.
        ids: the text (characters,).
        tell: called now and then with how many more characters were predicted.
    """
    costs: list[NDArray[np.float64]] = [np.empty(0)]
    before: Array | None = None
    for start in range(0, len(ids), PIECE):
        read = forward(model, ids[None, start : start + PIECE].astype(np.int64), before)
        before = read.messages[-1]
        costs.append(-np.log(read.scales[:, 0].astype(np.float64)))
        tell(read.scales.size)
    return Surprise(np.concatenate(costs)[1:])


def cold(
    model: HiddenMarkovModel, ids: Ids, context: int, tell: Callable[[int], object] = untold
) -> Surprise:
    """Windows that each begin with the stationary distribution; see the generators' `cold`.

    Args:
        model: the model.
        ids: the text (characters,).
        context: characters in a window.
        tell: called now and then with how many more characters were predicted.
    """
    context = min(context, max(1, len(ids) - 1))
    count = (len(ids) - 1) // context
    costs: list[NDArray[np.float64]] = [np.empty(0)]
    for start in range(0, count, WINDOWS):
        firsts = np.arange(start, min(count, start + WINDOWS)) * context
        windows = ids[firsts[:, None] + np.arange(context + 1)].astype(np.int64)
        scales = forward(model, windows).scales[1:]
        costs.append(-np.log(scales.T.astype(np.float64)).reshape(-1))
        tell(scales.size)
    return Surprise(np.concatenate(costs))
