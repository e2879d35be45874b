"""All quantities of the vanishing-gradient page at n = 64, T = 100, on one thread."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from threadpoolctl import threadpool_limits

from rnn_demo.dynamics.cells import CELLS
from rnn_demo.exhibits.vanishing_gradient.compute import simulate, with_loss
from rnn_demo.exhibits.vanishing_gradient.other_cells import FEW_LAGS, beside, norms_of
from rnn_demo.exhibits.vanishing_gradient.presets import PRESETS


def best_of(rounds: int, work: Callable[[], object]) -> float:
    """Milliseconds of a processor in the fastest round."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1000 * min(times)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    usual = replace(PRESETS["gaussian-gain"].knobs, n=64, steps=100)
    matrices = np.random.default_rng(0).normal(size=(100, 64, 64))
    with threadpool_limits(1):
        unit = best_of(rounds, lambda: np.linalg.svd(matrices, compute_uv=False))
        print(f"100 singular value decompositions of 64 × 64 alone: {unit:.1f} ms")
        for cell in CELLS:
            knobs = replace(usual, cell=cell)
            took = best_of(rounds, lambda knobs=knobs: simulate(knobs))  # type: ignore[misc]
            print(f"{cell:10} all quantities {took:6.1f} ms, {took / unit:.1f} ×")
            known = simulate(knobs)
            other = replace(knobs, loss="every", clipping="value")
            took = best_of(rounds, lambda: with_loss(known, other))  # noqa: B023
            print(f"{cell:10} another loss, clipped {took:4.1f} ms")
        took = best_of(rounds, lambda: [norms_of(one, FEW_LAGS) for one in beside(usual)])
        print(f"three cells beside each other {took:.1f} ms, {took / unit:.1f} ×")


if __name__ == "__main__":
    main()
