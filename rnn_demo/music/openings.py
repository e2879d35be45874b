"""Where the signs that open repeats stand: at the beginning of each part that is repeated."""

from __future__ import annotations

from collections.abc import Sequence

from rnn_demo.music.tune import CLOSE, DOUBLE, END, OPEN, SECOND, Element


def opening_places(elements: Sequence[Element]) -> list[int]:
    """The places before which a sign that opens a repeat belongs.

    A part begins where the one before ends, so where a repeat begins follows from where it ends.

    Args:
        elements: of a tune, without the signs that open repeats.
    """
    found: list[int] = []
    begin = 0
    for place, one in enumerate(elements):
        if one in (CLOSE, SECOND) and begin not in found[-1:]:
            found.append(begin)
        if one in (CLOSE, DOUBLE, END):
            begin = place + 1
    return found


def with_openings(elements: Sequence[Element]) -> tuple[Element, ...]:
    """The elements with a sign that opens each repeat."""
    places = set(opening_places(elements))
    found: list[Element] = []
    for place, one in enumerate(elements):
        if place in places:
            found.append(OPEN)
        found.append(one)
    return tuple(found)


def without_openings(elements: Sequence[Element]) -> tuple[Element, ...]:
    """The elements without these signs."""
    return tuple(one for one in elements if one != OPEN)
