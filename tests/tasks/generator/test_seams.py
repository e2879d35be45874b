"""A text read at many places at once costs what it costs in one pass."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import initial_state, network_from
from rnn_demo.engine.reading_together import read_together
from rnn_demo.tasks.generator import seams
from rnn_demo.tasks.generator.seams import costs_of_one_pass
from tests.tiny_models import CELLS, tiny_artifact, tiny_network


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces small enough for a test."""
    for name, value in (("BLOCK", 8), ("WARM_UP", 16), ("SHORTEST", 32), ("LONGEST", 64)):
        monkeypatch.setattr(seams, name, value)


def some_ids(length: int, vocab_size: int) -> NDArray[np.uint8]:
    return np.random.default_rng(length).integers(0, vocab_size, length).astype(np.uint8)


def one_pass(network: Any, ids: NDArray[np.uint8]) -> NDArray[np.float64]:
    state = initial_state(network.full)[None, :, :, 0]
    return read_together(network, ids[None, :-1], ids[None, 1:], state)[0][0]


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("length", [0, 1, 2, 40, 333, 1025, 5000])
def test_is_one_pass_but_for_rounding(cell: str, length: int) -> None:
    network = narrowed(tiny_network(cell))
    ids, told = some_ids(length, network.full.config.vocab_size), []
    found = costs_of_one_pass(network, ids, told.append)
    assert len(found) == max(0, length - 1) == sum(told)
    if length > 1:
        expected = one_pass(network, ids)
        assert np.abs(found - expected).mean() < 2 * seams.NOISE
        assert abs(found.mean() - expected.mean()) < 2e-3
        np.testing.assert_array_equal(found[:8], expected[:8])  # before the first seam


def len_of(characters: int) -> None:
    """Nobody is told."""


def test_a_network_that_forgets_nothing_is_read_piece_after_piece(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Forget gates of one and input gates that are open: the states never meet by themselves."""
    artifact = tiny_artifact("lstm")
    weights = {name: tensor.copy() for name, tensor in artifact.weights.items()}
    size = artifact.config.network.hidden_size
    for name, tensor in weights.items():
        if name.startswith("layers.") and name.endswith(".bias"):
            tensor[size : 2 * size] = 60.0
            tensor[:size] = 1.0
    network = narrowed(network_from(dataclasses.replace(artifact, weights=weights)))
    ids = some_ids(700, artifact.config.network.vocab_size)
    read = []
    monkeypatch.setattr(
        seams, "read_together", lambda *own: read.append(own[1].size) or read_together(*own)
    )
    found = costs_of_one_pass(network, ids, len_of)
    np.testing.assert_array_equal(found, one_pass(network, ids))
    assert sum(read) > 2 * len(ids)


def test_streams_do_not_meet() -> None:
    network = narrowed(tiny_network("gru"))
    ids = some_ids(7 * 21, network.full.config.vocab_size).reshape(7, 21)
    states = np.stack([initial_state(network.full)[:, :, 0]] * 7)
    costs, after = read_together(network, ids[:, :-1], ids[:, 1:], states)
    for row in range(7):
        own, end = read_together(
            network, ids[row : row + 1, :-1], ids[row : row + 1, 1:], states[:1]
        )
        np.testing.assert_array_equal(costs[row], own[0])
        np.testing.assert_array_equal(after[row], end[0])
