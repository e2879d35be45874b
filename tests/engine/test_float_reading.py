"""Many texts read at once in full precision: one reading of each, and no stream meets another."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from rnn_demo.engine.float_network import laid_out
from rnn_demo.engine.float_reading import read_floats_together
from rnn_demo.engine.network import CharacterNetwork, initial_state, network_from
from rnn_demo.engine.reading_together import read_together
from rnn_demo.tasks.generator.measure import stateful
from tests.tiny_models import CELLS, tiny_artifact


def some_network(cell: str, hidden_size: int) -> CharacterNetwork:
    """With weights small enough that it is not chaotic: rounding would grow otherwise."""
    artifact = tiny_artifact(f"tiny-{cell}", cell, hidden_size=hidden_size)
    weights = {name: tensor / np.sqrt(hidden_size) for name, tensor in artifact.weights.items()}
    return network_from(dataclasses.replace(artifact, weights=weights))


def some_ids(network: CharacterNetwork, *shape: int) -> NDArray[np.integer]:
    return np.random.default_rng(0).integers(0, network.config.vocab_size, shape)


# Layers of half a block of rows, of one and a part of another, and of several blocks at once.
@pytest.mark.parametrize("hidden_size", [8, 21, 48])
@pytest.mark.parametrize("cell", CELLS)
def test_each_stream_is_read_as_if_it_were_alone(cell: str, hidden_size: int) -> None:
    network = some_network(cell, hidden_size)
    many, ids = laid_out(network), some_ids(network, 14, 31)
    states = np.stack([initial_state(network)[:, :, 0]] * 14)
    costs, after = read_together(many, ids[:, :-1], ids[:, 1:], states)
    for row, own in enumerate(ids):
        np.testing.assert_allclose(costs[row], stateful(network, own).nats, atol=1e-5)
        alone, end = read_together(many, own[None, :-1], own[None, 1:], states[:1])
        np.testing.assert_array_equal(costs[row], alone[0])
        np.testing.assert_array_equal(after[row], end[0])


@pytest.mark.parametrize("cell", CELLS)
def test_the_state_is_carried_on(cell: str) -> None:
    network = some_network(cell, 21)
    many, ids = laid_out(network), some_ids(network, 3, 31)
    states = np.stack([initial_state(network)[:, :, 0]] * 3)
    costs, after = read_together(many, ids[:, :-1], ids[:, 1:], states)
    first, between = read_together(many, ids[:, :9], ids[:, 1:10], states)
    second, end = read_together(many, ids[:, 9:-1], ids[:, 10:], between)
    np.testing.assert_array_equal(np.hstack([first, second]), costs)
    np.testing.assert_array_equal(end, after)
    assert not states.any()  # what was given is not changed


def test_what_a_unit_keeps_is_the_product_of_its_gates() -> None:
    """Against differences: a change of C comes back as it was, times what was kept of it."""
    network = some_network("lstm", 21)
    weights = [0 * one for one in network.hidden_weights]
    alone = dataclasses.replace(network, hidden_weights=tuple(weights))  # units do not meet
    many, ids = laid_out(alone), some_ids(alone, 1, 8)
    state = np.zeros((1, 2, 2, 21), np.float32)
    other = state.copy()
    other[:, :, 1] = 0.5
    _, after, kept = read_floats_together(many, ids[:, :-1], ids[:, 1:], state)
    _, moved, _ = read_floats_together(many, ids[:, :-1], ids[:, 1:], other)
    np.testing.assert_allclose(kept[0, 0, 1] * 0.5, (moved - after)[0, 0, 1], atol=1e-6)
    assert not kept[:, :, 0].any()  # h
