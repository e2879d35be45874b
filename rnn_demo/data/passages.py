"""Passages of a text that begin where nothing is left open from before."""

from __future__ import annotations

import re
from bisect import bisect_left


def passages(text: str, count: int, size: int) -> list[int]:
    """Where passages begin: at paragraphs, spread over the text, none overlapping.

    From the middle of a paragraph it cannot be told whether a quotation was opened before. Each
    begins with the blank line before a paragraph, or with a line break where blank lines are few.

    Args:
        text: at least as long as a passage.
        count: how many at most.
        size: characters of each.

    Returns:
        Rising; where the text has hardly any breaks, in equal steps wherever they fall.
    """
    last = len(text) - size
    count = min(count, len(text) // size)
    for pattern in ("\n\n", "\n"):
        breaks = [found.start() for found in re.finditer(pattern, text[: last + len(pattern)])]
        breaks = [place for place in breaks if place <= last]
        starts: list[int] = []
        for wanted in range(count):
            free = starts[-1] + size if starts else 0
            at = bisect_left(breaks, max(free, last * wanted // max(1, count - 1)))
            nearest = breaks[min(at, len(breaks) - 1)] if breaks else -1
            if nearest >= free:
                starts.append(nearest)
        if 2 * len(starts) >= count:
            return starts
    return [last * wanted // max(1, count - 1) for wanted in range(count)]
