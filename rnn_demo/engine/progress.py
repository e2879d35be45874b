"""Computations that yield how much is done, from 0 to 1, and return their result."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

Result = TypeVar("Result")


def finished(steps: Generator[float, None, Result]) -> Result:
    """The result of a computation that reports its progress, with the reports ignored."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result


def part_of(
    steps: Generator[float, None, Result], start: float, share: float
) -> Generator[float, None, Result]:
    """A computation whose own progress, from 0 to 1, is that of the whole from `start` on.

    Args:
        steps: yields how much of it is done and returns its result.
        start: how much of the whole is done before it.
        share: how much of the whole it is.
    """
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
        yield min(1.0, start + share * done)
