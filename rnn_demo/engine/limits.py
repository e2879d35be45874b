"""How much one process writes at once, and for whom; set by environment variables."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from rnn_demo.engine.generation import MAX_LENGTH
from rnn_demo.words import sentence


class LimitError(ValueError):
    """A limit is not a number or out of bounds; the message names variable, value and bound."""


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True)
class Limits:
    """Bounds of an engine; the defaults are those of a hosted page on two small cores.

    Attributes:
        streams: texts written at the same time, in all.
        queue: texts that may wait for their turn.
        streams_per_visitor: texts of one open tab, written or waiting.
        streams_per_address: texts of all tabs of one address, written or waiting.
        length: characters of one text.
        seconds: that one text may take.
        pace: characters a second of one text; 0 for as fast as possible.
        threads: that write.
        model_memory: megabytes of all models that are loaded.
    """

    streams: int = 128
    queue: int = 256
    streams_per_visitor: int = 4
    streams_per_address: int = 256  # a class may have one address
    length: int = 5_000
    seconds: float = 120.0
    pace: float = 250.0
    threads: int = min(4, processors())
    model_memory: int = 250


# For the command line: the whole machine, for as long as it takes.
UNBOUNDED = Limits(length=MAX_LENGTH, seconds=math.inf, pace=0.0, streams_per_visitor=128)

LARGEST = {"streams": 10_000, "queue": 100_000, "length": MAX_LENGTH, "threads": 256}


def limits_from(environment: Mapping[str, str]) -> Limits:
    """Limits from the variables RNN_DEMO_STREAMS, RNN_DEMO_QUEUE and so on.

    Raises:
        LimitError: a value is not a number, or out of bounds.
    """
    usual, chosen = Limits(), {}
    for field in fields(Limits):
        variable = f"RNN_DEMO_{field.name.upper()}"
        if not (value := environment.get(variable, "").strip()):
            continue
        whole = isinstance(getattr(usual, field.name), int)
        low = 0 if field.name in ("queue", "pace") else 1
        high = LARGEST.get(field.name, 1_000_000)
        try:
            number = int(value) if whole else float(value)
        except ValueError:
            number = math.nan
        if not value.isascii() or "_" in value:  # Python reads more than people write
            number = math.nan
        if not low <= number <= high:
            wrong = {
                "variable": variable,
                "value": value[:40],
                "low": low,
                "high": high,
                "usual": getattr(usual, field.name),
            }
            raise LimitError(
                sentence(
                    "{variable} is {value!r}; give a whole number from {low} to {high:,}, or leave "
                    "it out for {usual:g}.",
                    **wrong,
                )
                if whole
                else sentence(
                    "{variable} is {value!r}; give a number from {low} to {high:,}, or leave it "
                    "out for {usual:g}.",
                    **wrong,
                )
            )
        chosen[field.name] = number
    return Limits(**chosen)  # type: ignore[arg-type]  # each has the kind of its default
