"""How often each machine's network was held to the interpreter: made by a command, and shipped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from rnn_demo.exhibits.turing.compute.comparison import Agreement
from rnn_demo.exhibits.turing.compute.machines import TABLES
from rnn_demo.files.regular import read_regular, shown
from rnn_demo.files.whole import write_whole
from rnn_demo.words import sentence

SHIPPED = Path(__file__).parents[2] / "results" / "turing" / "comparisons.json"
MAX_BYTES = 100_000


class ComparisonsError(ValueError):
    """The file cannot be used; the sentence says why."""


def write_comparisons(path: Path, found: Mapping[str, Agreement]) -> None:
    """Write each machine's table and comparison, the whole file or none."""
    values = {name: {"table": TABLES[name], **asdict(one)} for name, one in found.items()}
    write_whole(path, json.dumps(values, indent=1) + "\n")


def read_comparisons(path: Path = SHIPPED) -> dict[str, Agreement]:
    """The comparisons of those machines whose table is still what it was.

    Raises:
        ComparisonsError: the file is missing, or not such a file.
    """
    try:
        raw = json.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
        found = {}
        for name, one in raw.items():
            numbers = {key: value for key, value in one.items() if key != "table"}
            comparison = Agreement(**numbers)
            if one["table"] == TABLES.get(name) and comparison.inputs > 0:
                found[name] = comparison
        return found
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ComparisonsError(
            sentence(
                "{path} cannot be used as comparisons: {error}.",
                path=shown(path),
                error=repr(error),
            )
        ) from None
