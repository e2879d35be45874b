"""Each kind of product that this processor can run, against the speed at which weights are read.

A processor that can do more can do what an older one does: all kinds are measured in one run, on
one thread, by the processor's own time, the best of several rounds.

    python -m benchmarks.products [--rounds 5]
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before numpy starts its threads

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit

from rnn_demo.engine.dot_product import product_block
from rnn_demo.engine.lanes import LANES
from rnn_demo.engine.product_kinds import KINDS, kinds
from rnn_demo.engine.products import STREAMS

ROWS, COLUMNS, MANY = 7680, 640, 32  # the weights of shakespeare-lstm, and streams
TIMES = 20  # that a product is computed in a round


@njit(nogil=True)
def read_all(words: np.ndarray) -> int:
    """Add up an array: what it takes to read it once."""
    total = np.int64(0)
    for i in range(words.size):
        total += words[i]
    return total


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Of the processor, for one of `TIMES`."""
    work()  # compiles
    took = []
    for _ in range(rounds):
        began = time.process_time()
        for _ in range(TIMES):
            work()
        took.append((time.process_time() - began) / TIMES)
    return min(took)


def product(kind: str, streams: int) -> Callable[[], None]:
    """A product of all weights with so many states, by a kind of code."""
    way = KINDS[kind]
    blocks, together = (way.blocks_of_one, 1) if streams == 1 else (way.blocks, STREAMS)
    block = product_block(blocks, together, kind)

    @njit(nogil=True)
    def run(w: Any, x: Any, scales: Any, corrections: Any, excess: Any, out: Any) -> None:
        for b in range(0, w.shape[0], blocks):
            rows = b * LANES
            for m in range(0, x.shape[0], together):
                block(
                    w[b:],
                    x[m:],
                    scales[rows:],
                    corrections[rows:],
                    excess,
                    out[m:],
                    np.int64(x.shape[1]),
                    np.int64(rows),
                )

    random = np.random.default_rng(0)
    shape = (ROWS // LANES, COLUMNS // way.group, LANES * way.group)
    weights = random.integers(-127, 128, shape).astype(np.int8)
    states = random.integers(0, 256, (streams, COLUMNS)).astype(np.uint8)
    scales, corrections = np.ones(ROWS, np.float32), np.zeros(ROWS, np.int32)
    excess = np.zeros((together, blocks * LANES), np.int16)
    out = np.zeros((streams, ROWS), np.float32)
    return lambda: run(weights, states, scales, corrections, excess, out)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    words = np.ones(ROWS * COLUMNS // 8, np.int64)
    reading = seconds(lambda: read_all(words), rounds)
    print(
        f"{words.nbytes / 1e6:.2f} MB of weights, read at {words.nbytes / reading / 1e9:.0f} GB/s\n"
    )
    print(f"| kind | one stream, of reading | {MANY} streams, against one |\n|---|---|---|")
    for kind in kinds():
        one = seconds(product(kind, 1), rounds)
        many = seconds(product(kind, MANY), rounds) / MANY
        print(f"| `{kind}` | {100 * reading / one:.0f} % | {one / many:.1f} × |")


if __name__ == "__main__":
    main()
