"""Computations that a page draws a bar for, waited for in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Generator
from typing import TypeVar

from rnn_demo.commands.progress import progress_bar

Result = TypeVar("Result")
AT_ONCE = 2.0  # seconds; what takes less needs no bar


def with_bar(steps: Generator[float, None, Result], told: str) -> Result:
    """The result of a computation, with a bar in a terminal once it takes long.

    Args:
        steps: yields how much is done, from 0 to 1, and returns the result.
        told: what is being done.
    """
    form = "{desc}: {percentage:3.0f} %|{bar}| {elapsed}, {remaining} left"
    wishes = {"delay": AT_ONCE, "bar_format": form, "disable": not sys.stderr.isatty()}
    with progress_bar(total=1.0, desc=told, **wishes) as bar:
        while True:
            try:
                done = min(1.0, next(steps))
            except StopIteration as end:
                result: Result = end.value
                bar.update(1.0 - bar.n)
                return result
            if done > bar.n:
                bar.update(done - bar.n)
