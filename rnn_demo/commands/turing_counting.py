"""`turing count`: networks trained on aⁿbⁿ, one after another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from rnn_demo.commands.progress import progress_bar
from rnn_demo.files.elsewhere import written_or_elsewhere
from rnn_demo.tasks.counting.results import CountingResults, write_counting
from rnn_demo.tasks.counting.training import run_counting
from rnn_demo.tasks.counting.trials import CountingTrial


def train_counting(
    cells: Sequence[str], seeds: int, updates: int, tested_to: int, drawn: int, out: Path | None
) -> int:
    """Train a network for each cell and seed, print what it counts to, and write the file.

    Args:
        cells: of `rnn_demo.networks.sequence_network.SEQUENCE_CELLS`.
        seeds: networks a cell.
        updates: of each training.
        tested_to: the largest n that is tested.
        drawn: n of the string whose states are kept.
        out: the file; None for none.
    """
    torch.set_num_threads(1)
    outcomes = []
    for cell in cells:
        for seed in range(seeds):
            bar = progress_bar(total=updates, desc=f"{cell} {seed}")
            trial = CountingTrial(cell, seed, updates=updates)
            outcome = run_counting(trial, tested_to, drawn, bar)
            bar.close()
            outcomes.append(outcome)
            print(
                f"{cell:10} seed {seed}: loss {outcome.loss:.3g}, counts to {outcome.counts_to}, "
                f"right for {sum(outcome.right)} of {len(outcome.right)}",
                flush=True,
            )
    if out:
        results = CountingResults(drawn, tuple(outcomes))
        written_or_elsewhere(out.parent, lambda place: write_counting(place / out.name, results))
    return 0
