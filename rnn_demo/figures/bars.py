"""Bar charts."""

from __future__ import annotations

import html
from collections.abc import Sequence

import plotly.graph_objects as go

from rnn_demo.figures.layout import plain, span
from rnn_demo.palette import GREEN, GREY, RED, translucent
from rnn_demo.words import Translate, english

# Both read on a light and on a dark page.
BEFORE = translucent(GREY, 0.65)
AFTER = GREEN
DOWN = RED
MOST_LABEL = 30


def before_and_after(
    labels: Sequence[str],
    before: Sequence[float],
    after: Sequence[float],
    *,
    names: tuple[str, str] | None = None,
    y_title: str = "",
    height: int = 260,
    t: Translate = english,
) -> go.Figure:
    """Two bars for each label, side by side.

    Args:
        labels: of the groups, distinct.
        before: the first value of each.
        after: the second value of each.
        names: of the two series, before and after if not given.
        y_title: what is counted.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    # Plotly reads labels as a little HTML and whole numbers as values: neither is wanted.
    # (It decodes few names of characters, &quot; not among them.)
    ticks = [html.escape(label, quote=False) for label in labels]
    places = list(range(len(labels)))
    earlier, later = names or (t("before"), t("after"))
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
                (earlier, before, BEFORE),
                (later, after, AFTER),
            )
        ]
    )
    plain(figure, height)
    figure.update_layout(barmode="group", bargap=0.25, bargroupgap=0.05)
    figure.update_xaxes(tickvals=places, ticktext=ticks, fixedrange=True, tickangle=0)
    figure.update_yaxes(
        title_text=y_title, tickformat=".2~%", rangemode="tozero", fixedrange=True, nticks=5
    )
    return figure


def signed_bars(labels: Sequence[str], values: Sequence[float], *, height: int = 320) -> go.Figure:
    """Bars to the right for positive values, to the left for negative ones; the first on top.

    Args:
        labels: of the bars; a label may occur several times.
        values: one a bar.
        height: in pixels.
    """
    ticks = [html.escape(label[:MOST_LABEL], quote=False) for label in labels]
    places = list(range(len(labels)))
    figure = go.Figure(
        go.Bar(
            x=list(values),
            y=places,
            orientation="h",
            marker_color=[AFTER if value >= 0 else DOWN for value in values],
            customdata=ticks,
            hovertemplate="%{customdata}: %{x:+.3f}<extra></extra>",
        )
    )
    _plain(figure, height)
    figure.update_xaxes(range=span(values), fixedrange=True, zeroline=True, nticks=6)
    figure.update_yaxes(
        tickvals=places, ticktext=ticks, autorange="reversed", fixedrange=True, automargin=True
    )
    return figure


def histogram(
    values: Sequence[float],
    *,
    low: float,
    high: float,
    x_title: str,
    y_title: str = "",
    bins: int = 20,
    height: int = 220,
    t: Translate = english,
) -> go.Figure:
    """How many values are in each of equal steps from low to high.

    Args:
        values: all from low to high.
        low: where the first step begins.
        high: where the last one ends.
        x_title: what the values are.
        y_title: what is counted; reviews if not given.
        bins: how many steps.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    width = (high - low) / bins
    counts = [0] * bins
    for value in values:
        counts[min(bins - 1, int((value - low) / width))] += 1
    starts = [low + width * i for i in range(bins)]
    figure = go.Figure(
        go.Bar(
            x=[start + width / 2 for start in starts],
            y=counts,
            width=width * 0.92,
            marker_color=AFTER,
            customdata=[
                t("{start:.2f} to {end:.2f}", start=start, end=start + width) for start in starts
            ],
            hovertemplate="%{customdata}: %{y:,}<extra></extra>",
        )
    )
    _plain(figure, height)
    figure.update_xaxes(title_text=x_title, range=[low, high], fixedrange=True)
    figure.update_yaxes(title_text=y_title or t("reviews"), fixedrange=True, nticks=4)
    return figure


def _plain(figure: go.Figure, height: int) -> None:
    plain(figure, height, top=10)
    figure.update_layout(showlegend=False)
