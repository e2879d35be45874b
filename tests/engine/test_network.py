"""The numpy engine held to the torch cells and networks, and to itself read in other ways."""

from __future__ import annotations

import dataclasses
import threading

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from torch import Tensor

from rnn_demo.cells.elman import ElmanWeights, elman_step
from rnn_demo.cells.gru import GRUWeights, gru_step
from rnn_demo.cells.lstm import LSTMState, LSTMWeights, lstm_step
from rnn_demo.engine.network import (
    CharacterNetwork,
    initial_state,
    network_from,
    read,
    step,
)
from rnn_demo.networks.language_model import LanguageModel
from tests.tiny_models import CELLS, tiny_artifact, tiny_network

cells = pytest.mark.parametrize("cell", CELLS)


def some_ids(batch: int, time: int, seed: int = 1) -> NDArray[np.int64]:
    return np.random.default_rng(seed).integers(0, tiny_network().config.vocab_size, (batch, time))


def state_like_torch(state: tuple[tuple[Tensor, ...], ...]) -> NDArray[np.float32]:
    return np.stack([np.stack([part.numpy() for part in layer]) for layer in state])


@cells
def test_equals_the_torch_network(cell: str) -> None:
    artifact = tiny_artifact(cell=cell)
    model = LanguageModel(artifact.config.network)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(torch.from_numpy(artifact.weights[name]))
        ids = some_ids(3, 40)
        expected, torch_state = model(torch.from_numpy(ids), model.initial_state(3))
        more, torch_state = model(torch.from_numpy(ids[:, :7]), torch_state)
    network = network_from(artifact)
    logits, state = read(network, ids, initial_state(network, 3))
    np.testing.assert_allclose(logits, expected.numpy(), atol=1e-5, rtol=1e-5)
    logits, state = read(network, ids[:, :7], state)
    np.testing.assert_allclose(logits, more.numpy(), atol=1e-5, rtol=1e-5)
    np.testing.assert_allclose(state, state_like_torch(torch_state), atol=1e-5, rtol=1e-5)


def test_the_table_is_the_same_on_every_machine() -> None:
    """Added up in the order of the embedding, by rounded products: so says IEEE 754 everywhere."""
    artifact, random = tiny_artifact(cell="lstm"), np.random.default_rng(0)
    bias = artifact.weights["layers.0.bias"]
    # Numbers of all digits, so that products are rounded and a fused one is another.
    vectors, rows = (random.normal(size=(size, 64)).astype(np.float32) for size in (9, len(bias)))
    artifact.weights.update({"embedding": vectors, "layers.0.input_weight": rows})
    table = network_from(artifact).table
    for i, j in np.ndindex(table.shape):
        total = np.float32(0)
        for one, other in zip(vectors[i], rows[j], strict=True):
            total += one * other
        assert table[i, j] == total + bias[j]


@cells
def test_equals_the_cells_of_the_slides(cell: str) -> None:
    artifact = tiny_artifact(cell=cell)
    network = network_from(artifact)
    w = {name: torch.from_numpy(tensor) for name, tensor in artifact.weights.items()}
    ids = some_ids(2, 12)
    state = initial_state(network, 2)
    torch_state = [torch.from_numpy(state[layer].copy()) for layer in range(2)]
    for t in range(ids.shape[1]):
        logits, state = step(network, ids[:, t], state)
        below: Tensor | int = 0
        x = w["embedding"][torch.from_numpy(ids[:, t])]
        for layer in range(2):
            weights = [w[f"layers.{layer}.{n}"] for n in ("input_weight", "hidden_weight", "bias")]
            old = torch_state[layer]
            if cell == "lstm":
                new = torch.stack(lstm_step(x, LSTMState(old[0], old[1]), LSTMWeights(*weights))[0])
            elif cell == "gru":
                new = gru_step(x, old[0], GRUWeights(*weights))[0][None]
            else:
                new = elman_step(x, old[0], ElmanWeights(*weights))[0][None]
            torch_state[layer] = new
            below = below + new[0]  # layer 2 and the head read the sum of all below
            x = below
        expected = x @ w["head_weight"].T + w["head_bias"]
        np.testing.assert_allclose(logits, expected.numpy(), atol=1e-5, rtol=1e-5)
        np.testing.assert_allclose(state, torch.stack(torch_state).numpy(), atol=1e-5)


