"""Bar charts."""

from __future__ import annotations

import html
from collections.abc import Sequence

import plotly.graph_objects as go

# Both read on a light and on a dark page.
BEFORE = "rgba(128, 137, 150, 0.65)"
AFTER = "#1b998b"


def before_and_after(
    labels: Sequence[str],
    before: Sequence[float],
    after: Sequence[float],
    *,
    names: tuple[str, str] = ("before", "after"),
    y_title: str = "",
    height: int = 260,
) -> go.Figure:
    """Two bars for each label, side by side.

    Args:
        labels: of the groups, distinct.
        before: the first value of each.
        after: the second value of each.
        names: of the two series.
        y_title: what is counted.
        height: in pixels.
    """
    # Plotly reads labels as a little HTML and whole numbers as values: neither is wanted.
    # (It decodes few names of characters, &quot; not among them.)
    ticks = [html.escape(label, quote=False) for label in labels]
    places = list(range(len(labels)))
    figure = go.Figure(
        [
            go.Bar(
                x=places,
                y=list(values),
                name=name,
                marker_color=colour,
                customdata=ticks,
                hovertemplate=f"%{{customdata}}<br>{name}: %{{y:.1%}}<extra></extra>",
            )
            for name, values, colour in (
                (names[0], before, BEFORE),
                (names[1], after, AFTER),
            )
        ]
    )
    figure.update_layout(
        barmode="group",
        bargap=0.25,
        bargroupgap=0.05,
        height=height,
        margin={"l": 10, "r": 10, "t": 30, "b": 10},
        paper_bgcolor="rgba(0, 0, 0, 0)",
        plot_bgcolor="rgba(0, 0, 0, 0)",
        legend={"orientation": "h", "x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom"},
        dragmode=False,
    )
    figure.update_xaxes(tickvals=places, ticktext=ticks, fixedrange=True, tickangle=0)
    figure.update_yaxes(
        title_text=y_title, tickformat=".0%", rangemode="tozero", fixedrange=True, nticks=5
    )
    return figure
