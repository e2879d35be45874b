"""Line charts over the words, or the characters, of a text."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from rnn_demo.figures.layout import plain
from rnn_demo.palette import GREEN, GREY, ORANGE, translucent
from rnn_demo.words import Translate, english

LINE = GREEN
OTHER = ORANGE
MOST_LABEL = 40


@dataclass(frozen=True)
class ValueAxis:
    """The vertical axis of a curve.

    Attributes:
        title: what is shown.
        low: the lowest value.
        high: the highest value.
        middle: the value of a horizontal line.
        percent: whether values are shares.
    """

    title: str
    low: float
    high: float
    middle: float
    percent: bool = False


def word_curve(
    words: Sequence[str],
    values: Sequence[float],
    axis: ValueAxis,
    *,
    name: str,
    other: tuple[Sequence[float | None], str] | None = None,
    along: str | None = None,
    height: int = 230,
    t: Translate = english,
) -> go.Figure:
    """A value after each word.

    Args:
        words: in their order; shown under the pointer.
        values: one a word.
        axis: of the values.
        name: of the curve.
        other: a second curve over the same words with gaps as None, and its name.
        along: the title of the horizontal axis; None for that of words.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    # Plotly reads labels as a little HTML.
    labels = [html.escape(word[:MOST_LABEL], quote=False) for word in words]
    number = "%{y:.1%}" if axis.percent else "%{y:.2f}"
    curves = [(values, name, LINE)]
    if other:
        curves.append((other[0], other[1], OTHER))  # type: ignore[arg-type]
    figure = go.Figure(
        [
            go.Scatter(
                x=list(range(1, len(labels) + 1)),
                y=list(line),
                customdata=labels,
                name=title,
                mode="lines+markers" if len(labels) <= 60 else "lines",
                marker={"size": 4},
                line={"color": colour, "width": 2},
                connectgaps=True,
                hovertemplate=f"%{{customdata}}<br>{title}: {number}<extra></extra>",
            )
            for line, title, colour in curves
        ]
    )
    figure.add_hline(
        y=axis.middle, line={"color": translucent(GREY, 0.6), "dash": "dot", "width": 1}
    )
    plain(figure, height, top=26)
    figure.update_layout(
        showlegend=other is not None, hovermode="x unified" if other else "closest"
    )
    figure.update_xaxes(title_text=along or t("words read"), fixedrange=True, rangemode="tozero")
    figure.update_yaxes(
        title_text=axis.title,
        range=[axis.low, axis.high],
        tickformat=".0%" if axis.percent else None,
        fixedrange=True,
        nticks=5,
    )
    return figure
