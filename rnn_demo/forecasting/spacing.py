"""How far apart moments are: the even scale on which each has a place, or why there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

FEW_GAPS = 0.1  # of the moments; with more of them rows are taken as neighbours
WORKING = 5  # days of a week
Unit = str


@dataclass(frozen=True)
class Spacing:
    """The places of moments on an even scale, or their ranks.

    Attributes:
        places: steps after the first moment, or ranks where there is no even scale.
        unit: of the scale; `row` where there is none.
        step: the distance of two neighbours, in units.
        in_order: whether the moments come in order, forwards or backwards.
        twice: two places in the sequence with the same moment, if there are such.
        lacking: steps without a moment, where they are too many for an even scale.
        scale: the unit of these.
    """

    places: tuple[int, ...]
    unit: Unit
    step: int
    in_order: bool
    twice: tuple[int, int] | None = None
    lacking: int = 0
    scale: Unit = "row"


def spacing_of(moments: Sequence[datetime]) -> Spacing:
    """The coarsest even scale on which each moment has a place of its own.

    Args:
        moments: in any order.
    """
    order = sorted(range(len(moments)), key=lambda at: moments[at])
    ranks = [0] * len(moments)
    for rank, at in enumerate(order):
        ranks[at] = rank
    in_order = order in (list(range(len(order))), list(range(len(order)))[::-1])
    plain = Spacing(tuple(ranks), "row", 1, in_order)
    if len(moments) < 2:
        return plain
    same = next((pair for pair in pairwise(order) if moments[pair[0]] == moments[pair[1]]), None)
    if same:
        return Spacing(plain.places, "row", 1, in_order, (min(same), max(same)))
    lacking: tuple[int, Unit] | None = None
    for unit, scale in _scales(moments).items():
        ordered = [scale[at] for at in order]
        steps = Counter(second - first for first, second in pairwise(ordered))
        if 0 in steps:
            continue
        step = steps.most_common(1)[0][0]
        count = (ordered[-1] - ordered[0]) // step + 1
        if all(one % step == 0 for one in steps) and count <= len(order) * (1 + FEW_GAPS) + 1:
            places = tuple((place - ordered[0]) // step for place in scale)
            return Spacing(places, unit, step, in_order)
        if lacking is None and count > len(order):
            lacking = count - len(order), unit
    if lacking is None or _working_days(moments):
        return plain
    return Spacing(plain.places, "row", 1, in_order, None, *lacking)


def _scales(moments: Sequence[datetime]) -> dict[Unit, list[int]]:
    """The moments in whole units, from the coarsest unit on that says all of them."""
    months = [12 * one.year + one.month for one in moments]
    days = [one.toordinal() for one in moments]
    seconds = [
        86_400 * one.toordinal() + 3_600 * one.hour + 60 * one.minute + one.second
        for one in moments
    ]
    scales: dict[Unit, list[int]] = {"year": [one.year for one in moments]}
    if _all_by(months, 3):
        scales["quarter"] = [month // 3 for month in months]
    scales["month"] = months
    if _all_by(days, 7):
        scales["week"] = [day // 7 for day in days]
    scales["day"] = days
    for unit, length in (("hour", 3_600), ("minute", 60), ("second", 1)):
        if _all_by(seconds, length):
            scales[unit] = [second // length for second in seconds]
    return scales


def _working_days(moments: Sequence[datetime]) -> bool:
    """Whether they are days of a five-day week, with few others missing."""
    used = sorted({one.weekday() for one in moments})
    if len(used) > WORKING or len({one.date() for one in moments}) < len(moments):
        return False
    places = [
        len(used) * (one.toordinal() // 7) + sum(day < one.weekday() for day in used)
        for one in moments
    ]
    return max(places) - min(places) + 1 <= len(places) * (1 + FEW_GAPS) + len(used)


def _all_by(numbers: Sequence[int], step: int) -> bool:
    """Whether all are as far apart as a multiple of the step."""
    return len({number % step for number in numbers}) == 1
