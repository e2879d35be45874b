"""How far two runs are apart, step by step, on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from rnn_demo.figures.layout import plain
from rnn_demo.palette import GREEN, ORANGE, RED, VIOLET
from rnn_demo.words import Translate, english

COLOURS = (RED, GREEN, ORANGE, VIOLET)
LOWEST = 1e-17  # below half a unit in the last place of 1; 0 is drawn here


def differences(
    curves: Mapping[str, Sequence[float]],
    *,
    y_title: str,
    height: int = 320,
    t: Translate = english,
) -> go.Figure:
    """One line for each pair of runs.

    Args:
        curves: by name, a difference for each step; 0 is drawn at the bottom.
        y_title: what is different.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    figure = go.Figure(
        [
            go.Scatter(
                x=list(range(1, len(values) + 1)),
                y=[max(LOWEST, float(value)) for value in values],
                customdata=[float(value) for value in values],
                name=name,
                mode="lines+markers" if len(values) <= 60 else "lines",
                marker={"size": 4},
                line={"color": colour, "width": 2},
                hovertemplate=t(
                    "{name}<br>step %{{x}}: %{{customdata:.2g}}<extra></extra>", name=name
                ),
            )
            for (name, values), colour in zip(curves.items(), COLOURS, strict=False)
        ]
    )
    plain(figure, height)
    figure.update_layout(showlegend=True)
    figure.update_xaxes(title_text=t("step"), fixedrange=True, nticks=8)
    figure.update_yaxes(
        title_text=y_title,
        type="log",
        range=[-17.5, 0.7],
        fixedrange=True,
        exponentformat="power",
        dtick=4,
        tick0=-16,
    )
    return figure
