"""The forecasts as a file: what was said of each value of the test, and of those to come."""

from __future__ import annotations

import streamlit as st

from rnn_demo.files.spreadsheets import BYTE_ORDER_MARK, csv_line
from rnn_demo.forecasting.comparison import ModelComparison
from rnn_demo.forecasting.verdict import model_name
from rnn_demo.ui.language import t


def export(found: ModelComparison, own: bool) -> None:
    """Draw a button for the forecasts, and say what the link holds.

    Args:
        found: the comparison.
        own: whether the series is the visitor's.
    """
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.download_button(
            t("Download the forecasts"),
            lambda: as_csv(found),
            "forecasts.csv",
            "text/csv",
            key="series_csv",
            help=t(
                "One row a value: what each model said one value ahead, with its interval of 80 %; "
                "then the values to come."
            ),
            on_click="ignore",
        )
        st.caption(
            t("The address of this page holds the knobs; your values stay in this tab.")
            if own
            else t("The address of this page is a link to what is shown here.")
        )


def as_csv(found: ModelComparison) -> str:
    """A row for each value, and one for each that is to come.

    Of the test it has the forecasts one value ahead; of what is to come, those from the last value.
    """
    names = [str(model_name(found, model)) for model in found.standings]
    header = ["when", "value", "part"]
    for name in names:
        header += [name, f"{name} low", f"{name} high"]
    lines = [BYTE_ORDER_MARK + csv_line(header)]
    series, parts = found.series, found.parts
    ends = ((parts.fitted, "fitted"), (parts.calibrated, "intervals"), (parts.length, "test"))
    for place in range(parts.length):
        part = next(name for end, name in ends if place < end)
        value = float(series.values[place]) if series.known[place] else None
        cells: list[object] = [series.label(place), value, part]
        if part == "test":
            cells += _forecasts(found, place - 1, 1)
        lines.append(csv_line(cells))
    for step in range(1, found.plan.horizon + 1):
        cells = [f"+{step}", None, "future", *_forecasts(found, parts.length - 1, step)]
        lines.append(csv_line(cells))
    return "".join(lines)


def _forecasts(found: ModelComparison, origin: int, step: int) -> list[object]:
    """What each model says, with both ends of its interval."""
    cells: list[object] = []
    for standing in found.standings.values():
        walk = standing.walk
        said, width = walk.forecasts[origin - walk.first, step - 1], walk.widths[step - 1]
        cells += [f"{x:.10g}" for x in (said, said - width, said + width)]
    return cells
