"""Trainings on the delayed bit and on XOR in time, in one JSON file each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from rnn_demo.files.regular import read_regular, shown
from rnn_demo.files.whole import write_whole
from rnn_demo.tasks.elman.readers import RESULTS
from rnn_demo.tasks.elman.temporal_xor import XorProfile
from rnn_demo.words import sentence

DELAYS = RESULTS / "delay.json"
XORS = RESULTS / "xor.json"
MAX_BYTES = 1_000_000
Row = TypeVar("Row")


class ElmanRecordError(ValueError):
    """A file of trainings cannot be used; the sentence says which and why."""


@dataclass(frozen=True)
class DelayRecord:
    """One kind of network on the delayed bit, many seeds.

    Attributes:
        name: of the kind.
        updates: of the training.
        right: share of right answers over all strings of ten bits, one a seed.
        fresh: the same over 1,200 random bits.
    """

    name: str
    updates: int
    right: tuple[float, ...]
    fresh: tuple[float, ...]


@dataclass(frozen=True)
class XorRecord:
    """One kind of Elman network on XOR in time, many seeds.

    Attributes:
        units: in its hidden layer.
        through_time: whether the error went back through what is fed back.
        updates: of the training.
        profiles: one a seed, on 1,200 fresh bits.
    """

    units: int
    through_time: bool
    updates: int
    profiles: tuple[XorProfile, ...]

    @property
    def best(self) -> XorProfile:
        """The one with the smallest error at the third place."""
        return min(self.profiles, key=lambda one: one.errors[2])


def write_record(path: Path, found: list[Mapping[str, Any]]) -> None:
    """Write a list of trainings, whole or not at all."""
    write_whole(path, json.dumps(found) + "\n")


def delay_row(one: DelayRecord) -> dict[str, Any]:
    """What the file holds of one kind."""
    return {
        "name": one.name,
        "updates": one.updates,
        "right": [round(value, 6) for value in one.right],
        "fresh": [round(value, 6) for value in one.fresh],
    }


def xor_row(one: XorRecord) -> dict[str, Any]:
    """What the file holds of one kind."""
    return {
        "units": one.units,
        "through_time": one.through_time,
        "updates": one.updates,
        "errors": [[round(value, 5) for value in own.errors] for own in one.profiles],
        "halves": [[round(value, 5) for value in own.halves] for own in one.profiles],
    }


def read_delays(path: Path = DELAYS) -> tuple[DelayRecord, ...]:
    """Read the trainings on the delayed bit.

    Raises:
        ElmanRecordError: the file is missing, or not such a file.
    """

    def one(raw: dict[str, Any]) -> DelayRecord:
        right, fresh = (tuple(float(x) for x in raw[name]) for name in ("right", "fresh"))
        if not right or len(right) != len(fresh):
            raise ValueError("seeds that do not fit together")
        return DelayRecord(str(raw["name"]), int(raw["updates"]), right, fresh)

    return _read(path, one)


def read_xors(path: Path = XORS) -> tuple[XorRecord, ...]:
    """Read the trainings on XOR in time.

    Raises:
        ElmanRecordError: the file is missing, or not such a file.
    """

    def one(raw: dict[str, Any]) -> XorRecord:
        profiles = tuple(
            XorProfile(_three(errors), _three(halves))
            for errors, halves in zip(raw["errors"], raw["halves"], strict=True)
        )
        if not profiles:
            raise ValueError("no seeds")
        return XorRecord(
            int(raw["units"]), bool(raw["through_time"]), int(raw["updates"]), profiles
        )

    return _read(path, one)


def _three(values: Any) -> tuple[float, float, float]:
    first, second, third = values
    return float(first), float(second), float(third)


def _read(path: Path, one: Callable[[dict[str, Any]], Row]) -> tuple[Row, ...]:
    try:
        rows = json.loads(read_regular(path, MAX_BYTES).decode("utf-8-sig"))
        found = tuple(one(row) for row in rows)
        if not found:
            raise ValueError("no trainings")
        return found
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ElmanRecordError(
            sentence(
                "{path} cannot be used as trainings: {error}.", path=shown(path), error=repr(error)
            )
        ) from None
