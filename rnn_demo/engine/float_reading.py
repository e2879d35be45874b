"""Many texts read at the same time in full precision: what each next character costs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.choosing import Doubles, normalise
from rnn_demo.engine.compiled import compiled
from rnn_demo.engine.elementwise import Floats
from rnn_demo.engine.float_network import FloatNetwork, FloatWeights
from rnn_demo.engine.float_product import padded
from rnn_demo.engine.float_stepping import float_step
from rnn_demo.engine.lanes import LANES


def read_floats_together(
    network: FloatNetwork,
    ids: NDArray[np.integer],
    targets: NDArray[np.integer],
    state: Floats,
) -> tuple[Doubles, Floats]:
    """Read a piece in each stream, and what each next character costs.

    Equal to the last bit to reading every stream by itself, and to one pass in
    `rnn_demo.engine.network` but for the order of the sums.

    Args:
        network: in full precision.
        ids: (streams, time).
        targets: the characters after them, same shape.
        state: (streams, layers, parts, hidden).

    Returns:
        -ln p of the targets (streams, time), and the states after it.
    """
    w, (streams, time) = network.weights, ids.shape
    vocab, room, (_, layers, parts, size) = len(w.head_bias), padded(streams), state.shape
    after = np.zeros((layers, parts, room, size), np.float32)
    after[:, :, :streams] = np.moveaxis(state, 0, 2)
    costs = np.empty((streams, time))
    _read(
        w,
        ids.astype(np.int64),
        targets.astype(np.int64),
        after,
        costs,
        np.zeros((room, w.width), np.float32),
        np.zeros((room, size), np.float32),
        np.zeros((room, -(-vocab // LANES) * LANES), np.float32),
        np.zeros((2, w.width), np.float32),
        np.zeros(vocab),
    )
    return costs, np.ascontiguousarray(np.moveaxis(after[:, :, :streams], 2, 0))


@compiled
def _read(
    w: FloatWeights,
    ids: NDArray[np.int64],
    targets: NDArray[np.int64],
    state: Floats,
    costs: Doubles,
    gates: Floats,
    totals: Floats,
    heads: Floats,
    work: Floats,
    log_p: Doubles,
) -> None:
    """Shapes: ids, targets, costs (streams, time); log_p (vocab,); the others as in a step."""
    streams, time = ids.shape
    now = np.empty(streams, np.int64)
    for t in range(time):
        for m in range(streams):
            now[m] = ids[m, t]
        float_step(w, now, state, gates, totals, heads, work)
        for m in range(streams):
            for i in range(log_p.shape[0]):
                log_p[i] = heads[m, i]
            normalise(log_p)
            costs[m, t] = -log_p[targets[m, t]]
