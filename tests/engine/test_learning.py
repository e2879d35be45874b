"""Dynamic evaluation in numpy against a loop of torch's, and what it must not do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rnn_demo.engine.learning import Adaptation, read_and_learn
from rnn_demo.engine.network import CharacterNetwork, initial_state
from rnn_demo.engine.progress import finished
from rnn_demo.engine.segment import matrices
from rnn_demo.tasks.generator.measure import stateful
from tests.engine.torch_reading import calm_network, in_torch, torch_nats
from tests.tiny_models import CELLS

NETWORKS = {cell: calm_network(cell) for cell in CELLS}


def some_ids(length: int, seed: int = 0) -> NDArray[Any]:
    return np.random.default_rng(seed).integers(0, NETWORKS["lstm"].config.vocab_size, length)


def by_torch(network: CharacterNetwork, ids: NDArray[Any], learning: Adaptation) -> NDArray[Any]:
    """The whole protocol in torch, in float64, with autograd's gradients."""
    weights, trained = in_torch(network), [w.detach().clone() for w in in_torch(network)]
    state, found = torch.from_numpy(initial_state(network)).double(), []
    for start in range(0, len(ids) - 1, learning.segment):
        piece = ids[start : start + learning.segment + 1]
        nats, state = torch_nats(network.config.cell, weights, piece, state.detach())
        found.append(nats.detach())
        gradient = torch.autograd.grad(nats.sum(), weights)
        with torch.no_grad():
            for weight, by_weight, goal in zip(weights, gradient, trained, strict=True):
                weight += learning.decay * (goal - weight) - learning.rate * by_weight
    return torch.cat(found).numpy()


@pytest.mark.parametrize("cell", CELLS)
@given(
    length=st.integers(2, 60),
    segment=st.integers(1, 70),
    rate=st.sampled_from([0.0, 1e-3, 1e-2]),
    decay=st.sampled_from([0.0, 0.01, 1.0]),
)
def test_it_is_the_loop_in_torch(
    cell: str, length: int, segment: int, rate: float, decay: float
) -> None:
    ids, learning = some_ids(length), Adaptation(rate, decay, segment)
    found = finished(read_and_learn(NETWORKS[cell], ids, learning))
    np.testing.assert_allclose(found, by_torch(NETWORKS[cell], ids, learning), atol=2e-5)


@pytest.mark.parametrize("cell", CELLS)
def test_what_does_not_learn_is_the_fixed_network(cell: str) -> None:
    ids = some_ids(100)
    found = finished(read_and_learn(NETWORKS[cell], ids, Adaptation(0, 0, 7)))
    np.testing.assert_allclose(found, stateful(NETWORKS[cell], ids).nats, atol=1e-5)


@pytest.mark.parametrize("cell", CELLS)
def test_no_prediction_has_seen_what_it_predicts(cell: str) -> None:
    ids, learning = some_ids(61), Adaptation(0.01, 0.01, 10)
    whole = finished(read_and_learn(NETWORKS[cell], ids, learning))
    for cut in (5, 10, 11, 35):
        start = finished(read_and_learn(NETWORKS[cell], ids[:cut], learning))
        np.testing.assert_allclose(start, whole[: cut - 1], atol=1e-5)
    # The first segment is predicted by the network as it was trained.
    fixed = stateful(NETWORKS[cell], ids).nats
    np.testing.assert_allclose(whole[:10], fixed[:10], atol=1e-5)
    assert np.abs(whole[10:] - fixed[10:]).max() > 1e-3


@pytest.mark.parametrize("cell", CELLS)
def test_what_repeats_is_learnt_and_the_network_stays_as_it_was(cell: str) -> None:
    network = NETWORKS[cell]
    before = [weight.copy() for weight in matrices(network)]
    ids = np.tile(some_ids(10), 100)
    found = finished(read_and_learn(network, ids, Adaptation(0.02, 0, 20)))
    assert found[-100:].mean() < 0.7 * stateful(network, ids).nats[-100:].mean()
    again = finished(read_and_learn(network, ids, Adaptation(0.02, 0, 20)))
    np.testing.assert_array_equal(found, again)
    for weight, kept in zip(matrices(network), before, strict=True):
        np.testing.assert_array_equal(weight, kept)
        assert not weight.flags.writeable


@pytest.mark.parametrize("length", [0, 1])
def test_nothing_to_predict(length: int) -> None:
    assert not len(finished(read_and_learn(NETWORKS["gru"], some_ids(length), Adaptation(0, 0, 5))))


def test_it_tells_how_far_it_is() -> None:
    told = list(read_and_learn(NETWORKS["gru"], some_ids(24), Adaptation(0.01, 0.01, 10)))
    assert told == [10, 10, 3]


@pytest.mark.parametrize(
    ("rate", "decay", "segment", "message"),
    [
        (-1.0, 0.0, 5, "The rate is -1; it must lie between 0 and 1."),
        (float("nan"), 0.0, 5, "The rate is nan; it must"),
        (0.0, 1.5, 5, "The decay is 1.5; it must lie between 0 and 1."),
        (0.0, 0.0, 0, "A segment of 0 characters is too short: it needs at least 1."),
    ],
)
def test_impossible_numbers(rate: float, decay: float, segment: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Adaptation(rate, decay, segment)
