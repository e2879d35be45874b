"""How the log-likelihood of the data rises while a model learns it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnn_demo.figures.layout import plain
from rnn_demo.palette import GREEN, GREY, translucent
from rnn_demo.words import Translate, english


def likelihood_curve(
    values: NDArray[np.floating[Any]],
    best: float,
    visible: int,
    *,
    height: int = 240,
    t: Translate = english,
) -> go.Figure:
    """A value before the first step of learning and after each.

    Args:
        values: nats a pattern.
        best: what a model that knows the data by heart has.
        visible: units; tossed coins have −visible · ln 2.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    coins = -visible * math.log(2)
    figure = go.Figure(
        go.Scatter(
            x=np.arange(len(values)),
            y=values,
            mode="lines+markers" if len(values) == 1 else "lines",
            line={"color": GREEN, "width": 2},
            hovertemplate=t("step %{x}: %{y:.3f} nats<extra></extra>"),
        )
    )
    low, high = min(coins, values.min()), max(best, values.max())
    room = 0.15 * (high - low)  # for the words above and below
    for value, name, place in (
        (best, t("the data by heart"), "top right"),
        (coins, t("tossed coins"), "bottom right"),
    ):
        figure.add_hline(
            y=value,
            line={"color": translucent(GREY, 0.9), "dash": "dot", "width": 1},
            annotation={"text": f"{name} {value:.3f}".replace("-", "−"), "font": {"size": 11}},
            annotation_position=place,
        )
    plain(figure, height)
    figure.update_layout(showlegend=False)
    figure.update_xaxes(title_text=t("steps of learning"), fixedrange=True, nticks=6)
    figure.update_yaxes(
        title_text=t("log-likelihood, nats a pattern"),
        range=[low - room, high + room],
        fixedrange=True,
        nticks=5,
    )
    return figure
