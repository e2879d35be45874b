"""The network that foretells frames: trained and served alike, and causal."""

from __future__ import annotations

import numpy as np
import torch

from rnn_demo.configuration.frames import FrameSize, frame_shapes
from rnn_demo.networks.frame_gru import FrameGRU
from rnn_demo.networks.frame_steps import cells, foretell, pixels, read_frame

SIZE = FrameSize("gru", 8, 3, layers=2, seen=4, foretold=3)


def weights_of(seed: int = 0) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)
    return {name: random.normal(size=shape) for name, shape in frame_shapes(SIZE).items()}


def test_torch_and_numpy_are_the_same_network() -> None:
    network, weights = FrameGRU(SIZE, 0).double(), weights_of()
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(torch.from_numpy(weights[name]))
    seen = np.random.default_rng(1).random((2, 4, 8, 8))
    logits = network(torch.from_numpy(seen), torch.float64).detach().numpy()
    np.testing.assert_allclose(foretell(weights, seen, 3), 1 / (1 + np.exp(-logits)), atol=1e-12)


def test_blocks_of_pixels_are_cells_and_back() -> None:
    frames = np.random.default_rng(2).random((3, 8, 8))
    grid = cells(frames)
    np.testing.assert_array_equal(grid[1, 2, 3], frames[1, 4:6, 6:8].ravel())
    np.testing.assert_array_equal(pixels(grid), frames)
    torchs = torch.nn.functional.pixel_unshuffle(torch.from_numpy(frames)[:, None], 2)
    np.testing.assert_array_equal(grid, torchs.permute(0, 2, 3, 1).numpy())


def test_a_frame_changes_no_prediction_before_it() -> None:
    weights, seen = weights_of(), np.random.default_rng(3).random((1, 4, 8, 8))
    before = foretell(weights, seen, 3)
    for step in range(4):
        other = seen.copy()
        other[0, step, 5, 2] += 0.5
        after = foretell(weights, other, 3)
        np.testing.assert_array_equal(after[:, :step], before[:, :step])
        assert (after[:, step] != before[:, step]).any()


def test_a_pixel_is_heard_no_farther_than_the_layers_reach() -> None:
    """Two layers of 3 × 3 cells: one frame's pixel reaches two cells around its own."""
    size = FrameSize("gru", 16, 3)
    random = np.random.default_rng(4)
    weights = {name: random.normal(size=shape) for name, shape in frame_shapes(size).items()}
    states = tuple(random.normal(size=(1, 8, 8, 3)) for _ in range(2))
    frame = random.random((1, 16, 16))
    other = frame.copy()
    other[0, 8, 8] += 1  # in cell (4, 4)
    changed = read_frame(weights, states, frame)[0] != read_frame(weights, states, other)[0]
    where = np.argwhere(cells(changed.astype(float))[0].any(-1))
    assert (where.min(0).tolist(), where.max(0).tolist()) == ([2, 2], [6, 6])
