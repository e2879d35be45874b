"""The reader of signs: the slide's GRU, and causal to the last bit."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from rnn_demo.cells.gru import GRUWeights, gru_step
from rnn_demo.networks.sequence_network import SequenceNetwork
from rnn_demo.networks.sign_reader import SignReader, frame_step, logits_of, probabilities
from rnn_demo.tasks.signs.learning import reader_in

FEATURES, HIDDEN, WORDS = 7, 96, 4


@pytest.fixture(scope="module")
def network() -> SequenceNetwork:
    found = SequenceNetwork("gru-slide", FEATURES, HIDDEN, WORDS, seed=1)
    with torch.no_grad():
        for name in ("bias", "output_bias"):
            getattr(found, name).normal_(generator=torch.Generator().manual_seed(2))
    return found


@pytest.fixture(scope="module")
def reader(network: SequenceNetwork) -> SignReader:
    return reader_in(network)


def frames(*shape: int) -> np.ndarray:
    return np.random.default_rng(0).normal(size=(*shape, FEATURES)).astype(np.float32)


def test_it_is_the_network_that_was_trained(network: SequenceNetwork, reader: SignReader) -> None:
    clips = frames(3, 20)
    with torch.no_grad():
        expected = network(torch.from_numpy(clips)).numpy()
    np.testing.assert_allclose(logits_of(reader, clips), expected, atol=1e-5)


def test_its_step_is_the_slide_s(reader: SignReader) -> None:
    random = np.random.default_rng(1)
    x, h = random.normal(size=(2, FEATURES)), random.normal(size=(2, HIDDEN))
    exact = SignReader(**{name: value.astype(np.float64) for name, value in vars(reader).items()})
    weights = GRUWeights(
        *(torch.from_numpy(w) for w in (exact.input_weight, exact.hidden_weight, exact.bias))
    )
    expected, _ = gru_step(torch.from_numpy(x), torch.from_numpy(h), weights)
    np.testing.assert_allclose(frame_step(exact, x, h), expected.numpy(), rtol=1e-12)


@pytest.mark.parametrize("shape", [(24,), (5, 24)])
def test_later_frames_change_no_bit(reader: SignReader, shape: tuple[int, ...]) -> None:
    clip = frames(*shape)
    whole = logits_of(reader, clip)
    for cut in range(1, 24):
        altered = clip.copy()
        altered[..., cut:, :] = 1e3
        assert (logits_of(reader, altered)[..., :cut, :] == whole[..., :cut, :]).all()
        assert not (logits_of(reader, altered)[..., cut:, :] == whole[..., cut:, :]).all()
        # Nor does it matter whether there are any.
        assert (logits_of(reader, clip[..., :cut, :]) == whole[..., :cut, :]).all()


def test_probabilities_are_those_of_softmax() -> None:
    logits = frames(3) * 300
    logits[0, 0] = 1e30  # no overflow
    for temperature in (0.5, 1.0, 3.0):
        expected = torch.softmax(torch.from_numpy(logits).double() / temperature, -1).numpy()
        found = probabilities(logits.astype(np.float64), temperature)
        np.testing.assert_allclose(found, expected, atol=1e-12)
