"""What trials came to, in small JSON files: one for each task and length."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from rnn_demo.tasks.long_memory import TASKS, Look, Outcome, Trial

RESULTS = Path(__file__).parent.parent / "results"
SHARED = ("task", "length", "hidden_size", "batch_size", "learning_rate", "clip", "budget")


class ResultsError(ValueError):
    """A file of results cannot be used; the sentence says why."""


def write_results(path: Path, outcomes: Iterable[Outcome]) -> None:
    """Write outcomes of one task, length and setting; a whole file stands there or none."""
    outcomes = sorted(outcomes, key=lambda o: (o.trial.cell, o.trial.seed))
    trial = outcomes[0].trial
    task = TASKS[trial.task]
    baseline = task.baseline(trial.length)
    values = {
        **{name: getattr(trial, name) for name in SHARED},
        "measure": task.measure,
        "baseline": baseline,
        "aim": task.solved * baseline,
        "trials": [
            {
                "cell": outcome.trial.cell,
                "seed": outcome.trial.seed,
                "solved_after": outcome.solved_after,
                "curve": [[look.sequences, _short(look.loss)] for look in outcome.curve],
            }
            for outcome in outcomes
        ],
    }
    text = json.dumps(values, indent=1)
    written = path.with_suffix(".writing")
    written.write_text(text + "\n", encoding="utf-8")
    written.replace(path)


def read_results(path: Path) -> tuple[Outcome, ...]:
    """Read them again.

    Raises:
        ResultsError: missing, or not such a file.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        base = Trial(cell="elman", seed=0, **{name: raw[name] for name in SHARED})
        return tuple(
            Outcome(
                replace(base, cell=entry["cell"], seed=entry["seed"]),
                tuple(
                    Look(int(sequences), float("nan") if loss is None else float(loss))
                    for sequences, loss in entry["curve"]
                ),
                entry["solved_after"],
            )
            for entry in raw["trials"]
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ResultsError(f"{path} cannot be used as results: {error!r}.") from None


def same_setting(one: Trial, other: Trial) -> bool:
    """Whether two trials differ in nothing but cell and seed."""
    return asdict(replace(one, cell=other.cell, seed=other.seed)) == asdict(other)


def _short(loss: float) -> Any:
    return float(f"{loss:.4g}") if loss == loss and abs(loss) != float("inf") else None
