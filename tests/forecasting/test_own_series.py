"""A visitor's table: whatever it looks like, it is read, or one sentence says why not."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnn_demo.forecasting.examples import example_series
from rnn_demo.forecasting.moments import moments_of
from rnn_demo.forecasting.numerals import decimal_sign, is_missing, number_of
from rnn_demo.forecasting.own_series import TableChoices, reading_series
from rnn_demo.forecasting.plan import LONGEST, SeriesError
from rnn_demo.forecasting.season import guess_season
from rnn_demo.forecasting.series import TimedSeries

VALUES = [round(10 + 3 * np.sin(k / 2) + k / 7, 2) for k in range(40)]


def read(data: str | bytes, column: str | None = None, decimal: Any = None) -> TimedSeries:
    raw = data if isinstance(data, bytes) else data.encode()
    steps: Any = reading_series(io.BytesIO(raw), len(raw), TableChoices(column, decimal))
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: TimedSeries = end.value
            return found


def lines(values: list[Any], first: str = "") -> str:
    return first + "".join(f"{value}\n" for value in values)


def comma(value: float) -> str:
    return str(value).replace(".", ",")


@pytest.mark.parametrize(
    "data",
    [
        lines(VALUES),
        lines(VALUES, "value\n"),
        "\ufeff" + lines(VALUES, "value\n"),
        lines(VALUES, "value\n").encode("utf-16"),
        lines(VALUES, "value\n").replace("\n", "\r\n"),
        lines([f"{k},{x}" for k, x in enumerate(VALUES)], "n,value\n"),
        lines([f"{k};{comma(x)}" for k, x in enumerate(VALUES)], "n;value\n"),
        lines([f"{k};{comma(x)};" for k, x in enumerate(VALUES)], "n;value;\n"),
        lines([f"{k}\t{comma(x)}" for k, x in enumerate(VALUES)], "n\tvalue\n"),
        lines([f"{k}  {x}" for k, x in enumerate(VALUES)]),
        lines([f"{1950 + k},{x}" for k, x in enumerate(VALUES)], "year,value\n"),
        lines([f'"{1950 + k}","{comma(x)}"' for k, x in enumerate(VALUES)], "year,value\n"),
        lines([f"{k}|{x}" for k, x in enumerate(VALUES)], "n|value\n"),
        "sep=;\n" + lines([f"{k};{comma(x)}" for k, x in enumerate(VALUES)], "n;value\n"),
        lines([comma(x) for x in VALUES], "value\n"),
        lines([f"€ {x} " for x in VALUES], "value\n"),
        " ".join(map(str, VALUES)),
        ", ".join(map(str, VALUES)),
        "; ".join(map(comma, VALUES)),
        lines(VALUES, "\n\nvalue\n\n") + "\n\n",
    ],
)
def test_it_is_read_in_whichever_shape(data: str | bytes) -> None:
    found = read(data)
    assert found.values == pytest.approx(VALUES)
    assert found.known.all()


def test_one_column_of_decimal_commas_without_a_name() -> None:
    assert read(lines([comma(x + 0.01) for x in VALUES])).values == pytest.approx(
        [x + 0.01 for x in VALUES]
    )


@pytest.mark.parametrize(
    ("form", "unit", "season"),
    [
        ("{y}-{m:02}-01", "month", 12),
        ("01.{m:02}.{y}", "month", 12),
        ("{m}/1/{y}", "month", 12),
        ("{y}-{m:02}", "month", 12),
        ("{y}/{m:02}/01", "month", 12),
        ("{y}-{m:02}-01T00:00:00Z", "month", 12),
    ],
)
def test_dates_are_read_in_many_forms(form: str, unit: str, season: int) -> None:
    when = [form.format(y=2000 + k // 12, m=k % 12 + 1) for k in range(40)]
    rows = [f"{date};{x}" for date, x in zip(when, VALUES, strict=True)]
    found = read(lines(rows, "date;value\n"))
    assert (found.unit, found.season) == (unit, season)
    assert found.labels == tuple(when)
    assert found.values == pytest.approx(VALUES)
    turned = read(lines(rows[::-1], "date;value\n"))
    assert turned.values == pytest.approx(VALUES)
    assert any("turned round" in note for note in turned.notes)
    holed = read(lines(rows[:9] + rows[10:], "date;value\n"))
    assert list(np.flatnonzero(~holed.known)) == [9]
    assert holed.values[9] == VALUES[8]
    assert any("One month has no row" in note for note in holed.notes)


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        (["2024-01-30", "2024-01-31", "2024-02-01"], "day"),
        (["30/01/2024", "31/01/2024", "01/02/2024"], "day"),
        (["1/30/2024", "1/31/2024", "2/1/2024"], "day"),
        (["2024-01-01", "2024-01-08", "2024-01-15"], "week"),
        (["2024Q1", "2024Q2", "2024Q3"], "quarter"),
        (["2024-01-01 10:00", "2024-01-01 11:00", "2024-01-01 12:00"], "hour"),
        (["Jan 2024", "Feb 2024", "Mar 2024"], "month"),
        (["1999", "2000", "2001"], "year"),
        (["2024-01-05", "2024-01-05", "2024-03-09"], "row"),
    ],
)
def test_how_far_apart_the_rows_are(cells: list[str], unit: str) -> None:
    moments = moments_of(cells)
    assert moments is not None
    assert moments.unit == unit
    if unit != "row":
        assert [place - moments.places[0] for place in moments.places] == [0, 1, 2]


def test_gaps_words_and_breaks_cost_a_sentence_each() -> None:
    cells: list[Any] = [*VALUES]
    cells[5], cells[7], cells[9], cells[20] = "?", "n/a", "many", "9,1,1"
    found = read(lines(cells, "value\n"))
    assert list(np.flatnonzero(~found.known)) == [5, 7, 9, 20]
    assert found.values[5] == VALUES[4]
    told = " ".join(found.notes)
    assert "2 rows hold no number, the first of them 'many' in line 11" in told
    assert "4 values are missing" in told


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("", "There is nothing in it yet"),
        ("value\n", "no row with a number"),
        ("value\n5\n", "The length of the series is 1; to fit"),
        (lines(VALUES[:31]), "The length of the series is 31;"),
        (lines([7] * 40), "All 40 values are 7"),
        (lines(["a b"] * 40, "word\n"), "No column holds numbers; in line 2 there is 'a b'"),
        (lines([""] * 3 + ["x"] * 40, "value\n"), "No column holds numbers"),
        (lines([*VALUES[:20], *["-"] * 20, *VALUES[20:]]), "20 of 60 values are missing"),
        (b"PK\x03\x04" + b"0" * 99, "a zip archive or a spreadsheet program's own file"),
        ("x" * 2_000_000, "Line 1 cannot be read: the line has more than 1 million characters"),
        ("1e999\n" * 40, "'1e999' in line 1 is beyond 10¹⁰⁰, the largest number that is forecast"),
        ("x\n" + "1e308\n-1e308\n" * 20, "'1e308' in line 2 is beyond 10¹⁰⁰"),
        ("x\n" + "3e-200\n5e-200\n" * 20, "'3e-200' in line 2 is closer to 0 than 10⁻¹⁰⁰"),
    ],
)
def test_what_cannot_be_forecast_says_so_in_a_sentence(data: str | bytes, told: str) -> None:
    with pytest.raises(SeriesError, match=r"\.$") as error:
        read(data)
    assert told in str(error.value)
    assert str(error.value).endswith(".")


def test_unquoted_decimal_commas_name_the_line_and_the_remedy() -> None:
    rows = [f"{2000 + k},{comma(x)}" for k, x in enumerate(VALUES)]
    with pytest.raises(SeriesError, match=r"Line 2 was left out: it has 3 cells.*semicolons"):
        read(lines(rows, "year,value\n"))


def test_the_column_is_found_or_asked_for() -> None:
    rows = [f"{k},{2 * x},{x},word" for k, x in enumerate(VALUES, 1)]
    table = lines(rows, "no,open,close,remark\n")
    assert read(table).name == "open"
    assert "'close' could be, too" in " ".join(read(table).notes)
    for column in ("close", "Close", "3"):
        assert read(table, column).values == pytest.approx(VALUES)
    with pytest.raises(SeriesError, match=r"no column 'high'; there are 'no', 'open', 'close'"):
        read(table, "high")
    with pytest.raises(SeriesError, match=r"'remark' holds no numbers but, for example, 'word'"):
        read(table, "remark")


def test_of_a_long_table_the_latest_rows_are_used_whichever_way_it_runs() -> None:
    count = 30_000
    rows = [f"{1_000 + k},{np.sin(k / 5):.6f}" for k in range(count)]
    found = read(lines(rows, "n,value\n"))
    assert len(found.values) == LONGEST
    assert found.values[-1] == pytest.approx(np.sin((count - 1) / 5), abs=1e-6)
    assert any("30,000 rows: the latest 2,000" in note for note in found.notes)
    assert (found.label(0), found.label(1_999)) == ("28001", "30000")
    for above in ("", "A title\n", "value\n", "# a\n# b\nvalue\n"):
        found = read(above + lines([np.sin(k / 5) for k in range(5_000)]))
        assert (found.label(0), found.label(1_999)) == ("3001", "5000")
    from datetime import date, timedelta

    days = [(date(2020, 1, 1) - timedelta(k)).isoformat() for k in range(5_000)]
    back = [f"{day},{k % 97}" for k, day in enumerate(days)]
    found = read(lines(back, "day,value\n"))
    assert found.labels[-1] == "2020-01-01"
    assert found.values[-1] == 0


@pytest.mark.parametrize(
    ("cell", "decimal", "value"),
    [
        ("1,234.5", ".", 1234.5), ("1.234,5", ",", 1234.5), ("12 345,6", ",", 12345.6),
        ("1'234", ".", 1234.0), ("−3", ".", -3.0), ("(4.5)", ".", -4.5), ("$5", ".", 5.0),
        ("12%", ".", 12.0), ("1e3", ".", 1000.0), (".5", ".", 0.5), ("1,234", ".", 1234.0),
        ("1,234", ",", 1.234), ("five", ".", None), ("1e400", ".", np.inf), ("1-2", ".", None),
        ("", ".", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(cell: str, decimal: Any, value: float | None) -> None:
    assert number_of(cell, decimal) == value


def test_the_decimal_sign_is_settled_by_the_column() -> None:
    assert decimal_sign(["1,5", "2"], ".") == (",", True)
    assert decimal_sign(["1.5", "1,234.5"], ",") == (".", True)
    assert decimal_sign(["1,234", "5"], ".") == (".", False)
    assert decimal_sign(["1,234,567", "5"], ",") == (".", True)
    assert decimal_sign(["1.234", "2.345"], None) == (".", False)
    assert decimal_sign(["1,234", "2,345"], None) == (",", False)
    assert decimal_sign(["1.234", "987"], None) == (",", False)
    assert decimal_sign(["1,234", "987"], None) == (".", False)
    assert is_missing(" NaN ") and not is_missing("0")


@pytest.mark.parametrize(
    "data",
    [
        lines([f"{x:.3f}" for x in VALUES], "value\n"),
        lines([f"{x:.3f}" for x in VALUES]),
        lines([comma(f"{x:.3f}") for x in VALUES], "value\n"),
        lines([f"{k}\t{x:.3f}" for k, x in enumerate(VALUES)], "n\tvalue\n"),
        lines([f"{k}|{x:.3f}" for k, x in enumerate(VALUES)], "n|value\n"),
    ],
)
def test_three_decimals_are_no_thousands_but_where_semicolons_say_so(data: str) -> None:
    found = read(data)
    assert found.values == pytest.approx(VALUES)
    assert found.decimal is not None
    assert any(
        "0' was read as 10, with a decimal " in note and "choose the other" in note
        for note in found.notes
    )
    other = read(data, decimal="," if found.decimal == "." else ".")
    assert other.values == pytest.approx([1000 * x for x in VALUES])
    assert other.decimal not in (None, found.decimal)
    assert not any("was read as" in note for note in other.notes)


def test_semicolons_leave_the_point_to_thousands_until_told_otherwise() -> None:
    data = lines([f"{k};{x:.3f}" for k, x in enumerate(VALUES)], "n;value\n")
    found = read(data)
    assert found.values == pytest.approx([1000 * x for x in VALUES])
    assert "'10.000' was read as 10,000, with a point between thousands" in found.notes[-1]
    assert read(data, decimal=".").values == pytest.approx(VALUES)
    assert read(data, decimal=".").decimal == "."
    assert read(lines(VALUES, "value\n")).decimal is None  # two decimals settle it
    usual = read(data.replace(";", ","))  # a point beside commas is not in doubt
    assert usual.decimal is None and not any("was read as" in note for note in usual.notes)
    assert usual.values == pytest.approx(VALUES)


def test_a_number_out_of_bounds_is_a_number() -> None:
    cells: list[Any] = [*VALUES]
    cells[5], cells[9] = "1e+300", "-2e-120"
    found = read(lines(cells, "value\n"))
    assert list(np.flatnonzero(~found.known)) == [5]
    assert found.values[9] == 0
    told = " ".join(found.notes)
    assert "Line 7: '1e+300' is beyond 10¹⁰⁰, the largest number that is forecast" in told
    assert "Line 11: '-2e-120' is closer to 0 than 10⁻¹⁰⁰, so it counts as 0." in told
    assert "is no number" not in told


def test_what_is_not_utf_8_is_read_as_spreadsheets_write_it_and_said() -> None:
    rows = lines([f"{k};{comma(x)}" for k, x in enumerate(VALUES)], "Jahr;Größe in €\n")
    found = read(rows.encode("cp1252"))
    assert found.name == "Größe in €"
    assert found.values == pytest.approx(VALUES)
    assert "read as Windows-1252" in found.notes[0]
    assert not any("Windows" in note for note in read(rows).notes)


@pytest.mark.parametrize(
    "head",
    ['"da\nte","val\nue",note', 'date,"val\r\nue",note', '"a;b","val\nue","c;d"',
     'date,"val, ue",note'],
)  # fmt: skip
def test_quoted_cells_separate_nothing(head: str) -> None:
    data = lines(
        [f'{2000 + k // 12}-{k % 12 + 1:02},{x},"a\nb; ""c"""' for k, x in enumerate(VALUES)]
    )
    found = read(head + "\n" + data)
    assert found.values == pytest.approx(VALUES)
    assert found.name in ("val ue", "val, ue")


