"""A segment read forwards and backwards is autograd's, and reads as the network reads."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rnn_demo.engine.network import CharacterNetwork, network_from, read
from rnn_demo.engine.segment import Segment, matrices, read_segment
from rnn_demo.tasks.generator.measure import stateful
from tests.engine.torch_reading import calm_network, in_torch, torch_nats
from tests.tiny_models import CELLS, tiny_artifact

NETWORKS = {cell: calm_network(cell) for cell in CELLS}


def some_segment(
    network: CharacterNetwork, time: int, seed: int
) -> tuple[Segment, NDArray[np.int64], NDArray[np.float32]]:
    random = np.random.default_rng(seed)
    ids = random.integers(0, network.config.vocab_size, time + 1)
    parts = 2 if network.config.cell == "lstm" else 1
    state = random.uniform(-1, 1, (2, parts, 1, network.config.hidden_size)).astype(np.float32)
    return read_segment(network, ids[:-1], ids[1:], state), ids, state


@pytest.mark.parametrize("cell", CELLS)
@given(time=st.integers(1, 12), seed=st.integers(0, 1_000))
def test_the_gradient_is_autograds(cell: str, time: int, seed: int) -> None:
    network = NETWORKS[cell]
    segment, ids, state = some_segment(network, time, seed)
    weights = in_torch(network)
    nats, last = torch_nats(cell, weights, ids, torch.from_numpy(state).double())
    np.testing.assert_allclose(segment.nats, nats.detach().numpy(), atol=1e-5)
    np.testing.assert_allclose(segment.state, last.detach().numpy(), atol=1e-6)
    expected = torch.autograd.grad(nats.sum(), weights)
    for factors, wanted in zip(segment.gradient, expected, strict=True):
        found = factors.inputs.T @ factors.errors
        np.testing.assert_allclose(
            found, wanted.numpy(), atol=3e-5 * max(1, float(wanted.abs().max()))
        )


@pytest.mark.parametrize("cell", CELLS)
def test_it_reads_as_the_network_does(cell: str) -> None:
    network = NETWORKS[cell]
    segment, ids, state = some_segment(network, 30, 5)
    _, after = read(network, ids[None, :-1], state)
    np.testing.assert_allclose(segment.state, after, atol=1e-6)
    at_rest = read_segment(network, ids[:-1], ids[1:], np.zeros_like(state))
    np.testing.assert_allclose(at_rest.nats, stateful(network, ids).nats, atol=1e-5)


@pytest.mark.parametrize("cell", CELLS)
def test_reading_changes_nothing_that_it_was_given(cell: str) -> None:
    network = network_from(tiny_artifact(cell=cell))
    before = [weight.copy() for weight in matrices(network)]
    state = np.full((2, 2 if cell == "lstm" else 1, 1, 8), 0.5, np.float32)
    read_segment(network, np.arange(10), np.arange(1, 11), state)
    assert (state == 0.5).all()
    for weight, kept in zip(matrices(network), before, strict=True):
        np.testing.assert_array_equal(weight, kept)
