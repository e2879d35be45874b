"""Weights in 8 bits: compiled steps against the same arithmetic in numpy, and how near it is."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from rnn_demo.engine import network as full
from rnn_demo.engine.advancing import make_scratch, make_streams
from rnn_demo.engine.narrow_network import LARGEST, NarrowNetwork, narrowed
from rnn_demo.engine.network import network_from
from rnn_demo.engine.reading import initial_state, read, read_to_the_end
from rnn_demo.engine.stepping import step
from tests.tiny_models import CELLS, tiny_artifact, tiny_network

cells = pytest.mark.parametrize("cell", CELLS)
SIZES = (8, 13, 64, 70)  # with and without rows and columns left over


def narrow_network(cell: str, hidden_size: int = 8) -> NarrowNetwork:
    return narrowed(network_from(tiny_artifact(cell=cell, hidden_size=hidden_size)))


def some_ids(time: int, seed: int = 1) -> NDArray[np.int64]:
    size = tiny_network().config.vocab_size
    return np.random.default_rng(seed).integers(0, size, time)


def rounded(weight: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A matrix (rows, size) as whole numbers, and the scale of each row."""
    scale = np.abs(weight).max(axis=1).astype(np.float64) / LARGEST
    return np.rint(weight / scale[:, None]), scale


def by_numpy(network: full.CharacterNetwork, ids: NDArray[np.int64]) -> NDArray[np.float64]:
    """Logits (time, vocab) in float64, weights and states rounded as the docstrings say."""
    config, size = network.config, network.config.hidden_size
    h = np.zeros((config.num_layers, size))
    c = np.zeros_like(h)

    def product(weight: NDArray[np.float32], x: NDArray[np.float64], layers: int) -> np.ndarray:
        whole, scale = rounded(weight.T)
        state_scale = LARGEST / layers
        return scale * (whole @ np.floor(x * state_scale + 0.5)) / state_scale

    def sigmoid(x: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-x))

    logits = []
    for token in ids:
        total = np.zeros(size)
        for layer in range(config.num_layers):
            if layer:
                gates = network.biases[layer - 1] + product(
                    network.input_weights[layer - 1], total, layer
                )
            else:
                gates = network.table[token].astype(np.float64)
            weight = network.hidden_weights[layer]
            if config.cell == "lstm":
                gates = gates + product(weight, h[layer], 1)
                i, f, g, o = np.split(gates, 4)
                c[layer] = sigmoid(f) * c[layer] + sigmoid(i) * np.tanh(g)
                h[layer] = sigmoid(o) * np.tanh(c[layer])
            elif config.cell == "gru":
                both = product(weight[:, : 2 * size], h[layer], 1)
                z, r = np.split(sigmoid(gates[: 2 * size] + both), 2)
                candidate = np.tanh(
                    gates[2 * size :] + product(weight[:, 2 * size :], r * h[layer], 1)
                )
                h[layer] += z * (candidate - h[layer])
            else:
                h[layer] = np.tanh(gates + product(weight, h[layer], 1))
            total = total + h[layer]
        logits.append(network.head_bias + product(network.head_weight, total, config.num_layers))
    return np.array(logits)


@cells
@pytest.mark.parametrize("size", SIZES)
def test_equals_the_same_rounding_in_numpy(cell: str, size: int) -> None:
    network, ids = narrow_network(cell, size), some_ids(6)
    logits, _ = read(network, ids[None], initial_state(network))
    # A state that lies on the border between two whole numbers may be rounded to either.
    np.testing.assert_allclose(logits[0], by_numpy(network.full, ids), atol=0.12)


@cells
def test_stays_near_full_precision(cell: str) -> None:
    network, ids = narrow_network(cell), some_ids(10)
    narrow, _ = read(network, ids[None], initial_state(network))
    wide, _ = full.read(network.full, ids[None], full.initial_state(network.full))
    assert 0 < np.abs(narrow - wide).max() < 0.5


@cells
@pytest.mark.parametrize("size", SIZES)
def test_a_stream_is_the_same_alone_and_in_company_and_in_pieces(cell: str, size: int) -> None:
    network, ids = narrow_network(cell, size), some_ids(40)
    w = network.weights
    alone, last = read(network, ids[None], initial_state(network))
    pieces, state = [], initial_state(network)
    for piece in np.split(ids, [1, 2, 7, 30]):
        logits, state = read(network, piece[None], state)
        pieces.append(logits[0])
    np.testing.assert_array_equal(np.concatenate(pieces), alone[0])
    np.testing.assert_array_equal(state, last)
    end, state = read_to_the_end(network, ids, initial_state(network))
    np.testing.assert_array_equal(end, alone[0, -1])
    np.testing.assert_array_equal(state, last)
    for company in (1, 2, 3, 4, 5, 9):
        streams, place = make_streams(w, company, 1, 5), make_scratch(w, company)
        others = np.random.default_rng(company).integers(0, len(w.table), (len(ids), company))
        slots = np.random.default_rng(0).permutation(company)
        for t, token in enumerate(ids):
            others[t, slots == 0] = token
            step(
                *(w, slots, others[t], streams.state, streams.held, streams.logits),
                *(place.gates, place.totals, place.narrow, place.heads),
            )
            np.testing.assert_array_equal(streams.logits[0], alone[0, t])
        np.testing.assert_array_equal(streams.state[0], last[:, :, 0])


def test_rows_of_zeros_and_nobody_changes_the_arrays() -> None:
    artifact = tiny_artifact(cell="gru")
    artifact.weights["layers.1.hidden_weight"][3] = 0
    artifact.weights["head_weight"][:] = 0
    network = narrowed(network_from(artifact))
    logits, _ = read(network, some_ids(5)[None], initial_state(network))
    np.testing.assert_array_equal(logits[0], np.tile(artifact.weights["head_bias"], (5, 1)))
    arrays = {**network.weights._asdict(), **network.weights.large._asdict()}
    for array in (one for one in arrays.values() if isinstance(one, np.ndarray)):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_a_quarter_of_the_bytes() -> None:
    network = narrow_network("lstm", 256)
    wide = sum(a.nbytes for a in (*network.full.input_weights, *network.full.hidden_weights))
    assert wide / 4 < network.weights.nbytes < wide / 4 * 1.15
