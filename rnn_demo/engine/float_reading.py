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
) -> tuple[Doubles, Floats, Floats]:
    """Read a piece in each stream, and what each next character costs.

    Equal to the last bit to reading every stream by itself, and to one pass in
    `rnn_demo.engine.network` but for the order of the sums.

    Args:
        network: in full precision.
        ids: (streams, time).
        targets: the characters after them, same shape.
        state: (streams, layers, parts, hidden).

    Returns:
        -ln p of the targets (streams, time), the states after it, and which share of its memory
        each unit kept, shaped like a state: 0 for an LSTM's h, which is no memory of its own.
    """
    w, (streams, time) = network.weights, ids.shape
    vocab, room, (_, layers, parts, size) = len(w.head_bias), padded(streams), state.shape
    after = np.zeros((layers, parts, room, size), np.float32)
    after[:, :, :streams] = np.moveaxis(state, 0, 2)
    costs, held = np.empty((streams, time)), np.ones((layers, room, size), np.float32)
    _read(
        w,
        ids.astype(np.int64),
        targets.astype(np.int64),
        after,
        costs,
        np.zeros((room, w.width), np.float32),
        np.zeros((room, size), np.float32),
        np.zeros((room, -(-vocab // LANES) * LANES), np.float32),
        held,
        np.zeros(vocab),
    )
    kept = np.zeros_like(after)
    kept[:, -1] = held
    return costs, _by_stream(after, streams), _by_stream(kept, streams)


def _by_stream(states: Floats, streams: int) -> Floats:
    """(layers, parts, padded, hidden) as (streams, layers, parts, hidden)."""
    return np.ascontiguousarray(np.moveaxis(states[:, :, :streams], 2, 0))


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
    held: Floats,
    log_p: Doubles,
) -> None:
    """Shapes: ids, targets, costs (streams, time); log_p (vocab,); the others as in a step."""
    streams, time = ids.shape
    now = np.empty(streams, np.int64)
    for t in range(time):
        for m in range(streams):
            now[m] = ids[m, t]
        float_step(w, now, state, gates, totals, heads, held)
        for m in range(streams):
            for i in range(log_p.shape[0]):
                log_p[i] = heads[m, i]
            normalise(log_p)
            costs[m, t] = -log_p[targets[m, t]]
