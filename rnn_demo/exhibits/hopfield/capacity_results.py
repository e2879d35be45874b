"""The shipped measurements of `capacity`, read and written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rnn_demo.exhibits.hopfield.compute.capacity import CapacityPoint
from rnn_demo.files.whole import write_whole
from rnn_demo.words import sentence

SHIPPED = Path(__file__).parents[2] / "results" / "hopfield" / "capacity.json"
MOST_BYTES = 1 << 20


class CapacityError(ValueError):
    """The measurements are missing or damaged; the message names the file."""


def read_capacity(path: Path = SHIPPED) -> list[CapacityPoint]:
    """The measurements of a file.

    Raises:
        CapacityError: there is no such file, or it is not one of these.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError
        rows = json.loads(path.read_text("utf-8"))["loads"]
        found = [CapacityPoint(**row) for row in rows]
        if any(type(value) not in (int, float) for one in found for value in asdict(one).values()):
            raise ValueError
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        raise CapacityError(
            sentence(
                "{name} cannot be read as measurements of capacity; python -m rnn_demo capacity "
                "makes it, and --out says where.",
                name=path.name,
            )
        ) from None
    return found


def write_capacity(path: Path, seed: int, found: Sequence[CapacityPoint]) -> None:
    """Write measurements, one a line."""
    rows = ",\n".join(json.dumps(asdict(one)) for one in found)
    write_whole(path, f'{{"seed": {seed}, "loads": [\n{rows}\n]}}\n')
