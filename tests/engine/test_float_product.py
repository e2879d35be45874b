"""Products of many streams in full precision, against numpy's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numba import njit

from rnn_demo.engine.float_product import KINDS, float_block, lanes_here, side_by_side
from rnn_demo.engine.lanes import LANES

SHAPES = [(lanes, blocks) for lanes in KINDS if lanes <= lanes_here() for blocks in (1, 3)]


@pytest.mark.parametrize(("lanes", "blocks"), SHAPES)
def test_equals_numpy(lanes: int, blocks: int) -> None:
    random, rows, streams = np.random.default_rng(0), blocks * LANES, KINDS[lanes].streams
    block = float_block(blocks, streams, lanes)

    @njit
    def run(w: Any, x: Any, out: Any, at: int) -> None:
        block(w, x, out, np.int64(x.shape[1]), np.int64(at))

    for columns in (1, 7, 64):
        # Whole numbers: every sum is exact, in any order.
        weights = random.integers(-99, 100, (columns, rows)).astype(np.float32)
        states = random.integers(-99, 100, (streams, columns)).astype(np.float32)
        out = random.integers(-99, 100, (streams, 5 + rows + 2)).astype(np.float32)
        expected = out.copy()
        expected[:, 5:-2] += states @ weights
        run(side_by_side(weights), states, out, 5)
        np.testing.assert_array_equal(out, expected)  # and nothing beside it


def test_rows_are_filled_up_with_zeros() -> None:
    weight = np.arange(3 * 21, dtype=np.float32).reshape(3, 21)
    blocks = side_by_side(weight)
    assert blocks.shape == (2, 3, LANES)
    np.testing.assert_array_equal(np.hstack(list(blocks))[:, :21], weight)
    assert not np.hstack(list(blocks))[:, 21:].any()
