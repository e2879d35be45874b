"""A series, what one model said of each value, and the paths of all models from one origin."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnn_demo.figures.cell_colours import CELL_COLOURS
from rnn_demo.figures.layout import plain
from rnn_demo.palette import BLUE, GREEN, GREY, PURPLE, RED, VIOLET, translucent
from rnn_demo.words import Translate, english

COLOURS = {
    "yesterday": VIOLET,
    "season": PURPLE,
    "mean": BLUE,
    "ar": GREEN,
    "mlp": RED,
    "elman": CELL_COLOURS["elman"],
    "gru": CELL_COLOURS["gru-slide"],
}
DASHED = ("yesterday", "season", "mean")
SHOWN_BEFORE = 0.5  # of the test's length: so much of what came before it is drawn
Numbers = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Band:
    """An interval of forecasts.

    Attributes:
        low: the lower end of each step.
        high: the upper end.
        name: what it is.
        model: whose it is.
    """

    low: Numbers
    high: Numbers
    name: str
    model: str


def forecast_paths(
    values: Numbers,
    labels: Sequence[str],
    tested: int,
    ahead: Numbers,
    paths: Mapping[str, Numbers],
    names: Mapping[str, str],
    origin: int,
    band: Band,
    *,
    y_title: str,
    height: int = 380,
    t: Translate = english,
) -> go.Figure:
    """A series with forecasts.

    Args:
        values: the series, (time,).
        labels: when each was, (time,).
        tested: the first value of the test.
        ahead: what the model of the band said of each value of the test, one value ahead.
        paths: by model, what it says of the values after the origin.
        names: of the models.
        origin: the last value that the paths know.
        band: the interval of one of them.
        y_title: what the values are.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    first = max(0, int(tested - SHOWN_BEFORE * (len(values) - tested)))
    places = list(range(first, len(values)))
    when = [html.escape(labels[place], quote=False) for place in places]
    figure = go.Figure(
        go.Scatter(
            x=places,
            y=values[first:],
            name=t("series"),
            mode="lines",
            line={"color": GREY, "width": 2},
            customdata=when,
            hovertemplate=t("%{customdata}: %{y:.4~g}<extra></extra>"),
        )
    )
    figure.add_trace(
        go.Scatter(
            x=list(range(tested, len(values))),
            y=ahead,
            name=t("one ahead"),
            mode="lines",
            line={"color": COLOURS[band.model], "width": 1},
            customdata=when[tested - first :],
            hovertemplate=t("one value ahead for %{customdata}: %{y:.4~g}<extra></extra>"),
        )
    )
    after = [origin + 1 + step for step in range(len(band.low))]
    figure.add_trace(
        go.Scatter(
            x=after + after[::-1],
            y=[*band.high, *band.low[::-1]],
            fill="toself",
            fillcolor=translucent(COLOURS[band.model], 0.2),
            line={"width": 0},
            name=band.name,
            hoverinfo="skip",
        )
    )
    for model, path in paths.items():
        own = model == band.model
        figure.add_trace(
            go.Scatter(
                x=[origin, *after],
                y=[values[origin], *path],
                name=names[model],
                mode="lines+markers" if own else "lines",
                marker={"size": 4},
                line={
                    "color": COLOURS[model],
                    "width": 2.5 if own else 1.5,
                    "dash": "dot" if model in DASHED else "solid",
                },
                hovertemplate=t("{name}: %{{y:.4~g}}<extra></extra>", name=names[model]),
            )
        )
    figure.add_vline(x=origin, line={"color": translucent(GREY, 0.9), "width": 1})
    figure.add_vrect(
        x0=tested - 0.5, x1=len(values) - 0.5, fillcolor=translucent(GREY, 0.1), line_width=0,
        layer="below",
    )  # fmt: skip
    plain(figure, height, top=20)
    figure.update_layout(
        legend={
            "orientation": "h", "x": 0, "y": -0.16, "xanchor": "left", "yanchor": "top",
            "font": {"size": 10},  # so that two columns have place on a phone
        },
        hovermode="closest",
    )  # fmt: skip
    _axes(figure, values[first:], first, labels, max(len(values), origin + len(after) + 1), y_title)
    return figure


def _axes(
    figure: go.Figure, shown: Numbers, first: int, labels: Sequence[str], end: int, y_title: str
) -> None:
    """Labels at a few places; the values decide the height, not a forecast that has gone astray."""
    every = max(1, (len(labels) - first) // 6)
    places = list(range(len(labels) - 1, first - 1, -every))[::-1]
    figure.update_xaxes(
        range=[first - 0.5, end],
        tickvals=places,
        ticktext=[html.escape(labels[place], quote=False) for place in places],
        fixedrange=True,
        tickangle=0,
        showgrid=False,
    )
    low, high = float(shown.min()), float(shown.max())
    room = 0.25 * (high - low)
    figure.update_yaxes(
        range=[low - room, high + room],
        title_text=html.escape(y_title, quote=False),
        fixedrange=True,
        nticks=6,
        zeroline=False,
    )


def errors_by_step(
    errors: Mapping[str, Numbers],
    names: Mapping[str, str],
    *,
    y_title: str,
    height: int = 280,
    t: Translate = english,
) -> go.Figure:
    """The error of each model by how far ahead it forecasts.

    Args:
        errors: by model, of 1, 2 … values ahead.
        names: of the models.
        y_title: which error.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    figure = go.Figure(
        [
            go.Scatter(
                x=list(range(1, len(own) + 1)),
                y=own,
                name=names[model],
                mode="lines+markers",
                marker={"size": 4},
                line={
                    "color": COLOURS[model],
                    "width": 2,
                    "dash": "dot" if model in DASHED else "solid",
                },
                hovertemplate=t(
                    "{name}<br>%{{x}} ahead: %{{y:.3~g}}<extra></extra>", name=names[model]
                ),
            )
            for model, own in errors.items()
        ]
    )
    plain(figure, height)
    figure.update_xaxes(title_text=t("values ahead"), fixedrange=True, nticks=12)
    figure.update_yaxes(title_text=y_title, rangemode="tozero", fixedrange=True, nticks=6)
    return figure
