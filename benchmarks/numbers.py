"""Figures of a benchmark: a share of many, how one is shown, and the bounds of an argument."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any


def share(values: list[float], part: float) -> float:
    """The value that this part of all (0 to 1) do not exceed; NaN of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else float("nan")


def shown(figure: float) -> str:
    """A figure with three digits or all before the point."""
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"


def between(kind: type, low: float, high: float) -> Callable[[str], Any]:
    """For argparse: a number within bounds."""

    def read(text: str) -> Any:
        try:
            value = kind(text)
        except ValueError:
            value = None
        if value is None or not low <= value <= high:
            raise argparse.ArgumentTypeError(f"{text!r} is no number from {low:g} to {high:g}")
        return value

    return read
