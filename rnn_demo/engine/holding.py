"""Units held while a text is written: their memory is set to a number after each step."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rnn_demo.configuration.network import NetworkConfig
from rnn_demo.words import sentence

Floats = NDArray[np.float32]
LARGEST = {"lstm": 1000.0, "gru": 1.0, "elman": 1.0}  # h is between -1 and 1, C can grow


class HoldError(ValueError):
    """Units cannot be held so; the message names value, bound and remedy."""


@dataclass(frozen=True)
class Hold:
    """Units and the values that they are held at.

    Attributes:
        units: layer, number and value of each: of C in an LSTM, of h in the other cells.
        name: in words, shown where it begins.
    """

    units: tuple[tuple[int, int, float], ...]
    name: str = ""


def check(config: NetworkConfig, hold: Hold) -> None:
    """Check that a network has these units and that they can have these values.

    Raises:
        HoldError: it has not, or they cannot.
    """
    largest = LARGEST[config.cell]
    for layer, unit, value in hold.units:
        for name, number, count in (
            (sentence("layer"), layer, config.num_layers),
            (sentence("unit"), unit, config.hidden_size),
        ):
            if not 0 <= number < count:
                first = 1 if name == "layer" else 0  # people count layers from 1
                raise HoldError(
                    sentence(
                        "There is no {part} {number}; give a number from {first} to {last}.",
                        part=name,
                        number=number + first,
                        first=first,
                        last=count - 1 + first,
                    )
                )
        if not (math.isfinite(value) and abs(value) <= largest):
            raise HoldError(
                sentence(
                    "A unit's memory is to be held at {value:g}; in this network it can be from "
                    "{low:g} to {high:g}.",
                    value=value,
                    low=-largest,
                    high=largest,
                )
            )


class HeldUnits(NamedTuple):
    """The held units as compiled code reads them: one entry of each array a stream.

    Attributes:
        holding: whether anything is held, (streams,).
        values: the numbers, NaN where a unit is free, (streams, layers, hidden).
    """

    holding: NDArray[np.bool_]
    values: Floats


def nothing_held(streams: int, layers: int, hidden_size: int) -> HeldUnits:
    """No unit of any stream is held."""
    values = np.full((streams, layers, hidden_size), np.nan, np.float32)
    return HeldUnits(np.zeros(streams, np.bool_), values)


def put(hold: Hold | None, held: HeldUnits, stream: int) -> None:
    """Hold these units in a stream, and no others."""
    held.holding[stream] = bool(hold and hold.units)
    held.values[stream] = np.nan
    for layer, unit, value in hold.units if hold else ():
        held.values[stream, layer, unit] = value