@cells
@given(st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_in_whole_or_in_pieces(cell: str, pieces: list[int]) -> None:
    network = tiny_network(cell)
    ids = some_ids(2, sum(pieces))
    whole, last = read(network, ids, initial_state(network, 2))
    state, parts, begin = initial_state(network, 2), [], 0
    for length in pieces:
        logits, state = read(network, ids[:, begin : begin + length], state)
        parts.append(logits)
        begin += length
    np.testing.assert_allclose(np.concatenate(parts, axis=1), whole, atol=1e-5, rtol=1e-5)
    np.testing.assert_allclose(state, last, atol=1e-5, rtol=1e-5)


@cells
def test_streams_of_a_batch_do_not_meet(cell: str) -> None:
    network = tiny_network(cell)
    ids = some_ids(5, 9)
    together, last = read(network, ids, initial_state(network, 5))
    assert together.shape == (5, 9, network.config.vocab_size)
    for stream in range(5):
        alone, state = read(network, ids[stream : stream + 1], initial_state(network))
        np.testing.assert_allclose(together[stream], alone[0], atol=1e-5, rtol=1e-5)
        np.testing.assert_allclose(last[:, :, stream], state[:, :, 0], atol=1e-5, rtol=1e-5)
    changed = ids.copy()
    changed[0] = (changed[0] + 1) % network.config.vocab_size
    others, _ = read(network, changed, initial_state(network, 5))
    np.testing.assert_array_equal(others[1:], together[1:])
    assert not np.allclose(others[0], together[0])


@cells
def test_the_given_state_is_left_as_it_was(cell: str) -> None:
    network = tiny_network(cell)
    _, state = read(network, some_ids(1, 5), initial_state(network))
    state.flags.writeable = False
    before = state.copy()
    first, new = step(network, np.array([3]), state)
    again, _ = step(network, np.array([3]), state)
    np.testing.assert_array_equal(first, again)
    np.testing.assert_array_equal(state, before)
    assert not np.shares_memory(new, state)
    assert not np.array_equal(new, state)


def arrays(network: CharacterNetwork) -> list[NDArray[np.float32]]:
    values = [getattr(network, field.name) for field in dataclasses.fields(network)]
    flat = [a for value in values for a in (value if isinstance(value, tuple) else (value,))]
    return [a for a in flat if isinstance(a, np.ndarray) and a.dtype == np.float32]


@cells
def test_nobody_can_change_the_weights(cell: str) -> None:
    artifact = tiny_artifact(cell=cell)
    network = network_from(artifact)
    weights = arrays(network)
    assert len(weights) == 7  # table, two of layer 2, two recurrent, head and its bias
    for array in weights:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        network.table = weights[0]  # type: ignore[misc]
    # Nor through the arrays that were read from the file, which stay their owner's.
    before = [array.copy() for array in weights]
    for tensor in artifact.weights.values():
        tensor += 1
    for array, old in zip(weights, before, strict=True):
        np.testing.assert_array_equal(array, old)


@cells
def test_two_threads_share_a_network_and_nothing_else(cell: str) -> None:
    network = tiny_network(cell)
    texts = [some_ids(1, 400, seed)[0] for seed in range(4)]

    def walk(ids: NDArray[np.int64]) -> list[NDArray[np.float32]]:
        state, seen = initial_state(network), []
        for token_id in ids:
            logits, state = step(network, np.array([token_id]), state)
            seen.append(logits[0])
        return seen

    alone = [walk(ids) for ids in texts]
    together: dict[int, list[NDArray[np.float32]]] = {}
    start = threading.Barrier(len(texts))

    def run(which: int) -> None:
        start.wait()
        together[which] = walk(texts[which])

    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for which, expected in enumerate(alone):
        np.testing.assert_array_equal(together[which], expected)


@cells
def test_large_pre_activations_stay_finite(cell: str) -> None:
    artifact = tiny_artifact(cell=cell)
    for tensor in artifact.weights.values():
        tensor *= 1e4
    network = network_from(artifact)
    logits, state = read(network, some_ids(1, 20), initial_state(network))
    assert np.isfinite(logits).all()
    assert np.isfinite(state).all()
