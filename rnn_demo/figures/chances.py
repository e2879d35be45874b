"""Chances of several answers, one line each, while something is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnn_demo.figures.layout import plain
from rnn_demo.palette import BLUE, GREEN, ORANGE, PURPLE, RED, SLATE, VIOLET
from rnn_demo.words import Translate, english

COLOURS = (GREEN, ORANGE, PURPLE, BLUE, RED, VIOLET, SLATE)
DASHES = ("solid", "solid", "solid", "dash", "dash", "dash", "dot")


def chance_curves(
    chances: NDArray[np.floating[Any]],
    names: Sequence[str],
    x_title: str,
    *,
    height: int = 280,
    t: Translate = english,
) -> go.Figure:
    """A line for each answer.

    Args:
        chances: after each step (steps, answers).
        names: of the answers.
        x_title: what is counted from 1 on.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    steps = list(range(1, len(chances) + 1))
    figure = go.Figure(
        [
            go.Scatter(
                x=steps,
                y=chances[:, place].tolist(),
                name=name,
                mode="lines",
                line={
                    "color": COLOURS[place % len(COLOURS)],
                    "dash": DASHES[place % len(DASHES)],
                    "width": 2,
                },
                hovertemplate=f"{name}: %{{y:.1%}}<extra></extra>",
            )
            for place, name in enumerate(names)
        ]
    )
    plain(figure, height, top=26)
    figure.update_layout(showlegend=True, hovermode="x unified")
    figure.update_xaxes(title_text=x_title, fixedrange=True, range=[1, len(chances)])
    figure.update_yaxes(
        title_text=t("chance"), range=[0, 1.02], tickformat=".0%", fixedrange=True, nticks=5
    )
    return figure
