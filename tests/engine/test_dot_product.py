"""Products by each kind of code that this machine can run, against numpy's whole numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numba import njit

from rnn_demo.engine.dot_product import product_block
from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.narrow_network import COLUMNS
from rnn_demo.engine.product_kinds import KINDS, kind_here, kinds

SHAPES = [(1, 1), (2, 1), (4, 1), (8, 1), (1, 4), (4, 4)]  # those of rnn_demo.engine.products


def runner(blocks: int, streams: int, kind: str) -> Any:
    block = product_block(blocks, streams, kind)

    @njit
    def run(w: Any, x: Any, scales: Any, corrections: Any, excess: Any, out: Any, at: int) -> None:
        block(w, x, scales, corrections, excess, out, np.int64(x.shape[1]), np.int64(at))

    return run


def laid_out(whole: np.ndarray, group: int) -> np.ndarray:
    """One row after the other, by hand: block, group of columns, row, column in the group."""
    rows, columns = whole.shape
    out = np.empty((rows // LANES, columns // group, LANES * group), np.int8)
    for row in range(rows):
        for column in range(columns):
            place = row % LANES * group + column % group
            out[row // LANES, column // group, place] = whole[row, column]
    return out


def test_the_last_kind_runs_anywhere() -> None:
    assert kinds()[-1] == "plain"
    assert len(set(kinds())) == len(kinds())
    assert kind_here() == KINDS[kinds()[0]]


def beyond(states: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """How far the sums of each two neighbouring products are beyond 16 bits, (streams, rows)."""
    products = states[:, None].astype(int) * weights
    pairs = products.reshape(*products.shape[:2], -1, 2).sum(3)
    return (pairs - pairs.clip(-(2**15), 2**15 - 1)).sum(2)


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize(("blocks", "streams"), SHAPES)
def test_equals_numpy(kind: str, blocks: int, streams: int) -> None:
    random, run = np.random.default_rng(0), runner(blocks, streams, kind)
    rows = blocks * LANES
    for columns in (COLUMNS, 3 * COLUMNS):
        weights = random.normal(0, 60, (rows, columns)).clip(-127, 127).astype(np.int8)
        states = random.normal(128, 70, (streams, columns)).clip(0, 255).astype(np.uint8)
        scales = random.normal(size=rows).astype(np.float32)
        corrections = random.integers(-(10**6), 10**6, rows).astype(np.int32)
        before = random.normal(size=(streams, 5 + rows + 2)).astype(np.float32)
        out = before.copy()
        excess = np.full(
            (streams, rows + 1), 9, np.int16
        )  # read where sums saturate, and only there
        if KINDS[kind].saturates and streams > 1:
            excess[:, :-1] = beyond(states, weights)
            assert (excess != 0).sum() > 9
        run(laid_out(weights, KINDS[kind].group), states, scales, corrections, excess, out, 5)
        sums = states.astype(int) @ weights.T.astype(int) + corrections
        before[:, 5:-2] += scales * sums.astype(np.float32)
        np.testing.assert_array_equal(out, before)  # to the last bit, and nothing beside it


@pytest.mark.parametrize("kind", kinds())
def test_the_largest_sums_do_not_saturate(kind: str) -> None:
    run, columns, group = runner(1, 1, kind), 64 * COLUMNS, KINDS[kind].group
    states, ones = np.full((1, columns), 255, np.uint8), np.ones(LANES, np.float32)
    excess = np.zeros((1, LANES), np.int16)
    for weight in (127, -127):
        weights = np.full((1, columns // group, LANES * group), weight, np.int8)
        out = np.zeros((1, LANES), np.float32)
        run(weights, states, ones, np.zeros(LANES, np.int32), excess, out, 0)
        assert set(out[0].tolist()) == {255.0 * weight * columns}
