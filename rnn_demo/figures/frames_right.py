"""How often an answer is right after each frame of a clip, for clips played in several ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from rnn_demo.figures.layout import plain
from rnn_demo.palette import GREEN, ORANGE, VIOLET
from rnn_demo.words import Translate, english

COLOURS = (GREEN, ORANGE, VIOLET)


def frames_right(
    shares: Mapping[str, Sequence[float]], *, height: int = 250, t: Translate = english
) -> go.Figure:
    """A line for each way of playing.

    Args:
        shares: of right answers after each frame, by the name of the way; at most three.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    lowest = min(min(values) for values in shares.values())
    figure = go.Figure(
        [
            go.Scatter(
                x=list(range(1, len(values) + 1)),
                y=list(values),
                name=name,
                mode="lines",
                line={"color": colour, "width": 2},
                hovertemplate=t("frame %{x}: %{y:.1%}<extra></extra>"),
            )
            for (name, values), colour in zip(shares.items(), COLOURS, strict=False)
        ]
    )
    plain(figure, height)
    figure.update_xaxes(title_text=t("frames seen"), fixedrange=True, nticks=8)
    figure.update_yaxes(
        title_text=t("right"),
        tickformat=".0%",
        range=[max(0.0, lowest - 0.1), 1.01],
        fixedrange=True,
        nticks=5,
    )
    return figure
