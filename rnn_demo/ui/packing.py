"""Rows of small numbers as text, with a tenth of the work and a third of the bytes of JSON."""

from __future__ import annotations

import base64
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

LARGEST = 65_535
CENTIBITS = 100 / math.log(2)  # hundredths of a bit in a nat


def packed(values: NDArray[np.floating]) -> str:
    """Numbers rounded to 0 … 65,535, two bytes each, the low byte first, in base64."""
    whole = np.clip(np.rint(values), 0, LARGEST).astype("<u2")
    return base64.b64encode(whole.tobytes()).decode("ascii")


def unpacked(text: str) -> list[int]:
    """The numbers that `packed` has packed."""
    return list(np.frombuffer(base64.b64decode(text), "<u2").tolist())


def packed_surprises(nats: NDArray[np.floating]) -> str:
    """Surprises in hundredths of a bit, packed."""
    return packed(nats * CENTIBITS)


def packed_floats(values: NDArray[Any]) -> str:
    """Numbers as float32, four bytes each, the low byte first, in base64; nan stays nan."""
    with np.errstate(over="ignore"):
        return base64.b64encode(values.astype("<f4").tobytes()).decode("ascii")


def packed_halves(values: NDArray[np.floating]) -> str:
    """Numbers as float16, two bytes each, the low byte first, in base64."""
    return base64.b64encode(values.astype("<f2").tobytes()).decode("ascii")
