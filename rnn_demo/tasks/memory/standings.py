"""Networks trained on tasks that need memory: which solved what, and after how many sequences."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rnn_demo.tasks.memory.results import SHIPPED, read_results
from rnn_demo.tasks.memory.trials import Results

CELLS = {
    "elman": "Elman",
    "irnn": "IRNN",
    "lstm": "LSTM",
    "gru-slide": "GRU of the slide",
    "gru-torch": "GRU of torch",
    "guessing": "Guessing weights",
}
TITLES = {
    "adding": "Adding problem",
    "copying": "Copying",
    "temporal-order": "Temporal order",
    "reber": "Embedded Reber grammar",
    "latch": "Two sequences",
    "long-lag": "Long time lag, 2a",
}
QUESTIONS = {
    "adding": "Two of T numbers are marked; their sum is wanted at the end.",
    "copying": "Ten symbols are shown and wanted back T steps later.",
    "temporal-order": "Two symbols stand far apart among others; their order is wanted.",
    "reber": "The second-last symbol of a string repeats its second; that memory is worth one bit.",
    "latch": "The class of a sequence stands in its first three numbers; the rest is noise.",
    "long-lag": "The first of p + 1 symbols comes again at the end; all between are always alike.",
}
# Published results, in their own measures and with their own budgets.
PUBLISHED = {
    "adding": (
        "LSTM of 93 weights, T = 100: solved after 74,000 sequences; T = 500: 209,000; "
        "T = 1000: 853,000 (Hochreiter and Schmidhuber 1997; numbers from [−1, 1], where a "
        "constant has an error of 1/24).",
    ),
    "copying": (
        "Without memory 10 ln 8 / (T + 20): 0.1733 at T = 100, 0.0400 at T = 500 "
        "(Arjovsky, Shah and Bengio 2016).",
    ),
    "temporal-order": (
        "LSTM of 156 weights, T from 100 to 110: 31,390 sequences (Hochreiter and Schmidhuber "
        "1997, task 6a).",
        "50 tanh units with clipping and a regulariser: solved to T = 200 (Pascanu, Mikolov and "
        "Bengio 2013).",
    ),
    "reber": (
        "LSTM: all of its trials solved, after 8,440 sequences (Hochreiter and Schmidhuber 1997, "
        "task 1).",
    ),
    "latch": (
        "LSTM, T = 100, N = 3: 27,380 sequences; guessing weights at random is faster "
        "(Hochreiter and Schmidhuber 1997, task 3).",
    ),
    "long-lag": (
        "LSTM, p = 100: all trials solved, after 5,040 sequences; RTRL at p = 4: 78, 56 and 22 % "
        "of the trials at learning rates 1, 4 and 10, at p = 10 none (Hochreiter and Schmidhuber "
        "1997, task 2a).",
    ),
}


@dataclass(frozen=True)
class Standing:
    """One cell on one task and length.

    Attributes:
        cell: which.
        trials: how many were made.
        solved: how many of them reached the aim.
        median: sequences until the aim, of those that did; None if none did.
        losses: the lowest and the highest last loss.
    """

    cell: str
    trials: int
    solved: int
    median: int | None
    losses: tuple[float, float]


def standings(results: Results) -> tuple[Standing, ...]:
    """Each cell's standing, in the order of `CELLS`."""
    found = []
    for cell in CELLS:
        own = [outcome for outcome in results.outcomes if outcome.trial.cell == cell]
        if not own:
            continue
        solved = [o.solved_after for o in own if o.solved_after is not None]
        last = sorted(outcome.curve[-1].loss for outcome in own)
        found.append(
            Standing(
                cell,
                len(own),
                len(solved),
                int(statistics.median(solved)) if solved else None,
                (last[0], last[-1]),
            )
        )
    return tuple(found)


def curves_of(results: Results, cell: str) -> list[list[tuple[float, float]]]:
    """A cell's curves, one a seed: pairs of sequences and loss."""
    return [
        [(look.sequences, look.loss) for look in outcome.curve]
        for outcome in results.outcomes
        if outcome.trial.cell == cell
    ]


def shares_solved(results: Sequence[Results]) -> dict[str, list[float]]:
    """By cell, the share of its trials that reached the aim, for each length of one task.

    nan where a cell was not tried at a length.
    """
    found = [{s.cell: s.solved / s.trials for s in standings(one)} for one in results]
    tried = [cell for cell in CELLS if any(cell in shares for shares in found)]
    return {cell: [shares.get(cell, math.nan) for shares in found] for cell in tried}


def shipped(folder: Path = SHIPPED) -> dict[str, tuple[Results, ...]]:
    """All results beside the package, by task in the order of `TITLES`, by length.

    Raises:
        ResultsError: a file is damaged.
    """
    found = [read_results(path) for path in sorted(folder.glob("*.json"))]
    return {task: own for task in TITLES if (own := _of(task, found))}


def _of(task: str, results: Iterable[Results]) -> tuple[Results, ...]:
    own = [one for one in results if one.setting.task == task]
    return tuple(sorted(own, key=lambda one: one.setting.length))
