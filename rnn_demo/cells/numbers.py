"""Numbers that somebody gives: as arrays, or refused in one sentence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rnn_demo.words import sentence

Array = NDArray[np.float64]
LARGEST = 1e6
SHOWN = 40


class ConventionError(ValueError):
    """Weights cannot be run or converted; one sentence with value, bound and remedy."""


def shown(value: object) -> str:
    """A value as an error message quotes it, shortened if it is long."""
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def as_numbers(name: str, value: object) -> Array:
    """What was given as an array in float64.

    Args:
        name: what a sentence calls it.
        value: anything.

    Raises:
        ConventionError: it is no array of numbers, or one of them is out of bounds.
    """
    try:
        found = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise ConventionError(
            sentence("{name} is {value}; give an array of numbers.", name=name, value=shown(value))
        ) from None
    wrong = found[~(np.abs(found) <= LARGEST)]  # NaN is in no interval
    if wrong.size:
        raise ConventionError(
            sentence(
                "{name} holds {value:g}; give numbers from -1e6 to 1e6.", name=name, value=wrong[0]
            )
        )
    return found
