"""What the visitor says of the table: its column, its decimal sign, how far apart its rows are."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.series.controls import choose_own
from rnn_demo.forecasting.frequency import FREQUENCIES
from rnn_demo.forecasting.numerals import Decimal
from rnn_demo.forecasting.own_series import FOUND, TableChoices
from rnn_demo.forecasting.series import TimedSeries
from rnn_demo.ui.language import t
from rnn_demo.ui.uninterrupted import uninterrupted

AS_FOUND = "found"
SIGNS: tuple[Decimal, ...] = (".", ",")


def choices_of(sign: str, first: TimedSeries) -> TableChoices:
    """Draw a box for each thing that can be chosen; what differs from what was found.

    Args:
        sign: of the table: no other one has it.
        first: the series as it was read without a choice.
    """
    column, decimal = first.name, first.decimal
    several = len(first.columns) > 1
    places = iter(st.columns(1 + several + bool(first.decimal), gap="small"))
    if several:
        column = next(places).selectbox(
            t("Column"),
            first.columns,
            index=first.columns.index(first.name),
            key=f"series_column_{sign[:12]}",
            on_change=uninterrupted(choose_own),
        )
    if first.decimal:
        decimal = next(places).selectbox(
            t("Decimal sign"),
            SIGNS,
            index=SIGNS.index(first.decimal),
            format_func=lambda one: t("decimal point") if one == "." else t("decimal comma"),
            key=f"series_decimal_{sign[:12]}",
            on_change=uninterrupted(choose_own),
        )
    frequency = next(places).selectbox(
        t("From one value to the next"),
        (AS_FOUND, *FREQUENCIES),
        format_func=lambda one: t("as found") if one == AS_FOUND else t(FREQUENCIES[one]),
        help=t("It gives the season: twelve months, seven days, 24 hours."),
        key=f"series_frequency_{sign[:12]}",
        on_change=uninterrupted(choose_own),
    )
    if (column, decimal, frequency) == (first.name, first.decimal, AS_FOUND):
        return FOUND
    return TableChoices(column, decimal, None if frequency == AS_FOUND else frequency)
