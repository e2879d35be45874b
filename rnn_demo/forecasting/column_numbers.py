"""The numbers in a column: what was taken for granted of them, and what is no number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnn_demo.forecasting.columns import SHOWN
from rnn_demo.forecasting.numerals import Decimal, is_missing, number_of
from rnn_demo.forecasting.plan import SeriesError
from rnn_demo.forecasting.table import Table
from rnn_demo.words import Sentence, sentence, sentences

LARGEST, SMALLEST = 1e100, 1e-100  # the squares of errors are to stay within float64
Cell = tuple[int, str]  # with its line


@dataclass(frozen=True)
class ColumnNumbers:
    """The numbers of a column.

    Attributes:
        values: of each row; nan where there is none.
        decimal: what was read as the decimal sign, where the cells do not settle it; else None.
        notes: what was taken for granted, and what is no number, a sentence each.
    """

    values: list[float]
    decimal: Decimal | None
    notes: tuple[Sentence, ...]


def numbers_in(table: Table, place: int) -> ColumnNumbers:
    """The numbers of a column.

    Args:
        table: in which it is.
        place: of the column, 0 for the first.

    Raises:
        SeriesError: all are too large or too small.
    """
    cells = table.column(place)
    decimal, settled = table.decimal_in(place)
    values: list[float] = []
    words: list[Cell] = []
    large: list[Cell] = []
    small: list[Cell] = []
    for line, cell in zip(table.lines, cells, strict=True):
        value = None if is_missing(cell) else number_of(cell, decimal)
        if value is None:
            if not is_missing(cell):
                words.append((line, cell))
        elif abs(value) > LARGEST:
            large.append((line, cell))
            value = None
        elif 0 < abs(value) < SMALLEST:
            small.append((line, cell))
            value = 0.0
        values.append(np.nan if value is None else value)
    if (large or small) and not any(abs(value) > 0 for value in values):
        raise SeriesError(_out_of_bounds(large, small))
    told = [*_no_numbers(words), *_too_large(large), *_too_small(small)]
    doubtful = None if settled else _doubtful(cells, table.decimal)
    if doubtful and not table.chosen:
        told.append(_read_as(doubtful, decimal))
    return ColumnNumbers(values, decimal if doubtful else None, tuple(told))


def _doubtful(cells: Sequence[str], usual: Decimal | None) -> str | None:
    """The first cell that is another number with another decimal sign.

    A sign that goes with the separator, as a point goes with commas, is not in doubt.
    """
    for cell in cells:
        if not is_missing(cell) and any(sign in cell for sign in ".," if sign != usual):
            point, comma = number_of(cell, "."), number_of(cell, ",")
            if point is not None and comma is not None and point != comma:
                return cell
    return None


def _read_as(cell: str, decimal: Decimal) -> Sentence:
    how = {
        (".", True): sentence("with a decimal point"),
        (",", True): sentence("with a decimal comma"),
        (",", False): sentence("with a point between thousands"),
        (".", False): sentence("with a comma between thousands"),
    }[decimal, decimal in cell]
    return sentence(
        "{cell!r} was read as {value:,.10g}, {how}: if that is wrong, choose the other decimal "
        "sign.",
        cell=cell[:SHOWN],
        value=number_of(cell, decimal),
        how=how,
    )


def _no_numbers(cells: Sequence[Cell]) -> list[Sentence]:
    if not cells:
        return []
    line, cell = cells[0]
    return [
        sentences(
            "Line {line:,}: {cell!r} is no number, so the value counts as missing.",
            "{n:,} rows hold no number, the first of them {cell!r} in line {line:,}: they "
            "count as missing.",
            n=len(cells),
            line=line,
            cell=cell[:SHOWN],
        )
    ]


def _too_large(cells: Sequence[Cell]) -> list[Sentence]:
    if not cells:
        return []
    line, cell = cells[0]
    return [
        sentences(
            "Line {line:,}: {cell!r} is beyond 10¹⁰⁰, the largest number that is forecast, so the "
            "value counts as missing.",
            "{n:,} rows hold numbers beyond 10¹⁰⁰, the largest that is forecast, the first of them "
            "{cell!r} in line {line:,}: they count as missing.",
            n=len(cells),
            line=line,
            cell=cell[:SHOWN],
        )
    ]


def _too_small(cells: Sequence[Cell]) -> list[Sentence]:
    if not cells:
        return []
    line, cell = cells[0]
    return [
        sentences(
            "Line {line:,}: {cell!r} is closer to 0 than 10⁻¹⁰⁰, so it counts as 0.",
            "{n:,} rows hold numbers closer to 0 than 10⁻¹⁰⁰, the first of them {cell!r} in line "
            "{line:,}: they count as 0.",
            n=len(cells),
            line=line,
            cell=cell[:SHOWN],
        )
    ]


def _out_of_bounds(large: Sequence[Cell], small: Sequence[Cell]) -> Sentence:
    line, cell = (large or small)[0]
    if large:
        return sentence(
            "{cell!r} in line {line:,} is beyond 10¹⁰⁰, the largest number that is forecast: give "
            "the values in a larger unit.",
            cell=cell[:SHOWN],
            line=line,
        )
    return sentence(
        "{cell!r} in line {line:,} is closer to 0 than 10⁻¹⁰⁰, the smallest number that is "
        "forecast: give the values in a smaller unit.",
        cell=cell[:SHOWN],
        line=line,
    )