@pytest.mark.parametrize(
    ("above", "count"),
    [
        ("# comment\n# other\n", 2),
        ("#only\n", 1),
        ("Sales of the year\n\n", 1),
        ("Station,Berlin\nSource,Weather service\n\n", 2),
        ("Station,10384\nSource,Weather service\n", 2),
        ("a title, with a comma\nunit: kg\n", 2),
    ],
)
def test_lines_above_the_table_are_passed_over_and_said(above: str, count: int) -> None:
    rows = [f"{2000 + k // 12}-{k % 12 + 1:02},{x}" for k, x in enumerate(VALUES)]
    found = read(above + lines(rows, "month,value\n"))
    assert (found.name, found.unit, found.season) == ("value", "month", 12)
    assert found.values == pytest.approx(VALUES)
    told = "One line above" if count == 1 else f"{count} lines above"
    assert f"{told} the table " in found.notes[0]


def test_a_weather_service_s_file() -> None:
    rows = [f"{k % 28 + 1:02},{k // 28 + 1:02},2020;{comma(x)}" for k, x in enumerate(VALUES[:28])]
    rows += [f"{k + 1:02},02,2020;{comma(x)}" for k, x in enumerate(VALUES[:12])]
    found = read("Station;Berlin\nQuelle;Wetterdienst\n\nDatum;Wert\n" + lines(rows))
    assert (found.name, found.label(0), found.label(27)) == ("Wert", "01,01,2020", "28,01,2020")
    assert found.unit == "day" and found.season == 7


