"""The two protocols, held to loops that read one character at a time."""

from __future__ import annotations

import dataclasses
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rnn_demo.engine.narrow_network import narrowed
from rnn_demo.engine.network import CharacterNetwork, initial_state, network_from, step
from rnn_demo.tasks.generator import measure
from rnn_demo.tasks.generator.measure import Surprise, cold, stateful
from tests.tiny_models import CELLS, tiny_artifact, tiny_network

NETWORKS = {cell: tiny_network(cell) for cell in CELLS}


def some_ids(length: int) -> NDArray[np.uint8]:
    vocab_size = NETWORKS["lstm"].config.vocab_size
    return np.random.default_rng(length).integers(0, vocab_size, length).astype(np.uint8)


def one_by_one(network: CharacterNetwork, ids: NDArray[np.uint8]) -> list[float]:
    """-ln p of every character but the first, from a zero state."""
    costs, state = [], initial_state(network)
    for now, following in pairwise(ids):
        logits, state = step(network, np.array([now]), state)
        wide = logits[0].astype(np.float64)
        costs.append(float(np.log(np.exp(wide).sum()) - wide[following]))
    return costs


@pytest.mark.parametrize("cell", CELLS)
@given(st.integers(0, 60))
def test_stateful_is_one_pass(cell: str, length: int) -> None:
    ids = some_ids(length)
    expected = one_by_one(NETWORKS[cell], ids)
    surprise = stateful(NETWORKS[cell], ids)
    assert surprise.characters == max(0, length - 1)
    np.testing.assert_allclose(surprise.nats, expected, atol=1e-4)


@pytest.mark.parametrize("cell", CELLS)
@given(st.integers(2, 60), st.integers(1, 70))
def test_cold_is_windows_from_nothing(cell: str, length: int, context: int) -> None:
    ids = some_ids(length)
    window = min(context, length - 1)
    expected: list[float] = []
    for start in range(0, length - window, window):
        expected += one_by_one(NETWORKS[cell], ids[start : start + window + 1])
    surprise = cold(NETWORKS[cell], ids, context)
    assert surprise.characters == (length - 1) // window * window
    np.testing.assert_allclose(surprise.nats, expected, atol=1e-4)


def test_the_first_prediction_of_a_window_sees_one_character() -> None:
    network, ids = NETWORKS["gru"], some_ids(41)
    nats = cold(network, ids, 8).nats
    for start in range(0, 40, 8):
        alone = one_by_one(network, ids[start : start + 2])
        assert nats[start] == pytest.approx(alone[0], abs=1e-5)
    # Characters before a window change nothing in it; the first of it does.
    other = ids.copy()
    other[:8] = (other[:8] + 1) % network.config.vocab_size
    np.testing.assert_allclose(cold(network, other, 8).nats[8:], nats[8:], atol=1e-6)
    other[8] = (other[8] + 1) % network.config.vocab_size
    assert abs(cold(network, other, 8).nats[8] - nats[8]) > 1e-3


def test_many_windows_at_once() -> None:
    # 64 windows are read together; the 65th and a last group that is not full count, too.
    network, ids = NETWORKS["lstm"], some_ids(4 * 150 + 1)
    expected = [cold(network, ids[4 * i : 4 * i + 5], 4).nats for i in range(150)]
    np.testing.assert_allclose(cold(network, ids, 4).nats, np.concatenate(expected), atol=1e-5)


@pytest.mark.parametrize("piece", [1, 2, 7, 50])
def test_pieces_leave_no_trace(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    network, ids = NETWORKS["lstm"], some_ids(50)
    whole = [stateful(network, ids), cold(network, ids, 16), cold(network, ids, 49)]
    monkeypatch.setattr(measure, "PIECE", piece)
    again = [stateful(network, ids), cold(network, ids, 16), cold(network, ids, 49)]
    for one, other in zip(whole, again, strict=True):
        np.testing.assert_allclose(other.nats, one.nats, atol=1e-5)


def test_a_text_shorter_than_the_window_is_the_window() -> None:
    network, ids = NETWORKS["lstm"], some_ids(10)
    np.testing.assert_allclose(cold(network, ids, 256).nats, stateful(network, ids).nats, atol=1e-6)


@pytest.mark.parametrize("length", [0, 1])
def test_nothing_to_predict(length: int) -> None:
    for surprise in (
        stateful(NETWORKS["lstm"], some_ids(length)),
        cold(NETWORKS["lstm"], some_ids(length), 16),
    ):
        assert surprise.characters == 0
        assert math.isnan(surprise.nats_per_character)


@pytest.mark.parametrize("context", [0, -5])
def test_an_impossible_window(context: int) -> None:
    with pytest.raises(ValueError, match=f"The context is {context}; it must be at least 1"):
        cold(NETWORKS["lstm"], some_ids(10), context)


def test_a_model_that_knows_nothing_pays_the_logarithm_of_its_vocabulary() -> None:
    artifact = tiny_artifact()
    weights = {name: np.zeros_like(tensor) for name, tensor in artifact.weights.items()}
    network = network_from(dataclasses.replace(artifact, weights=weights))
    size = network.config.vocab_size
    for surprise in (stateful(network, some_ids(50)), cold(network, some_ids(50), 8)):
        np.testing.assert_allclose(surprise.nats, math.log(size), rtol=1e-12)
        assert surprise.nats_per_character == pytest.approx(math.log(size), rel=1e-12)
        assert surprise.bits_per_character == pytest.approx(math.log2(size), rel=1e-12)


def test_the_mean_is_over_predictions() -> None:
    surprise = Surprise(np.array([1.0, 2.0, 6.0]))
    assert (surprise.characters, surprise.nats_per_character) == (3, 3.0)
    assert surprise.bits_per_character == pytest.approx(3 / 0.6931471805599453)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("context", [1, 7, 16, 4000])
def test_cold_in_8_bits_is_windows_from_nothing_too(cell: str, context: int) -> None:
    network, ids = narrowed(NETWORKS[cell]), some_ids(3000)
    found = cold(network, ids, context)
    window = min(context, len(ids) - 1)
    own = [
        stateful(network, ids[at : at + window + 1]).nats
        for at in range(0, len(ids) - window, window)
    ]
    np.testing.assert_allclose(found.nats, np.concatenate(own), atol=1e-5)
