"""Poles as a visitor types and drags them, and the coefficients that they stand for."""

from __future__ import annotations

import math
import re

import numpy as np
from numpy.typing import NDArray

from rnn_demo.knobs.values import quoted
from rnn_demo.words import sentence

MOST_ORDER = 4
FARTHEST = 1.2  # from the middle; a path with such poles leaves every picture within 50 steps
SHOWN_DIGITS = 6
DECIMAL_COMMA = re.compile(r"-?\d+,\d+(@\d+)?")
# A distance from 0 and an angle below 180 degrees; above 0 it stands for its conjugate, too. A real
# pole has the angle 0, and a negative one a distance below 0.
Pole = tuple[float, float]
Poles = tuple[Pole, ...]


def parse_poles(text: str) -> Poles:
    """Poles by space or comma, each as radius@degrees, or as a number on the real axis.

    Raises:
        ValueError: it is something else, too many or too far out; the message lacks its subject.
    """
    try:
        found = tuple(_pole(word) for word in text.replace(",", " ").split())
    except ValueError:
        if "." not in text and (comma := DECIMAL_COMMA.search(text)):
            raise ValueError(
                sentence(
                    "include {word}; give a decimal point, as in {example}.",
                    word=quoted(comma[0]),
                    example=comma[0].replace(",", "."),
                )
            ) from None
        raise
    count = order_of(found)
    if not 1 <= count <= MOST_ORDER:
        raise ValueError(
            sentence(
                "are {count} in number, conjugates counted; give 1 to {most}, as in 0.95@36.",
                count=count,
                most=MOST_ORDER,
            )
        )
    return found


def write_poles(poles: Poles) -> str:
    """A text that `parse_poles` reads, all digits kept."""
    return " ".join(
        _plain(radius) if not angle else f"{_plain(radius)}@{_plain(angle)}"
        for radius, angle in poles
    )


def order_of(poles: Poles) -> int:
    """p: how many poles there are, each conjugate counted."""
    return sum(2 if angle else 1 for _, angle in poles)


def numbers_of(poles: Poles) -> NDArray[np.complex128]:
    """All poles as complex numbers, conjugates beside each other, (p,)."""
    found: list[complex] = []
    for radius, angle in poles:
        if not angle:
            found.append(complex(radius))
            continue
        turned = complex(math.cos(math.radians(angle)), math.sin(math.radians(angle)))
        found += [radius * turned, radius * turned.conjugate()]
    return np.array(found)


def coefficients_of(poles: Poles) -> NDArray[np.float64]:
    """φ_1 … φ_p of z^p − φ_1 z^{p−1} − … − φ_p = Π (z − z_i), (p,)."""
    return np.asarray(0.0 - np.poly(numbers_of(poles)).real[1:])


def _pole(word: str) -> Pole:
    radius, at, angle = word.partition("@")
    try:
        found = float(radius), float(angle) if at else 0.0
    except ValueError:
        found = math.nan, 0.0
    if not all(map(math.isfinite, found)) or (at and found[0] < 0):
        raise ValueError(
            sentence(
                "include {word}; give each pole as radius@degrees, as in 0.95@36, or as a real "
                "number, as in -0.7.",
                word=quoted(word),
            )
        )
    if abs(found[0]) > FARTHEST:
        raise ValueError(
            sentence(
                "include {word}, which is too far out; give poles at most {most} from 0.",
                word=quoted(word),
                most=FARTHEST,
            )
        )
    turned = found[1]
    if not 0 <= turned <= 180:
        turned = abs((turned + 180) % 360 - 180)  # the conjugate of one above the real axis
    if turned in (0, 180):
        return (-found[0] if turned else found[0]) + 0.0, 0.0
    return found[0], turned


def _plain(number: float) -> str:
    short = f"{number:.{SHOWN_DIGITS}g}"
    return short if float(short) == number else repr(number)