@pytest.mark.parametrize("names", ["month,value\n", "# month,value\n", "#,value\n", ""])
def test_names_of_columns_are_no_lines_above(names: str) -> None:
    rows = [f"{2000 + k // 12}-{k % 12 + 1:02},{x}" for k, x in enumerate(VALUES)]
    for data in (
        lines(rows, names),
        lines([*rows[:3], "2000-04,", "2000-05,NA", *rows[5:]], names),
    ):
        found = read(data)
        assert found.name == ("value" if names else "2")
        assert not any("above" in note for note in found.notes)


def test_a_wide_table_is_looked_at_as_far_as_it_takes_no_seconds() -> None:
    found = read(lines(["n," + f"{x}," * 700 + "9" for x in VALUES], ",".join(["v"] * 702) + "\n"))
    assert found.values == pytest.approx(VALUES)
    assert "The table has 702 columns: the first 500 are looked at." in found.notes
    assert len(found.columns) == len(set(found.columns)) == 499
    cells: list[Any] = ["some", "words"] * 30 + [k * k % 17 for k in range(400)]
    late = read(lines([f"{k},{a}" for k, a in enumerate(cells)], "n,v\n"))
    assert late.name == "v" and len(late.values) == 400


def test_columns_of_one_name_are_told_apart() -> None:
    table = lines([f"{x},{-x},{2 * x}" for x in VALUES], "v,v,V\n")
    found = read(table)
    assert found.columns == ("v", "v (column 2)", "V")
    assert "'v (column 2)', 'V' could be, too" in " ".join(found.notes)
    assert read(table, "v (column 2)").values == pytest.approx([-x for x in VALUES])
    assert read(table, "2").values == pytest.approx([-x for x in VALUES])
    assert read(table, "v").values == pytest.approx(VALUES)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='0123456789.,;-\t "\nabcé/|:é\ufeff\0', max_size=400))
def test_whatever_is_pasted_is_read_or_refused_in_a_sentence(text: str) -> None:
    try:
        found = read(text)
    except SeriesError as error:
        assert str(error)
    else:
        assert np.isfinite(found.values).all()
        assert len(found.values) == len(found.known) == len(found.labels) >= 32


def test_a_season_is_guessed_where_there_is_one() -> None:
    time = np.arange(200)
    random = np.random.default_rng(0)
    assert guess_season(np.sin(2 * np.pi * time / 7) + 0.3 * random.standard_normal(200)) == 7
    assert guess_season(time + 5 * np.cos(2 * np.pi * time / 12)) == 12
    assert guess_season(random.standard_normal(200)) == 0
    assert guess_season(np.ones(50)) == 0
    assert guess_season(example_series("sunspots", 0, 0, 0).values[:185]) in (10, 11)
