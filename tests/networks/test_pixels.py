"""The network that draws pixel by pixel: trained and served alike, causal, and a distribution."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from rnn_demo.configuration.pixels import PixelSize, pixel_shapes
from rnn_demo.networks.pixel_lstm import PixelLSTM
from rnn_demo.networks.pixel_steps import (
    begin_row,
    first_state,
    logits,
    nats,
    read_pixel,
    read_row,
)
from rnn_demo.networks.row_recurrence import row_lstm_sequence

SIZE = PixelSize("lstm", 5, 6, channels=4, window=3, hidden_size=7, head_size=5)


def weights_of(size: PixelSize, seed: int = 0) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    return {name: random.normal(size=shape) for name, shape in pixel_shapes(size).items()}


def test_torch_and_numpy_are_the_same_network() -> None:
    network = PixelLSTM(SIZE, 0).double()
    weights = weights_of(SIZE)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(torch.from_numpy(weights[name]))
    pictures = np.random.default_rng(1).integers(0, 2, (3, 5, 6)).astype(float)
    found = network(torch.from_numpy(pictures), torch.float64).detach().numpy()
    np.testing.assert_allclose(logits(weights, pictures), found, atol=1e-12)
    surprise = torch.nn.functional.binary_cross_entropy_with_logits(
        torch.from_numpy(found), torch.from_numpy(pictures), reduction="none"
    )
    np.testing.assert_allclose(nats(pictures, found), surprise.numpy(), atol=1e-12)


def test_the_gradient_of_the_rows_lstm() -> None:
    torch.manual_seed(0)
    projected = torch.randn(3, 4 * 2, 4 * 3, dtype=torch.float64, requires_grad=True)
    weight = torch.randn(4 * 3, 3 * 3, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda p, w: row_lstm_sequence(p, w, 4), (projected, weight))


def test_all_pictures_together_have_the_probability_one() -> None:
    size = PixelSize("lstm", 3, 3, channels=2, window=3, hidden_size=3, head_size=2)
    weights = weights_of(size)
    pictures = np.array([*itertools.product((0.0, 1.0), repeat=9)]).reshape(-1, 3, 3)
    likely = np.exp(-nats(pictures, logits(weights, pictures)).sum((1, 2)))
    assert likely.sum() == pytest.approx(1, abs=1e-12)
    assert likely.max() > 3 * likely.mean()  # it does not think them all alike


def test_a_pixel_changes_nothing_before_it() -> None:
    weights, random = weights_of(SIZE), np.random.default_rng(2)
    picture = random.integers(0, 2, (1, 5, 6)).astype(float)
    before, reached = logits(weights, picture), 0
    for pixel in range(30):
        other = picture.copy()
        other.flat[pixel] = 1 - other.flat[pixel]
        after = logits(weights, other)
        np.testing.assert_array_equal(after.flat[: pixel + 1], before.flat[: pixel + 1])
        reached += not np.array_equal(after.flat[pixel + 1 :], before.flat[pixel + 1 :])
    assert reached == 29  # and each something after it, but the last


def test_pixel_by_pixel_is_the_same_as_at_once() -> None:
    weights = weights_of(SIZE)
    pictures = np.random.default_rng(3).integers(0, 2, (4, 5, 6)).astype(float)
    whole, above = logits(weights, pictures), first_state(weights, 4)
    for row in range(5):
        known = pictures[:, row - 1] if row else np.zeros((4, 6))
        above, along = read_row(weights, above, known, row), begin_row(weights, 4)
        for column in range(6):
            before = pictures[:, row, column - 1] if column else np.zeros(4)
            logit, along = read_pixel(weights, along, above.hidden[:, column], before)
            np.testing.assert_allclose(logit, whole[:, row, column], atol=1e-12)


def test_a_temperature_divides_the_logits() -> None:
    ones, zeros = np.ones(1), np.zeros(1)
    assert nats(ones, np.array([3.0]), 2.0)[0] == pytest.approx(np.log1p(np.exp(-1.5)))
    assert nats(zeros, np.array([3.0]), 2.0)[0] == pytest.approx(np.log1p(np.exp(1.5)))
