"""A small network that foretells frames, with made-up weights, for tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.configuration.digits import DigitData
from rnn_demo.configuration.frames import FrameConfig, FrameSize, frame_shapes
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.tokenizers.grid import PixelGrid

NAME = "tiny-frames"
SMALL = FrameSize("gru", 8, hidden_size=3, layers=2, seen=3, foretold=2)
# As large as the page's films.
LARGE = FrameSize("gru", 32, hidden_size=3, layers=1)


def write_tiny_frames(folder: Path, size: FrameSize = SMALL) -> Path:
    """Write models/tiny-frames below a folder; the folder of models."""
    random = np.random.default_rng(0)
    weights = {
        name: random.normal(size=shape).astype(np.float16).astype(np.float32)
        for name, shape in frame_shapes(size).items()
    }
    config = FrameConfig(size, DigitData("mnist", 10), Recipe(1))
    write_folder(folder / NAME, config, PixelGrid(size.side, size.side), weights)
    return folder
