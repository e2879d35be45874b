"""Dates that are not used, or not all of them: each costs a sentence that names the line."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.forecasting.moments import moments_of
from rnn_demo.forecasting.own_series import reading_series
from rnn_demo.forecasting.series import TimedSeries
from rnn_demo.forecasting.spacing import spacing_of

MONTHS = [f"{2000 + k // 12}-{k % 12 + 1:02}" for k in range(120)]
DAYS = [(date(2020, 1, 1) + timedelta(k)).isoformat() for k in range(120)]
FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%b %d, %Y", "%Y%m%d")


def read(when: list[str], values: Any = None) -> TimedSeries:
    values = [k * k % 53 for k in range(len(when))] if values is None else values
    rows = "".join(f'"{one}",{value}\n' for one, value in zip(when, values, strict=True))
    raw = ("date,value\n" + rows).encode()
    steps: Any = reading_series(io.BytesIO(raw), len(raw))
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: TimedSeries = end.value
            return found


def with_cell(when: list[str], place: int, cell: str) -> list[str]:
    return [*when[:place], cell, *when[place + 1 :]]


@pytest.mark.parametrize(
    ("when", "told", "unit"),
    [
        (with_cell(DAYS, 50, "2020-13-01"), "Line 52: '2020-13-01' is no date, so this row is left "
         "out.", "day"),
        (with_cell(DAYS, 50, ""), "Line 52 has no date, so this row is left out.", "day"),
        ([*DAYS, "Total"], "Line 122: 'Total' is no date, so this row is left out.", "day"),
        ([*DAYS, "Total", "Mean"], "2 rows have no date, the first of them 'Total' in line 122: "
         "they are left out.", "day"),
        (with_cell(DAYS, 60, DAYS[59]), "'2020-02-29' stands twice, in lines 61 and 62, so only "
         "the order of the dates is used", "row"),
        ([MONTHS[k // 2] for k in range(120)], "'2000-01' stands twice, in lines 2 and 3", "row"),
        (MONTHS[:20] + MONTHS[100:], "80 months have no row, too many to fill: the rows are taken "
         "as neighbours.", "row"),
        (DAYS[:50] + DAYS[80:], "30 days have no row, too many to fill", "row"),
        ([(date(2020, 1, 1) + timedelta(k)).strftime(FORMS[k % 5]) for k in range(60)],
         "Line 3: '02.01.2020' is written otherwise than '2020-01-01' in line 2, so the dates are "
         "not used: write all of them in one form.", "row"),
    ],
)  # fmt: skip
def test_what_keeps_dates_from_being_used_is_said(when: list[str], told: str, unit: str) -> None:
    found = read(when)
    assert any(told in note for note in found.notes), found.notes
    assert found.unit == unit
    assert found.name == "value"


def test_a_total_is_no_value() -> None:
    values = [*range(5, 125), 10_000]
    found = read([*DAYS, "Total"], values)
    assert found.values.tolist() == values[:-1]
    assert found.labels == tuple(DAYS)
    assert found.season == 7


def test_a_row_without_its_date_leaves_a_gap_in_its_place() -> None:
    found = read(with_cell(DAYS, 50, "2020-13-01"), range(120))
    assert list(np.flatnonzero(~found.known)) == [50]
    assert np.delete(found.values, 50).tolist() == [k for k in range(120) if k != 50]


def test_a_gap_is_named_by_the_date_before_it_and_a_unix_time_by_its_own() -> None:
    found = read(DAYS[:50] + DAYS[52:])
    assert found.labels[49:53] == (DAYS[49], f"{DAYS[49]} + 1", f"{DAYS[49]} + 2", DAYS[52])
    noon = [datetime.fromisoformat(day + "T12:00:00+00:00").timestamp() for day in DAYS]
    assert read([f"{time:.0f}" for time in noon]).labels[1] == "2020-01-02 12:00:00"
    midnight = [f"{1000 * time - 43_200_000:.0f}" for time in noon]
    assert read(midnight).labels == tuple(DAYS)


def test_working_days_have_no_gaps() -> None:
    working = [day for day in DAYS if date.fromisoformat(day).weekday() < 5]
    found = read(working)
    assert not found.notes and found.unit == "row"
    assert len(found.values) == len(working)
    sunday_to_thursday = [day for day in DAYS if date.fromisoformat(day).weekday() not in (4, 5)]
    assert not read(sunday_to_thursday).notes
    assert any("days have no row" in note for note in read(working[:20] + working[60:]).notes)


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(40)), st.sampled_from(["%Y-%m-%d", "%m/%d/%Y", "%b %d, %Y"]))
def test_any_order_of_the_rows_is_the_same_series(order: list[int], form: str) -> None:
    when = [(date(2020, 1, 20) + timedelta(k)).strftime(form) for k in range(40)]
    found = read([when[k] for k in order], [k * k % 53 for k in order])
    assert found.values.tolist() == [k * k % 53 for k in range(40)]
    assert (found.unit, found.season, found.labels) == ("day", 7, tuple(when))


@pytest.mark.parametrize(
    ("minutes", "unit", "step", "season"),
    [(1, "minute", 1, 1440), (15, "minute", 15, 96), (30, "minute", 30, 48), (60, "hour", 1, 24),
     (120, "hour", 2, 12), (1440, "day", 1, 7), (7 * 1440, "week", 1, 52)],
)  # fmt: skip
def test_a_step_and_its_season(minutes: int, unit: str, step: int, season: int) -> None:
    times = [datetime(2020, 1, 6) + timedelta(minutes=minutes * k) for k in range(50)]
    for cells in (
        [str(time) for time in times],
        [str(int((time - datetime(1970, 1, 1)).total_seconds())) for time in times],
    ):
        moments = moments_of(cells)
        assert moments is not None and moments.certain
        assert (moments.unit, moments.step, moments.season) == (unit, step, season)
        assert moments.places == tuple(range(50))


def test_a_quarter_of_an_hour_has_a_season_of_a_day() -> None:
    times = [str(datetime(2020, 1, 6) + timedelta(minutes=15 * k)) for k in range(400)]
    assert read(times).season == 96
    holed = read(times[:100] + times[102:])
    assert any("2 rows are lacking, as they come every 15 minutes" in note for note in holed.notes)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), min_size=2, max_size=40))
def test_places_are_in_the_order_of_time(moments: list[datetime]) -> None:
    found = spacing_of([moment.replace(microsecond=0) for moment in moments])
    order = sorted(range(len(moments)), key=lambda at: moments[at].replace(microsecond=0))
    places = [found.places[at] for at in order]
    assert places == sorted(places)
    assert len(set(places)) == len(places) and places[0] == 0
    if found.unit != "row":
        assert found.twice is None and found.lacking == 0
