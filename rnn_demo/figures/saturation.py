"""How often the units of a gate are shut and open, a point a unit."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from rnn_demo.figures.layout import plain
from rnn_demo.figures.training import FAINT
from rnn_demo.palette import GREEN, ORANGE, PURPLE, RED, VIOLET
from rnn_demo.words import Translate, english

LAYERS = (PURPLE, GREEN, ORANGE, VIOLET, RED)


def saturation(
    below: Sequence[Sequence[float]],
    above: Sequence[Sequence[float]],
    *,
    height: int = 300,
    t: Translate = english,
) -> go.Figure:
    """A gate's units: share of time below 0.1 to the right, above 0.9 upwards.

    Args:
        below: by layer, a share for each unit.
        above: the same.
        height: in pixels.
        t: says a text in the visitor's language.

    Source: Karpathy, Johnson, Li 2015, Visualizing and understanding recurrent networks.
    """
    figure = go.Figure()
    for layer, (x, y) in enumerate(zip(below, above, strict=True)):
        figure.add_scatter(
            x=list(x),
            y=list(y),
            mode="markers",
            name=t("layer {layer}", layer=layer + 1),
            marker={"color": LAYERS[layer], "size": 4, "opacity": 0.55},
            customdata=list(range(len(x))),
            hovertemplate=t(
                "layer {layer}, unit %{{customdata}}<br>shut %{{x:.0%}}, open %{{y:.0%}}"
                "<extra></extra>",
                layer=layer + 1,
            ),
        )
    figure.add_scatter(
        x=[0, 1],
        y=[1, 0],
        mode="lines",
        line={"color": FAINT, "width": 1, "dash": "dot"},
        hoverinfo="skip",
        showlegend=False,
    )
    plain(figure, height)
    figure.update_layout(showlegend=len(below) > 1)
    figure.update_xaxes(title_text=t("below 0.1"))
    figure.update_yaxes(title_text=t("above 0.9"))
    for axes in (figure.update_xaxes, figure.update_yaxes):
        axes(range=[-0.03, 1.03], tickformat=".0%", nticks=3, fixedrange=True)
    return figure
