"""Passages of a text that begin outside quotations."""

from __future__ import annotations

import re
from bisect import bisect_left


def passages(text: str, count: int, size: int) -> list[int]:
    """Where passages begin: at paragraphs, spread over the text, none overlapping.

    In the middle of a paragraph a quotation may be open. So each passage begins with the
    blank line before a paragraph, or with a line break where blank lines are few.

    Args:
        text: at least as long as a passage.
        count: how many at most.
        size: characters of each.

    Returns:
        Rising; where the text has hardly any breaks, in equal steps wherever they fall.
    """
    last = len(text) - size
    count = min(count, len(text) // size)
    places = [last * wanted // max(1, count - 1) for wanted in range(count)]
    found: list[int] = []
    for pattern in ("\n\n", "\n"):
        breaks = [at.start() for at in re.finditer(pattern, text) if at.start() <= last]
        starts: list[int] = []
        for place in places:
            free = starts[-1] + size if starts else 0
            at = bisect_left(breaks, max(free, place))
            nearest = breaks[min(at, len(breaks) - 1)] if breaks else -1
            if nearest >= free:
                starts.append(nearest)
        found = max(found, starts, key=len)  # as many by blank lines are better
    return found if 2 * len(found) >= count else places
