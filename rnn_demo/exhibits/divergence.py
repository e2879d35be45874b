"""Where two texts part: the first place at which they differ."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Divergence:
    """The first difference of two texts.

    Attributes:
        position: how many characters they share.
        left: what the one goes on with.
        right: what the other goes on with.
    """

    position: int
    left: str
    right: str


def first_difference(left: str, right: str) -> Divergence | None:
    """The first difference, None while one text is only the beginning of the other."""
    for position, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return Divergence(position, a, b)
    return None
