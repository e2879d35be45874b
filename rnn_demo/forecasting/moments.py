"""When each value was: dates in the usual forms, and how far apart they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rnn_demo.forecasting.numerals import number_of
from rnn_demo.forecasting.spacing import Spacing, Unit, spacing_of

FORMS = (
    "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d", "%d-%m-%Y", "%d %b %Y",
    "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y", "%d,%m,%Y", "%d.%m.%y", "%d/%m/%y",
    "%m/%d/%y", "%Y-%m", "%m/%Y", "%m.%Y", "%b %Y", "%B %Y", "%b-%y", "%Y",
)  # fmt: skip
NUMBERS = ("%Y", "%Y%m%d", "unix")  # forms that a column of numbers may have by chance
UNIX = re.compile(r"1\d{9}(\d{3})?(\.0+)?")  # seconds or milliseconds, 2001 to 2033
CLOCK = re.compile(r"[T ](\d{1,2}):(\d\d)(:\d\d(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?$")
QUARTER = re.compile(r"(\d{4})[-\s]?[Qq]([1-4])|[Qq]([1-4])[-/\s](\d{4})")
SEASONS = {"minute": 1440, "hour": 24, "day": 7, "week": 52, "month": 12, "quarter": 4}
DATED = re.compile(r"\d")
SAMPLED = 20  # cells in which forms are looked for


@dataclass(frozen=True)
class Moments:
    """When the rows of a table were.

    Attributes:
        places: of each row, in the order of the rows: how many steps after the first one, or only
            its rank where they come at no even distance.
        unit: second, minute, hour, day, week, month, quarter or year; `row` where they come at no
            even distance.
        form: how they are written, such as `%d.%m.%Y`.
        step: from one row to the next, in units.
        twice: two rows at the same moment, if that is why they are at no even distance.
        lacking: moments without a row, if there are too many of them for an even distance.
        scale: the unit of these.
    """

    places: tuple[int, ...]
    unit: Unit
    form: str
    step: int = 1
    twice: tuple[int, int] | None = None
    lacking: int = 0
    scale: Unit = "row"

    @property
    def certain(self) -> bool:
        """Whether they are dates, and no numbers that could be some by chance."""
        return self.unit != "row" or self.form not in NUMBERS

    @property
    def season(self) -> int:
        """How many values a year has, or a week of days, or a day of hours; 0 if none is usual."""
        return usual_season(self.unit, self.step)


def usual_season(unit: Unit, step: int = 1) -> int:
    """How many values a year has, or a week of days, or a day of hours; 0 if none is usual.

    Args:
        unit: of the distance between two values.
        step: that distance in units.
    """
    whole, rest = divmod(SEASONS.get(unit, 0), step)
    return whole if not rest and whole > 1 else 0


def moments_of(cells: Sequence[str]) -> Moments | None:
    """When the rows were, if each cell is a date of the same form; None if they are none.

    Where a form could be read day first or month first, it is the one by which the rows are at an
    even distance, and in order, and then day first.

    Args:
        cells: of one column.
    """
    texts = [cell.strip() for cell in cells]
    found: list[tuple[tuple[bool, bool], Moments]] = []
    for form in ("quarter", *FORMS, "unix"):
        read = _read_all(texts, form)
        if read is None:
            continue
        spacing = spacing_of(read)
        moments = _as_written(spacing, form)
        if moments.unit != "row" and spacing.in_order:
            return moments
        found.append(((moments.unit == "row", not spacing.in_order), moments))
    return min(found, key=lambda one: one[0])[1] if found else None


def dates_of_one_form(cells: Sequence[str]) -> list[bool] | None:
    """Which cells are dates, in the form in which most of them are; None if there is none.

    Forms that a column of numbers may have by chance are not looked for, nor any in a column of
    numbers.

    Args:
        cells: of one column.
    """
    texts = [cell.strip() for cell in cells]
    sample = texts[:: max(1, len(texts) // SAMPLED)]
    written = [text for text in sample if DATED.search(text) and number_of(text, ".") is None]
    if len(written) * 2 < len(sample):
        return None
    forms = [
        form
        for form in ("quarter", *FORMS)
        if form not in NUMBERS and any(_read(text, form) for text in written)
    ]
    read = [[_read(text, form) is not None for text in texts] for form in forms]
    return max(read, key=sum, default=None)


def shown_date(cell: str, form: str) -> str:
    """A date as it was written; a Unix time as a date with its time of day, if it has one."""
    moment = _read(cell.strip(), form) if form == "unix" else None
    if moment is None:
        return cell
    return moment.isoformat(" ").removesuffix(" 00:00:00")


def is_date(cell: str) -> bool:
    """Whether a cell is a date in some form, and no number that could be one."""
    text = cell.strip()
    return any(_read(text, form) for form in ("quarter", *FORMS) if form not in NUMBERS)


def _as_written(spacing: Spacing, form: str) -> Moments:
    """A column of numbers is years or days only where each follows the one before."""
    if form in ("%Y", "%Y%m%d") and spacing.step != 1:
        return Moments(spacing.places, "row", form)
    return Moments(
        spacing.places,
        spacing.unit,
        form,
        spacing.step,
        spacing.twice,
        spacing.lacking,
        spacing.scale,
    )


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
    if form == "unix":
        if not UNIX.fullmatch(text):
            return None
        seconds = int(text.partition(".")[0]) / (1 if len(text.partition(".")[0]) == 10 else 1000)
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
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
        second = min(59, int(clock[3][1:3])) if clock[3] else 0
        moment = moment.replace(hour=int(clock[1]), minute=int(clock[2]), second=second)
    return moment
