"""Weights: every precision is read alike, and bfloat16 to the last bit as torch has it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from rnn_demo.artifacts.weights import read_weights

SHAPES = {"matrix": (5, 3), "one": (1,), "vector": (4,)}


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.float16, torch.bfloat16])
def test_every_precision_is_read(dtype: torch.dtype, tmp_path: Path) -> None:
    draw = torch.Generator().manual_seed(3)
    stored = {n: torch.randn(shape, generator=draw).to(dtype) for n, shape in SHAPES.items()}
    save_file(stored, tmp_path / "w.safetensors")
    read = read_weights(tmp_path / "w.safetensors", SHAPES)
    assert list(read) == list(SHAPES)
    for name, tensor in read.items():
        assert tensor.dtype == np.float32
        np.testing.assert_array_equal(tensor, stored[name].float().numpy())


def test_precisions_stand_side_by_side(tmp_path: Path) -> None:
    stored = {
        "matrix": torch.full((5, 3), 1.5, dtype=torch.bfloat16),
        "one": torch.full((1,), -0.25),
        "vector": torch.full((4,), 3.0, dtype=torch.float16),
    }
    save_file(stored, tmp_path / "w.safetensors")
    read = read_weights(tmp_path / "w.safetensors", SHAPES)
    assert {name: set(tensor.ravel().tolist()) for name, tensor in read.items()} == {
        "matrix": {1.5},
        "one": {-0.25},
        "vector": {3.0},
    }
