"""When each value was: dates in the usual forms, the distance between them, and what is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

FORMS = (
    "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d", "%d-%m-%Y", "%d %b %Y",
    "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y", "%d.%m.%y", "%d/%m/%y", "%m/%d/%y",
    "%Y-%m", "%m/%Y", "%m.%Y", "%b %Y", "%B %Y", "%b-%y", "%Y",
)  # fmt: skip
CLOCK = re.compile(r"[T ](\d{1,2}):(\d\d)(:\d\d(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?$")
QUARTER = re.compile(r"(\d{4})[-\s]?[Qq]([1-4])|[Qq]([1-4])[-/\s](\d{4})")
SEASONS = {"hour": 24, "day": 7, "week": 52, "month": 12, "quarter": 4}
FEW_GAPS = 0.1  # of the moments; a calendar of working days has more, and no gaps
Unit = str


@dataclass(frozen=True)
class Moments:
    """When the rows of a table were.

    Attributes:
        places: of each row on an even scale of units, in the order of the rows.
        unit: hour, day, week, month, quarter or year; `row` where they come at no even distance.
        form: how they are written, such as `%d.%m.%Y`.
    """

    places: tuple[int, ...]
    unit: Unit
    form: str

    @property
    def season(self) -> int:
        """How many values a year has, or a week of days, or a day of hours; 0 if none is usual."""
        return SEASONS.get(self.unit, 0)


def moments_of(cells: Sequence[str]) -> Moments | None:
    """When the rows were, if each cell is a date of the same form; None if they are none.

    Where a form could be read day first or month first, it is the one by which the rows are in
    order, and then day first.

    Args:
        cells: of one column.
    """
    texts = [cell.strip() for cell in cells]
    found: list[Moments] = []
    for form in ("quarter", *FORMS):
        read = _read_all(texts, form)
        if read is None:
            continue
        moments = _placed(read, form)
        if moments.unit != "row":
            return moments
        found.append(moments)
    return found[0] if found else None


def _read_all(texts: Sequence[str], form: str) -> list[datetime] | None:
    read = []
    for text in texts:
        moment = _read(text, form)
        if moment is None:
            return None
        read.append(moment)
    return read


def _read(text: str, form: str) -> datetime | None:
    if form == "quarter":
        if not (found := QUARTER.fullmatch(text)):
            return None
        year, number = found[1] or found[4], int(found[2] or found[3])
        return datetime(int(year), 3 * number - 2, 1) if int(year) else None
    clock = CLOCK.search(text)
    if clock and form != "%Y":
        text = text[: clock.start()]
    try:
        moment = datetime.strptime(text, form)
    except ValueError:
        return None
    if form == "%Y" and not re.fullmatch(r"[12]\d{3}", text):
        return None
    if clock and int(clock[1]) < 24 and int(clock[2]) < 60:
        moment = moment.replace(hour=int(clock[1]), minute=int(clock[2]))
    return moment


def _placed(read: Sequence[datetime], form: str) -> Moments:
    """The rows on the coarsest even scale on which each has a place of its own."""
    months = [12 * one.year + one.month for one in read]
    days = [one.toordinal() for one in read]
    hours = [24 * one.toordinal() + one.hour for one in read]
    scales: dict[Unit, list[int]] = {
        "year": [one.year for one in read],
        "quarter": [month // 3 for month in months] if _all_by(months, 3) else [],
        "month": months,
        "week": [day // 7 for day in days] if _all_by(days, 7) else [],
        "day": days,
        "hour": hours if not any(one.minute for one in read) else [],
    }
    for unit, places in scales.items():
        if places and _even(places):
            return Moments(tuple(places), unit, form)
    ordered = sorted(range(len(read)), key=lambda at: read[at])
    ranks = [0] * len(read)
    for rank, at in enumerate(ordered):
        ranks[at] = rank
    return Moments(tuple(ranks), "row", form)


def _all_by(numbers: Sequence[int], step: int) -> bool:
    """Whether all are as far apart as a multiple of the step."""
    return len({number % step for number in numbers}) == 1


def _even(places: Sequence[int]) -> bool:
    """Whether the places are in order, forwards or backwards, each once and with few gaps."""
    if len(places) < 2:
        return False
    steps = Counter(second - first for first, second in pairwise(places))
    usual = steps.most_common(1)[0][0]
    if usual not in (1, -1) or any(step * usual <= 0 for step in steps):
        return False
    return abs(places[-1] - places[0]) + 1 <= len(places) * (1 + FEW_GAPS) + 1
