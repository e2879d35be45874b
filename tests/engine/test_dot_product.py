"""Sums of products by each kind of code that this machine can run, against numpy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numba import njit

from rnn_demo.engine.dot_product import dot_block, kinds
from rnn_demo.engine.narrow_network import COLUMNS

SHAPES = [(1, 1), (1, 4), (4, 4)]


def runner(rows: int, streams: int, kind: str) -> Any:
    block = dot_block(rows, streams, kind)

    @njit
    def run(weights: Any, states: Any) -> Any:
        return block(weights, states, np.int64(weights.shape[1]))

    return run


def test_the_last_kind_runs_anywhere() -> None:
    assert kinds()[-1] == "plain"
    assert len(set(kinds())) == len(kinds())


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize(("rows", "streams"), SHAPES)
def test_equals_numpy(kind: str, rows: int, streams: int) -> None:
    random, run = np.random.default_rng(0), runner(rows, streams, kind)
    for columns in (COLUMNS, 3 * COLUMNS, 10 * COLUMNS):
        weights = random.integers(-127, 128, (rows, columns)).astype(np.int8)
        states = random.integers(0, 256, (streams, columns)).astype(np.uint8)
        found = np.array(run(weights, states)).reshape(rows, streams)
        np.testing.assert_array_equal(found, weights.astype(int) @ states.T.astype(int))


@pytest.mark.parametrize("kind", kinds())
def test_the_largest_sums_do_not_saturate(kind: str) -> None:
    run = runner(1, 1, kind)
    states = np.full((1, 64 * COLUMNS), 255, np.uint8)
    for weight in (127, -127):
        weights = np.full((1, 64 * COLUMNS), weight, np.int8)
        assert run(weights, states) == (255 * weight * 64 * COLUMNS,)
