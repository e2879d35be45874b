"""What trained networks count to, in one JSON file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rnn_demo.files.regular import read_regular, shown
from rnn_demo.files.whole import write_whole
from rnn_demo.tasks.counting.trials import CountingOutcome, CountingTrial
from rnn_demo.words import sentence

SHIPPED = Path(__file__).parents[2] / "results" / "turing" / "counting.json"
MAX_BYTES = 4_000_000
SHARED = ("hidden_size", "trained_to", "batch_size", "updates", "learning_rate", "clip")


class CountingError(ValueError):
    """The file cannot be used; the sentence says why."""


@dataclass(frozen=True)
class CountingResults:
    """Trials of one setting.

    Attributes:
        drawn: n of the string whose states are kept.
        outcomes: one a trial.
    """

    drawn: int
    outcomes: tuple[CountingOutcome, ...]

    @property
    def setting(self) -> CountingTrial:
        """What all trials share, but for cell and seed."""
        return self.outcomes[0].trial

    @property
    def tested_to(self) -> int:
        """The largest n that was tested."""
        return len(self.outcomes[0].right)

    def of(self, cell: str) -> tuple[CountingOutcome, ...]:
        """The trials of a cell."""
        return tuple(one for one in self.outcomes if one.trial.cell == cell)

    def best(self, cell: str) -> CountingOutcome:
        """The trial of a cell that counts furthest; of equals the one with the smaller loss."""
        return max(self.of(cell), key=lambda one: (one.counts_to, -one.loss))


def write_counting(path: Path, results: CountingResults) -> None:
    """Write the file, whole or not at all."""
    values = {
        **{name: getattr(results.setting, name) for name in SHARED},
        "drawn": results.drawn,
        "trials": [
            {
                "cell": one.trial.cell,
                "seed": one.trial.seed,
                "loss": float(f"{one.loss:.3g}"),
                "right": "".join(str(int(own)) for own in one.right),
                "states": [[float(f"{x:.4g}") for x in row] for row in one.states],
            }
            for one in results.outcomes
        ],
    }
    write_whole(path, json.dumps(values) + "\n")


def read_counting(path: Path = SHIPPED) -> CountingResults:
    """Read the file.

    Raises:
        CountingError: it is missing, or not such a file.
    """
    try:
        raw = json.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
        shared = {name: raw[name] for name in SHARED}
        outcomes = [
            CountingOutcome(
                CountingTrial(cell=str(one["cell"]), seed=int(one["seed"]), **shared),
                float(one["loss"]),
                tuple({"0": False, "1": True}[sign] for sign in one["right"]),
                tuple(tuple(float(x) for x in row) for row in one["states"]),
            )
            for one in raw["trials"]
        ]
        return CountingResults(int(raw["drawn"]), _checked(outcomes))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise CountingError(
            sentence(
                "{path} cannot be used as counts: {error}.", path=shown(path), error=repr(error)
            )
        ) from None


def _checked(outcomes: Sequence[CountingOutcome]) -> tuple[CountingOutcome, ...]:
    lengths = {len(one.right) for one in outcomes}
    if len(lengths) != 1 or 0 in lengths:
        raise ValueError("trials tested on different strings")
    return tuple(outcomes)
