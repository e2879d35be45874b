"""A small restricted Boltzmann machine with made-up weights, for tests."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rnn_demo.artifacts.folder import write_folder
from rnn_demo.artifacts.rbm import machine_shapes
from rnn_demo.configuration.digits import DigitData
from rnn_demo.configuration.rbm import ContrastiveDivergence, MachineConfig, MachineSize
from rnn_demo.tokenizers.grid import PixelGrid

NAME = "tiny-rbm"
CONFIG = MachineConfig(
    MachineSize("rbm", 4, 5, 7, 3), DigitData("mnist", 10), ContrastiveDivergence(2, 4)
)


def write_tiny_machine(folder: Path, config: MachineConfig = CONFIG) -> Path:
    """Write models/tiny-rbm below a folder; the folder of models."""
    random = np.random.default_rng(0)
    weights = {
        name: random.normal(size=shape).astype(np.float16).astype(np.float32)
        for name, shape in machine_shapes(config.network).items()
    }
    grid = PixelGrid(config.network.rows, config.network.columns)
    write_folder(folder / NAME, config, grid, weights)
    return folder
