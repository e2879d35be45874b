"""How far trained networks count, and what their units carry meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from rnn_demo.figures.cell_colours import CELL_COLOURS
from rnn_demo.figures.layout import plain
from rnn_demo.palette import GREY, translucent
from rnn_demo.words import Translate, english

TRAINED = translucent(GREY, 0.16)


def share_right(
    shares: Mapping[str, Sequence[float]],
    names: Mapping[str, str],
    trained_to: int,
    *,
    height: int = 260,
    t: Translate = english,
) -> go.Figure:
    """The share of networks that are right, over n, with the trained range shaded.

    Args:
        shares: by cell, for n = 1, 2, ….
        names: of the cells.
        trained_to: the largest n of training.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    figure = go.Figure(
        [
            go.Scatter(
                x=list(range(1, len(values) + 1)),
                y=list(values),
                mode="lines",
                name=names[cell],
                line={"color": CELL_COLOURS[cell], "width": 2},
                hovertemplate=f"{names[cell]}, n = %{{x}}: %{{y:.0%}}<extra></extra>",
            )
            for cell, values in shares.items()
        ]
    )
    figure.add_vrect(x0=0, x1=trained_to, fillcolor=TRAINED, line_width=0, layer="below")
    figure.add_annotation(
        text=t("trained"), x=trained_to / 2, y=0.06, yref="paper", showarrow=False
    )
    plain(figure, height)
    furthest = [n for values in shares.values() for n, own in enumerate(values, 1) if own]
    most = min(max(map(len, shares.values())), 1.5 * max([*furthest, trained_to]))
    figure.update_xaxes(title_text="n", fixedrange=True, range=[0, most])
    figure.update_yaxes(
        title_text=t("networks right"), range=[0, 1.04], tickformat=".0%", fixedrange=True, nticks=5
    )
    return figure


def carried(
    states: Sequence[Sequence[float]],
    n: int,
    cell: str,
    y_title: str,
    *,
    height: int = 280,
    t: Translate = english,
) -> go.Figure:
    """What each unit of a network carries along aⁿbⁿ.

    Args:
        states: (time, units).
        n: where the b's begin, drawn as a line.
        cell: the kind of the network, for its colour.
        y_title: what is carried, and by which network.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    figure = go.Figure(
        [
            go.Scatter(
                x=list(range(1, len(states) + 1)),
                y=list(line),
                mode="lines",
                line={"color": CELL_COLOURS[cell], "width": 1.4},
                hovertemplate=t(
                    "unit {unit}<br>symbol %{{x}}: %{{y:.3g}}<extra></extra>", unit=unit
                ),
            )
            for unit, line in enumerate(zip(*states, strict=True), 1)
        ]
    )
    figure.add_vline(x=n + 0.5, line={"color": GREY, "dash": "dot", "width": 1})
    plain(figure, height, top=10)
    figure.update_layout(showlegend=False)
    figure.update_xaxes(title_text=t("symbols read"), fixedrange=True)
    figure.update_yaxes(title_text=y_title, fixedrange=True, nticks=6)
    return figure
