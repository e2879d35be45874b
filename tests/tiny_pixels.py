"""A small network that draws pixel by pixel, with made-up weights, for tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.configuration.digits import DigitData
from rnn_demo.configuration.pixels import PixelConfig, PixelSize, pixel_shapes
from rnn_demo.configuration.recipe import Recipe
from rnn_demo.tokenizers.grid import PixelGrid

NAME = "tiny-pixels"
SMALL = PixelSize("lstm", 6, 7, channels=4, window=3, hidden_size=5, head_size=3)
# As large as the page's pictures.
LARGE = PixelSize("lstm", 28, 28, channels=4, window=3, hidden_size=5, head_size=3)


def write_tiny_pixels(folder: Path, size: PixelSize = SMALL) -> Path:
    """Write models/tiny-pixels below a folder; the folder of models."""
    random = np.random.default_rng(0)
    weights = {
        name: random.normal(size=shape).astype(np.float16).astype(np.float32)
        for name, shape in pixel_shapes(size).items()
    }
    config = PixelConfig(size, DigitData("mnist", 10), Recipe(1))
    write_folder(folder / NAME, config, PixelGrid(size.rows, size.columns), weights)
    return folder
