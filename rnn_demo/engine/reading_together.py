"""Many texts read at the same time, in either precision: what each next character costs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.choosing import Doubles, normalise
from rnn_demo.engine.compiled import compiled
from rnn_demo.engine.elementwise import Floats, Narrow
from rnn_demo.engine.float_network import FloatNetwork
from rnn_demo.engine.float_reading import read_floats_together
from rnn_demo.engine.holding import HeldUnits, nothing_held
from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.narrow_network import NarrowNetwork, NarrowWeights
from rnn_demo.engine.products import padded
from rnn_demo.engine.stepping import step


def read_together(
    network: NarrowNetwork | FloatNetwork,
    ids: NDArray[np.integer],
    targets: NDArray[np.integer],
    state: Floats,
) -> tuple[Doubles, Floats]:
    """Read a piece in each stream, and what each next character costs.

    Equal to the last bit to reading every stream by itself.

    Args:
        network: in 8 bits, or in full precision.
        ids: (streams, time).
        targets: the characters after them, same shape.
        state: (streams, layers, parts, hidden).

    Returns:
        -ln p of the targets (streams, time), and the states after it.
    """
    if isinstance(network, FloatNetwork):
        return read_floats_together(network, ids, targets, state)[:2]
    w, (streams, time) = network.weights, ids.shape
    vocab, room = len(w.head_bias), padded(streams)
    after, costs = np.array(state, np.float32, order="C"), np.empty((streams, time))
    _read(
        w,
        ids.astype(np.int64),
        targets.astype(np.int64),
        after,
        nothing_held(streams, len(w.biases), w.hidden_size),
        costs,
        np.zeros((streams, vocab), np.float32),
        np.zeros((room, w.width), np.float32),
        np.zeros((room, w.hidden_size), np.float32),
        np.zeros((room, w.columns), np.uint8),
        np.zeros((room, -(-vocab // LANES) * LANES), np.float32),
        np.zeros(vocab),
    )
    return costs, after


@compiled
def _read(
    w: NarrowWeights,
    ids: NDArray[np.int64],
    targets: NDArray[np.int64],
    state: Floats,
    held: HeldUnits,
    costs: Doubles,
    logits: Floats,
    gates: Floats,
    totals: Floats,
    narrow: Narrow,
    heads: Floats,
    log_p: Doubles,
) -> None:
    """Shapes: ids, targets, costs (streams, time); log_p (vocab,); the others as in `step`."""
    streams, time = ids.shape
    slots, now = np.arange(streams), np.empty(streams, np.int64)
    for t in range(time):
        for m in range(streams):
            now[m] = ids[m, t]
        step(w, slots, now, state, held, logits, gates, totals, narrow, heads)
        for m in range(streams):
            for i in range(log_p.shape[0]):
                log_p[i] = logits[m, i]
            normalise(log_p)
            costs[m, t] = -log_p[targets[m, t]]
