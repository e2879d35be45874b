"""All points of the timeline, in the order of their years, and what a year is checked with."""

from __future__ import annotations

from rnn_demo.exhibits.history.early import EARLY
from rnn_demo.exhibits.history.late import LATE
from rnn_demo.exhibits.history.point import HistoryPoint, Strand

POINTS: dict[str, HistoryPoint] = {**EARLY, **LATE}
FIRST_YEAR = next(iter(POINTS.values())).year
LAST_YEAR = next(reversed(POINTS.values())).year


def drawn(strand: Strand | str) -> dict[str, HistoryPoint]:
    """The points of a strand, of all for one that is none."""
    own = {name: point for name, point in POINTS.items() if point.strand == strand}
    return own or POINTS
