"""A stack kept in one number: its digits are those of a Cantor set.

In base B, symbol i of m is the digit 2i + 1, so that no digit is even and the symbols lie apart:

    push i:     q ← q/B + (2i + 1)/B
    top ≥ i:    sat(B q − 2i), which is 0 or 1
    pop:        q ← B q − 2·top − non-empty

For two symbols B is 4, top = sat(4q − 2) and non-empty = sat(4q).

Source: Siegelmann and Sontag, On the Computational Power of Neural Nets (1995).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Literal

import numpy as np

Precision = Literal["float16", "float32", "float64"]
PRECISIONS: tuple[Precision, ...] = ("float16", "float32", "float64")
# What makes a number of each precision; a Python float is float64, and quicker than numpy's.
FLOATS: dict[Precision, Any] = {"float16": np.float16, "float32": np.float32, "float64": float}
SIGNIFICANT_BITS: dict[Precision, int] = {"float16": 11, "float32": 24, "float64": 53}


def base_for(symbols: int) -> int:
    """The smallest power of two that has an odd digit for each symbol, at least 4.

    A power of two, because floats divide by it exactly: what they lose is memory and nothing else.
    """
    base = 4
    while base < 2 * symbols:
        base *= 2
    return base


def encoded(stack: Sequence[int], base: int) -> Fraction:
    """The number that holds a stack.

    Args:
        stack: the symbols by their indices, the top first.
        base: B.
    """
    number, place = 0, 1
    for index in reversed(stack):
        number += (2 * index + 1) * place
        place *= base
    return Fraction(number, place)


def decoded(q: Fraction, base: int, most: int) -> tuple[int | None, ...]:
    """The stack that a number holds, the top first; None where a digit is no symbol's.

    Args:
        q: from 0 to 1.
        base: B.
        most: symbols at most; a number that is no stack could have more digits.
    """
    found: list[int | None] = []
    numerator, denominator = q.numerator, q.denominator
    while numerator and len(found) < most:
        digit, numerator = divmod(numerator * base, denominator)
        found.append(digit // 2 if digit % 2 and digit < base else None)
        if digit >= base:
            break
    return tuple(found)


def sat(x: Any) -> Any:
    """The saturated-linear function: x, but not below 0 and not above 1."""
    return type(x)(0) if x < 0 else type(x)(1) if x > 1 else x


def push(q: Any, bit: int, make: Any) -> Any:
    """The number after a push onto a stack of bits, in the arithmetic of `make`."""
    return make(q / make(4)) + make(2 * bit + 1) / make(4)


def top(q: Any, make: Any) -> Any:
    """sat(4q − 2): the bit on top, 0 or 1 while the number is exact."""
    return sat(make(4) * q - make(2))


def pop(q: Any, make: Any) -> Any:
    """The number after a pop, sat(4q − 2·top − non-empty), which leaves an empty stack empty."""
    return sat(make(4) * q - make(2) * top(q, make) - sat(make(4) * q))


def returned(bits: Sequence[int], make: Any) -> list[float]:
    """What comes off a stack onto which these bits were pushed, put back into their order.

    Args:
        bits: in the order in which they are pushed.
        make: what makes a number, such as `Fraction` or `numpy.float16`.
    """
    q = make(0)
    for bit in bits:
        q = push(q, bit, make)
    found = []
    for _ in bits:
        found.append(float(top(q, make)))
        q = pop(q, make)
    return found[::-1]


def certain(precision: Precision) -> int:
    """How many bits come back whatever they are: ⌊(p + 2)/2⌋, p the significand's bits.

    n digits take 2n bits. The last digit is 01 or 11; if only these two are rounded away, 01 falls
    to 00, which is read as 0, and 11 rises to 100, which is read as 1.
    """
    return (SIGNIFICANT_BITS[precision] + 2) // 2
