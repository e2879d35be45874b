"""The effect of each place of a text on its end: values over places, on a logarithmic axis."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence

import plotly.graph_objects as go

from rnn_demo.figures.cell_colours import colour_of
from rnn_demo.figures.layout import plain, span
from rnn_demo.palette import GREY, translucent
from rnn_demo.words import Translate, english

LOWEST = 1e-6
MOST_TICKS = 60
MOST_LABEL = 24


def ruler(
    places: Sequence[str],
    curves: Sequence[tuple[str, Sequence[float], Sequence[str]]],
    *,
    y_title: str,
    x_title: str,
    felt: float | None = None,
    height: int = 320,
    t: Translate = english,
) -> go.Figure:
    """Curves over the places of a text; 0 is drawn at the bottom.

    Args:
        places: the character or word at each.
        curves: name, one value a place, and one sentence a place, shown under the pointer.
        y_title: what is shown.
        x_title: what a place is.
        felt: the value of a horizontal line, None for none.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    figure = go.Figure(
        [
            go.Scatter(
                x=list(range(len(places))),
                y=[max(LOWEST, float(value)) for value in values],
                customdata=[html.escape(note, quote=False) for note in notes],
                name=name,
                mode="lines+markers",
                marker={"size": 5},
                line={"color": colour_of(name), "width": 1.5},
                hovertemplate=f"{name}: %{{customdata}}<extra></extra>",
            )
            for name, values, notes in curves
        ]
    )
    if felt is not None:
        figure.add_hline(y=felt, line={"color": translucent(GREY, 0.8), "dash": "dot", "width": 1})
        # On a logarithmic axis an annotation's place is a power, a line's is not.
        figure.add_annotation(
            text=t("felt from here on: {felt:g}", felt=felt),
            font={"size": 11},
            x=0,
            xref="paper",
            xanchor="left",
            y=math.log10(felt),
            yanchor="bottom",
            showarrow=False,
        )
    labels = [html.escape(_visible(place), quote=False) for place in places]
    marks = list(range(len(places) - 1, -1, -1))
    if len(places) > MOST_TICKS:  # every second letter of a text would be read as another text
        every = next(step for step in (10, 20, 50, 100, len(places)) if len(places) <= 20 * step)
        marks = list(range(every - 1, len(places), every))
        labels = [str(place + 1) for place in range(len(places))]
    plain(figure, height)
    figure.update_layout(hovermode="x")
    figure.update_xaxes(
        title_text=x_title,
        tickvals=marks,
        ticktext=[labels[place] for place in marks],
        tickangle=60 if max(map(len, labels)) > 1 and len(places) <= MOST_TICKS else 0,
        fixedrange=True,
    )
    drawn = [float(value) for _, values, _ in curves for value in values]
    low = round(math.log10(LOWEST))
    high = math.ceil(math.log10(max([1.0, *drawn])))
    powers = range(low, high + 1)
    figure.update_yaxes(
        title_text=y_title,
        type="log",
        range=[low - 0.3, high + 0.3],
        tickvals=[10.0**power for power in powers],
        # Smaller values, and 0, are drawn on the lowest line.
        ticktext=[f"0, ≤ {_power(power)}" if power == low else _power(power) for power in powers],
        fixedrange=True,
    )
    return figure


def promised_and_kept(
    points: Sequence[tuple[str, Sequence[float], Sequence[float], Sequence[str]]],
    *,
    height: int = 320,
    t: Translate = english,
) -> go.Figure:
    """Predicted against actual values, a point a place; on the diagonal both agree.

    Args:
        points: name, predicted, actual, and one sentence a place, shown under the pointer.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    figure = go.Figure(
        [
            go.Scatter(
                x=list(foreseen),
                y=list(happened),
                customdata=[html.escape(note, quote=False) for note in notes],
                name=name,
                mode="markers",
                marker={"size": 6, "color": colour_of(name), "opacity": 0.75},
                hovertemplate="%{customdata}<extra></extra>",
            )
            for name, foreseen, happened, notes in points
        ]
    )
    # Both axes hold the diagonal, on which both agree.
    every = [float(v) for _, foreseen, happened, _ in points for v in (*foreseen, *happened)]
    low, high = span(every, pad=0.0)
    figure.add_shape(
        type="line",
        x0=low,
        y0=low,
        x1=high,
        y1=high,
        line={"color": translucent(GREY, 0.8), "dash": "dot", "width": 1},
    )
    plain(figure, height)
    for axes, title in (
        (figure.update_xaxes, t("foreseen by the gradient, bits")),
        (figure.update_yaxes, t("happened, bits")),
    ):
        axes(title_text=title, range=span(every), fixedrange=True, zeroline=True)
    return figure


def _power(power: int) -> str:
    return str(10**power) if 0 <= power < 4 else f"10<sup>{power}</sup>".replace("-", "−")


def _visible(place: str) -> str:
    shown = place.replace("\n", "↵").replace(" ", "␣")
    return shown if len(shown) <= MOST_LABEL else f"{shown[:MOST_LABEL]}…"
