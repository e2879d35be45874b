"""What is beyond the sums of an instruction, against numpy's whole numbers."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from numba import njit

from rnn_demo.engine.excess import TOGETHER, complements, write_excess
from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.large_pairs import LargePairs, large_pairs
from rnn_demo.engine.product_kinds import KINDS, NEEDED, kinds
from tests.engine.test_dot_product import beyond, laid_out

GROUP = 4
AVX2 = "avx,avx2,bmi,bmi2,fma,f16c,lzcnt,movbe,popcnt,sse,sse2,sse3,sse4.1,sse4.2,ssse3,xsave"


@njit
def excess_of(turned: Any, large: LargePairs, block: int, out: Any, at: int) -> bool:
    begin, end = large.starts[block], large.starts[block + 1]
    return write_excess(
        turned, large.pairs, large.places, large.sizes, large.limits, begin, end, out, np.int64(at)
    )


def some(blocks: int, columns: int, spread: float) -> np.ndarray:
    random = np.random.default_rng(blocks)
    rows = random.normal(0, spread, (blocks * LANES, columns))
    return rows.clip(-127, 127).astype(np.int8)


def test_which_pairs_are_large_is_what_counting_says() -> None:
    weights = some(3, 64, 60)
    large = large_pairs(laid_out(weights, GROUP), saturates=True)
    found = set()
    for block in range(3):
        for i in range(large.starts[block], large.starts[block + 1]):
            row, sign = large.places[i] % LANES, -1 if large.places[i] >= LANES else 1
            pair = weights[block * LANES + row, 2 * large.pairs[i] :][:2].astype(int)
            np.testing.assert_array_equal(pair * sign, large.sizes[i])
            most = 255 * int(large.sizes[i].sum())
            assert large.limits[i] == most - (2**15 - 1 if sign > 0 else 2**15) > 0
            found.add((block * LANES + row, 2 * large.pairs[i]))
    expected = set()
    for row in range(len(weights)):
        for column in range(0, 64, 2):
            u, v = (int(one) for one in weights[row, column : column + 2])
            highest, lowest = max(u, 0) + max(v, 0), min(u, 0) + min(v, 0)
            if 255 * highest > 2**15 - 1 or 255 * lowest < -(2**15):
                expected.add((row, column))
    assert found == expected and len(expected) > 20
    assert len(large_pairs(laid_out(weights, GROUP), saturates=False).pairs) == 0


@pytest.mark.skipif("avx2" not in kinds(), reason="only processors with AVX2 saturate")
@pytest.mark.parametrize("count", [1, 5, 16, 21])
def test_the_excess_of_every_row_and_stream(count: int) -> None:
    weights = some(2, 192, 50)
    states = np.random.default_rng(1).normal(140, 60, (count, 192)).clip(0, 255).astype(np.uint8)
    large, turned = large_pairs(laid_out(weights, GROUP), True), complements(states, count)
    expected = beyond(states, weights)
    assert np.abs(expected).max() < 2**15 and (expected != 0).mean() > 0.1
    for block in range(2):
        rows = slice(block * LANES, (block + 1) * LANES)
        for first in range(0, count, TOGETHER):
            out = np.full((TOGETHER, 40), 7, np.int16)
            assert excess_of(turned[first // TOGETHER], large, block, out, 8)
            own = expected[first : first + TOGETHER, rows]
            np.testing.assert_array_equal(out[: len(own), 8:24], own)
            assert not out[len(own) :, 8:24].any()  # nobody's
            assert (out[:, :8] == 7).all() and (out[:, 24:] == 7).all()


@pytest.mark.skipif("avx2" not in kinds(), reason="only processors with AVX2 saturate")
@pytest.mark.parametrize("sign", [1, -1])
def test_it_says_what_does_not_fit(sign: int) -> None:
    out, states = np.zeros((TOGETHER, LANES), np.int16), np.full((1, 64), 255, np.uint8)
    turned = complements(states, 1)[0]
    for pairs, fits in ((1, True), (2, False), (32, False)):  # 32,003 or 32,002 each
        weights = np.zeros((LANES, 64), np.int8)
        weights[5, : 2 * pairs] = 127 * sign
        large = large_pairs(laid_out(weights, GROUP), True)
        assert excess_of(turned, large, 0, out, 0) is fits
        if fits:
            np.testing.assert_array_equal(out[:1], beyond(states, weights))


@pytest.mark.skipif("avx2" not in kinds(), reason="only processors with AVX2 saturate")
def test_products_of_any_company_are_the_same_on_a_processor_with_avx2_alone() -> None:
    asked = ",".join(f"+{one}" for one in ("64bit", "cx8", "cmov", "mmx", "fxsr", *AVX2.split(",")))
    assert KINDS["avx2"].saturates and set(NEEDED["avx2"]) <= set(AVX2.split(","))
    environment = {**os.environ, "NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": asked}
    script = "from tests.engine.products_here import compare; print(compare('avx2'))"
    told = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout == "equal\n"
