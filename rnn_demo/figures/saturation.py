"""How often gates are shut and open, a point a unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from rnn_demo.figures.layout import plain
from rnn_demo.figures.training import COLOURS, GREY


def saturation(
    below: Mapping[str, Sequence[Sequence[float]]],
    above: Mapping[str, Sequence[Sequence[float]]],
    *,
    height: int = 300,
) -> go.Figure:
    """One square a gate: share of time below 0.1 to the right, above 0.9 upwards.

    Args:
        below: by gate and layer, a share for each unit.
        above: the same.
        height: in pixels.

    Source: Karpathy, Johnson, Li 2015, Visualizing and understanding recurrent networks.
    """
    figure = make_subplots(1, len(below), subplot_titles=list(below), shared_yaxes=True)
    for column, gate in enumerate(below, 1):
        for layer, (x, y) in enumerate(zip(below[gate], above[gate], strict=True)):
            figure.add_scatter(
                x=list(x),
                y=list(y),
                mode="markers",
                name=f"layer {layer + 1}",
                legendgroup=str(layer),
                showlegend=column == 1,
                marker={"color": COLOURS[1 + layer], "size": 4, "opacity": 0.55},
                customdata=list(range(len(x))),
                hovertemplate=f"layer {layer + 1}, unit %{{customdata}}<br>shut %{{x:.0%}}, open "
                "%{y:.0%}<extra></extra>",
                row=1,
                col=column,
            )
        figure.add_scatter(
            x=[0, 1],
            y=[1, 0],
            mode="lines",
            line={"color": GREY, "width": 1, "dash": "dot"},
            hoverinfo="skip",
            showlegend=False,
            row=1,
            col=column,
        )
    plain(figure, height, top=60)
    figure.update_layout(legend={"y": 1.16})
    figure.update_xaxes(range=[-0.03, 1.03], tickformat=".0%", nticks=3, fixedrange=True)
    figure.update_yaxes(range=[-0.03, 1.03], tickformat=".0%", nticks=3, fixedrange=True)
    figure.update_xaxes(title_text="below 0.1")
    figure.update_yaxes(title_text="above 0.9", col=1)
    return figure
