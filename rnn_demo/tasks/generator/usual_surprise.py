"""The surprise at passages of a model's own kind of text, by length, to tell other texts by."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.reading import Network
from rnn_demo.tasks.generator.measure import cold

LENGTHS = (32, 64, 128, 256, 512)  # predicted characters, each length twice the one before
MOST = 128  # passages, spread over the text; they overlap where it is short
SHARE = 0.99  # of the passages that cost no more than the bound


def usual_surprise(network: Network, ids: NDArray[np.integer]) -> dict[str, Any]:
    """Bits per character of passages of a text that the model was not trained on.

    Each passage is read from a zero state, as a visitor's text is, and its beginning is a
    passage of each shorter length.

    Args:
        network: the model.
        ids: the text, (characters,).

    Returns:
        `passages`, how many; `bits_per_character`, one row a length with the `characters`
        predicted, the `median` and the bound `most` that 99 % of the passages keep to.
        Lengths that the text does not reach are left out.
    """
    lengths = [length for length in LENGTHS if length < len(ids)]
    if not lengths:
        return {"passages": 0, "bits_per_character": []}
    size = lengths[-1] + 1
    starts = np.unique(np.linspace(0, len(ids) - size, MOST).astype(int))
    # A window each. What would follow its last character is that of the next: left out below.
    read = np.concatenate([*(ids[at : at + size] for at in starts), ids[-1:]])
    costs = cold(network, read, size).nats.reshape(len(starts), size)
    bits = np.cumsum(costs, axis=1) / math.log(2)
    rows = []
    for length in lengths:
        means = bits[:, length - 1] / length
        rows.append(
            {
                "characters": length,
                "median": round(float(np.median(means)), 4),
                "most": round(float(np.quantile(means, SHARE)), 4),
            }
        )
    return {"passages": len(starts), "bits_per_character": rows}
