"""What each place of a text does to its end: values over places, on a logarithmic axis."""

from __future__ import annotations

import html
from collections.abc import Sequence

import plotly.graph_objects as go

from rnn_demo.figures.cell_colours import colour_of
from rnn_demo.figures.layout import plain

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
) -> go.Figure:
    """Curves over the places of a text; what is 0 stands at the bottom.

    Args:
        places: what stands there, character or word.
        curves: name, one value a place, and one sentence a place, shown under the pointer.
        y_title: what is shown.
        x_title: what a place is.
        felt: where a line is drawn across, None for none.
        height: in pixels.
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
        figure.add_hline(
            y=felt, line={"color": "rgba(128, 137, 150, 0.8)", "dash": "dot", "width": 1}
        )
    labels = [html.escape(_visible(place), quote=False) for place in places]
    every = max(1, -(-len(places) // MOST_TICKS))
    plain(figure, height)
    figure.update_layout(hovermode="x")
    figure.update_xaxes(
        title_text=x_title,
        tickvals=list(range(len(places) - 1, -1, -every)),
        ticktext=labels[::-1][::every],
        tickangle=0 if max(map(len, labels)) == 1 else 60,
        fixedrange=True,
    )
    figure.update_yaxes(
        title_text=y_title, type="log", fixedrange=True, exponentformat="power", nticks=7
    )
    return figure


def promised_and_kept(
    points: Sequence[tuple[str, Sequence[float], Sequence[float], Sequence[str]]],
    *,
    height: int = 320,
) -> go.Figure:
    """What was foreseen against what happened, a point a place; on the diagonal both agree.

    Args:
        points: name, foreseen, happened, and one sentence a place, shown under the pointer.
        height: in pixels.
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
    every = [float(v) for _, foreseen, happened, _ in points for v in (*foreseen, *happened)]
    low, high = min(every, default=-1.0), max(every, default=1.0)
    figure.add_shape(
        type="line",
        x0=low,
        y0=low,
        x1=high,
        y1=high,
        line={"color": "rgba(128, 137, 150, 0.8)", "dash": "dot", "width": 1},
    )
    plain(figure, height)
    figure.update_xaxes(title_text="foreseen by the gradient, bits", fixedrange=True, zeroline=True)
    figure.update_yaxes(title_text="happened, bits", fixedrange=True, zeroline=True)
    return figure


def _visible(place: str) -> str:
    shown = place.replace("\n", "↵").replace(" ", "␣")
    return shown if len(shown) <= MOST_LABEL else f"{shown[:MOST_LABEL]}…"
