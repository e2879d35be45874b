"""A text read at many places at once costs what it costs in one pass."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from rnn_demo.engine.float_network import laid_out
from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import initial_state, network_from
from rnn_demo.engine.reading_together import read_together
from rnn_demo.tasks.generator import seams
from rnn_demo.tasks.generator.measure import untold
from rnn_demo.tasks.generator.seams import costs_of_one_pass
from tests.tiny_models import CELLS, tiny_artifact, tiny_network

# Pieces small enough for a test.
SMALL = {
    "int8": dataclasses.replace(seams.NARROW, block=8, shortest=32, longest=64),
    "float32": dataclasses.replace(seams.FULL, block=8, shortest=32, longest=64),
}
READERS: dict[str, Any] = {"int8": narrowed, "float32": laid_out}


def some_ids(length: int, vocab_size: int) -> NDArray[np.uint8]:
    return np.random.default_rng(length).integers(0, vocab_size, length).astype(np.uint8)


def one_pass(network: Any, ids: NDArray[np.uint8]) -> NDArray[np.float64]:
    state = initial_state(network.full)[None, :, :, 0]
    return read_together(network, ids[None, :-1], ids[None, 1:], state)[0][0]


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("length", [0, 1, 2, 40, 333, 1025, 8000])
@pytest.mark.parametrize("precision", SMALL)
def test_is_one_pass_but_for_rounding(cell: str, length: int, precision: str) -> None:
    network, manner = READERS[precision](tiny_network(cell)), SMALL[precision]
    ids, told = some_ids(length, network.full.config.vocab_size), []
    found = costs_of_one_pass(network, ids, told.append, manner)
    assert len(found) == max(0, length - 1) == sum(told)
    if length > 1:
        expected = one_pass(network, ids)
        assert np.abs(found - expected).mean() < 2 * manner.noise
        assert abs(found.mean() - expected.mean()) < (2e-3 if precision == "int8" else 1e-6)
        np.testing.assert_array_equal(found[:8], expected[:8])  # before the first seam


@pytest.mark.parametrize("precision", SMALL)
def test_a_network_that_forgets_nothing_is_read_piece_after_piece(
    precision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forget gates of one and input gates that are open: the states never meet by themselves."""
    artifact = tiny_artifact("lstm")
    weights = {name: tensor.copy() for name, tensor in artifact.weights.items()}
    size = artifact.config.network.hidden_size
    for name, tensor in weights.items():
        if name.startswith("layers.") and name.endswith(".bias"):
            tensor[size : 2 * size] = 60.0
            tensor[:size] = 1.0
    network = READERS[precision](network_from(dataclasses.replace(artifact, weights=weights)))
    ids = some_ids(700, artifact.config.network.vocab_size)
    read = []
    for name in ("read_together", "read_floats_together"):
        own = getattr(seams, name)
        monkeypatch.setattr(
            seams, name, lambda *args, own=own: read.append(args[1].size) or own(*args)
        )
    found = costs_of_one_pass(network, ids, untold, SMALL[precision])
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
