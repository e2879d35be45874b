"""Steps of streams in numpy: they write until the machine code is there, and the same texts.

A fresh machine compiles for some seconds; meanwhile the served page writes with these functions.
Each number is that of the compiled code to the last bit: products are sums of whole numbers, small
enough that floating point adds them up exactly in any order, and everything else is the same
operations in the same order. So a text may change hands at any character, and its link restores it
either way. (A character is chosen with numpy's logarithm, whose last digit may differ: two
characters would have to be equally good to 15 digits.)
"""

from __future__ import annotations

import math
import threading
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from rnn_demo.engine.holding import HeldUnits
from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.narrow_network import ELMAN, GRU, LARGEST, LSTM, NarrowNetwork, NarrowWeights
from rnn_demo.engine.plain_gates import exponential, hyperbolic_tangent, narrow_state, sigmoid
from rnn_demo.sampling import Knobs, choose, gumbel_noise, narrow

if TYPE_CHECKING:
    from rnn_demo.engine.advancing import StreamArrays

Floats = NDArray[np.float32]
Matrix = NDArray[Any]

_on_duty = threading.Event()
_matrices: WeakKeyDictionary[NarrowNetwork, list[Matrix]] = WeakKeyDictionary()


def stand_in() -> None:
    """From now on these functions write."""
    _on_duty.set()


def relieve() -> None:
    """From now on compiled code does."""
    _on_duty.clear()
    _matrices.clear()


def on_duty() -> bool:
    """Whether these functions write."""
    return _on_duty.is_set()


def advance(network: NarrowNetwork, slots: NDArray[np.int64], steps: int, s: StreamArrays) -> None:
    """See `rnn_demo.engine.advancing.advance`."""
    for _ in range(steps):
        chosen = np.array([_choose(network.weights, slot, s) for slot in slots.tolist()])
        totals = _read(network, chosen, slots, s.state, s.held)
        s.logits[slots] = _head(network, totals)


def read_piece(
    network: NarrowNetwork, ids: NDArray[np.int64], state: Floats, held: HeldUnits, logits: Floats
) -> None:
    """See `rnn_demo.engine.stepping.read_piece`."""
    slot = np.zeros(1, np.int64)
    pieces = [_read(network, ids[t : t + 1], slot, state, held) for t in range(len(ids))]
    totals = np.concatenate(pieces)  # (time, hidden)
    logits[:] = _head(network, totals[-len(logits) :])


def whole_matrix(blocks: NDArray[np.int8]) -> Matrix:
    """A product's weights (blocks, columns / group, 16 · group) as a matrix (columns, rows).

    In the narrowest floating point that adds up its products exactly.
    """
    count, groups, together = blocks.shape
    group = together // LANES
    rows = blocks.reshape(count, groups, LANES, group).transpose(1, 3, 0, 2)
    columns = groups * group
    kind = np.float32 if columns * LARGEST**2 < 2**24 else np.float64
    return np.ascontiguousarray(rows.reshape(columns, count * LANES), kind)


def _product(network: NarrowNetwork, number: int, states: Floats, rows: int) -> Floats:
    """The first rows of a product of each state, whole numbers (streams, hidden)."""
    w = network.weights
    matrices = _matrices.get(network)
    if matrices is None:
        bounds = zip(w.starts[:-1], w.starts[1:], strict=True)
        matrices = [whole_matrix(w.weights[begin:end]) for begin, end in bounds]
        _matrices[network] = matrices
    # Not looked up again: another thread may relieve these functions at any moment.
    matrix = matrices[number][: states.shape[1], :rows]
    sums = (states.astype(matrix.dtype) @ matrix).astype(np.float32)
    begin = int(w.starts[number]) * LANES
    scaled: Floats = w.scales[begin : begin + rows] * sums
    return scaled


