"""Results of trials in small JSON files: one for each task and length."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

from rnn_demo.files.regular import read_regular, shown
from rnn_demo.files.whole import write_whole
from rnn_demo.tasks.memory.trials import LossPoint, Outcome, Results, Trial
from rnn_demo.words import sentence

SHIPPED = Path(__file__).parents[2] / "results"
MAX_BYTES = 16_000_000
SHARED = ("task", "length", "hidden_size", "batch_size", "learning_rate", "clip", "budget")


class ResultsError(ValueError):
    """A file of results cannot be used; the sentence says why."""


def write_results(path: Path, results: Results) -> None:
    """Write results, the whole file or none."""
    values = {
        **{name: getattr(results.setting, name) for name in SHARED},
        "measure": results.measure,
        "baseline": results.baseline,
        "aim": results.aim,
        "trials": [
            {
                "cell": outcome.trial.cell,
                "seed": outcome.trial.seed,
                "solved_after": outcome.solved_after,
                "curve": [[look.sequences, _short(look.loss)] for look in outcome.curve],
            }
            for outcome in sorted(results.outcomes, key=lambda o: (o.trial.cell, o.trial.seed))
        ],
    }
    write_whole(path, json.dumps(values) + "\n")


def read_results(path: Path) -> Results:
    """Read results.

    Raises:
        ResultsError: missing, or not such a file.
    """
    try:
        raw = json.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
        base = Trial(cell="", seed=0, **{name: raw[name] for name in SHARED})
        outcomes = tuple(
            Outcome(
                replace(base, cell=entry["cell"], seed=entry["seed"]),
                tuple(
                    LossPoint(int(sequences), math.nan if loss is None else float(loss))
                    for sequences, loss in entry["curve"]
                ),
                entry["solved_after"],
            )
            for entry in raw["trials"]
        )
        return Results(raw["measure"], float(raw["baseline"]), float(raw["aim"]), outcomes)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ResultsError(
            sentence(
                "{path} cannot be used as results: {error}.", path=shown(path), error=repr(error)
            )
        ) from None


def same_setting(one: Trial, other: Trial) -> bool:
    """Whether two trials differ in nothing but cell and seed."""
    return replace(one, cell=other.cell, seed=other.seed) == other


def _short(loss: float) -> float | None:
    return float(f"{loss:.4g}") if math.isfinite(loss) else None
