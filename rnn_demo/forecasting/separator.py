"""What separates the cells of a table, judged by most of its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rnn_demo.forecasting.numerals import number_of

HALF, MOST = 0.5, 0.9  # shares of the lines
QUOTED = re.compile(r'(?:(?<=[;,\t|\n])|\A) *"(?:[^"]|"")*"')  # a cell in quotes


def separator_of(lines: Sequence[str]) -> str:
    """Semicolons and tabs before commas, which may be decimal signs.

    Args:
        lines: with their ends; cells in quotes may go over several.
    """
    bare = [line for line in QUOTED.sub("", "".join(lines)).split("\n") if line.strip()]
    for sign in (";", "\t", "|"):
        if _in_most(bare, sign):
            return sign
    if _in_most(bare, ","):
        return ";" if _decimal_commas(bare) else ","
    tokens = [line.split() for line in lines[:20]]
    even = len({len(row) for row in tokens}) == 1 and len(tokens[0]) > 1
    if even and all(number_of(row[-1], ".") is not None for row in tokens[1:] or tokens):
        return " "
    return ";"


def _in_most(lines: Sequence[str], sign: str) -> bool:
    return bool(lines) and sum(sign in line for line in lines) >= HALF * len(lines)


def _decimal_commas(lines: Sequence[str]) -> bool:
    """Whether each line is one number with a comma, and not a count and a value."""
    marked = [line.strip() for line in lines if "," in line]
    numbers = [number_of(line, ",") is not None for line in marked]
    if "," not in lines[0] and numbers[0] and sum(numbers) >= MOST * len(numbers):
        return True  # a name, and below it numbers
    halves = [line.split(",") for line in marked]
    if len(marked) < len(lines) or not all(
        len(pair) == 2 and pair[0].lstrip("+-").isdigit() and pair[1].isdigit() for pair in halves
    ):
        return False
    counted = [int(pair[0]) for pair in halves]
    return len(counted) > 1 and any(b - a != 1 for a, b in pairwise(counted))