def _read(
    network: NarrowNetwork,
    ids: NDArray[np.integer],
    slots: NDArray[np.int64],
    state: Floats,
    held: HeldUnits,
) -> Floats:
    """Read one character in each stream, all layers; returns the sums of their states.

    Shapes: ids and slots (streams,), state (slots, layers, parts, hidden), changed in place; the
    sums (streams, hidden).
    """
    w = network.weights
    totals = np.zeros((len(slots), w.hidden_size), np.float32)
    for layer in range(state.shape[1]):
        if layer == 0:
            gates = w.table[ids]  # (streams, rows), a copy
        else:
            below = narrow_state(totals, w.input_scales[layer])
            gates = w.biases[layer] + _product(network, 3 * layer, below, w.table.shape[1])
        h = _recur(network, layer, slots, state, held, gates)
        totals = h if layer == 0 else totals + h
    return totals


def _recur(
    network: NarrowNetwork,
    layer: int,
    slots: NDArray[np.int64],
    state: Floats,
    held: HeldUnits,
    gates: Floats,
) -> Floats:
    """One step of one layer: `gates` has the input's part; returns the new h (streams, hidden)."""
    w, size, scale = network.weights, state.shape[3], np.float32(LARGEST)
    before = state[slots, layer, 0]  # (streams, hidden), a copy
    first = 2 * size if w.cell == GRU else gates.shape[1]
    gates[:, :first] += _product(network, 3 * layer + 1, narrow_state(before, scale), first)
    values = held.values[slots, layer]  # NaN where a unit is free
    holding = held.holding[slots, None] & ~np.isnan(values)
    if w.cell == LSTM:
        i, f, candidate, o = np.split(gates, 4, axis=1)
        c = sigmoid(f) * state[slots, layer, 1] + sigmoid(i) * hyperbolic_tangent(candidate)
        c = np.where(holding, values, c)
        state[slots, layer, 1] = c
        h = hyperbolic_tangent(c) * sigmoid(o)
    elif w.cell == GRU:
        update, reset = np.split(sigmoid(gates[:, :first]), 2, axis=1)
        kept = narrow_state(reset * before, scale)
        candidate = gates[:, first:] + _product(network, 3 * layer + 2, kept, size)
        h = before + update * (hyperbolic_tangent(candidate) - before)
        h = np.where(holding, values, h)
    else:
        assert w.cell == ELMAN
        h = np.where(holding, values, hyperbolic_tangent(gates))
    state[slots, layer, 0] = h
    return h


def _head(network: NarrowNetwork, totals: Floats) -> Floats:
    """Logits (streams, vocab) of the sums of all layers' states."""
    w = network.weights
    narrowed = narrow_state(totals, w.input_scales[-1])
    logits: Floats = w.head_bias + _product(network, len(w.starts) - 2, narrowed, len(w.head_bias))
    return logits


def _choose(w: NarrowWeights, slot: int, s: StreamArrays) -> int:
    """Choose a stream's next character and note it; see `choosing.choose_character`."""
    logits, noted = s.logits[slot], int(s.noted[slot])
    best = np.argsort(-logits, kind="stable")[: s.rival_ids.shape[2]]
    below = logits - logits[best[0]]
    powers = exponential(below)
    total = float(np.add.accumulate(powers, dtype=np.float64)[-1])  # one after the other
    temperature, top_p, min_p = (float(one[slot]) for one in (s.temperature, s.top_p, s.min_p))
    knobs = Knobs(temperature, int(s.top_k[slot]), top_p, min_p)
    chosen = int(best[0])
    if knobs.temperature > 0:
        noise = gumbel_noise(int(s.seed[slot]), int(s.position[slot]), w.code_points)
        chosen = choose(narrow(logits, knobs), noise)
    s.rival_ids[slot, noted] = best
    s.rival_probabilities[slot, noted] = powers[best].astype(np.float64) / total
    s.ids[slot, noted] = chosen
    s.surprises[slot, noted] = math.log(total) - float(below[chosen])
    s.noted[slot] += 1
    s.position[slot] += 1
    return chosen
