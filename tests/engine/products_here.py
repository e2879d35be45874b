"""The engine's products of one stream and of many, compared: for another process to run."""

from __future__ import annotations

import numpy as np

from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.large_pairs import large_pairs
from rnn_demo.engine.product_kinds import kind_here, kinds
from rnn_demo.engine.products import add_product, padded
from rnn_demo.reading.narrow_weights import Product
from tests.engine.test_dot_product import laid_out

COLUMNS, BLOCKS = 192, 7


def compare(expected_kind: str) -> str:
    """Compare them with numpy's whole numbers, and say so."""
    assert kinds()[0] == expected_kind
    kind, random = kind_here(), np.random.default_rng(0)
    for spread in (20, 60, 1000):  # of weights: the last are all the largest there are
        rows = random.normal(0, spread, (BLOCKS * LANES, COLUMNS)).clip(-127, 127).astype(np.int8)
        weights = laid_out(rows, kind.group)
        scales = random.normal(size=len(rows)).astype(np.float32)
        corrections = random.integers(-(10**6), 10**6, len(rows)).astype(np.int32)
        large = large_pairs(weights, kind.saturates)
        product = Product(np.array([0, 1, BLOCKS]), weights, scales, corrections, large)
        for count in (1, 2, 4, 17, 33):
            states = np.zeros((padded(count), COLUMNS), np.uint8)
            states[:count] = random.normal(140, 80, (count, COLUMNS)).clip(0, 255)
            sums = states.astype(int) @ rows.T.astype(int) + corrections
            for number, begin, end in ((0, 0, LANES), (1, LANES, len(rows))):
                out = np.ones((padded(count), 3 + end - begin), np.float32)
                add_product(product, number, states, count, out, 3)
                own = slice(begin, end)
                wanted = np.float32(1) + scales[own] * sums[:count, own].astype(np.float32)
                np.testing.assert_array_equal(out[:count, 3:], wanted)
                assert (out[:, :3] == 1).all()
    return "equal"
