"""How often a word of k bits is said again rightly, over the number of states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnn_demo.figures.layout import plain
from rnn_demo.palette import GREEN, ORANGE
from rnn_demo.words import Translate, english


def copies_right(
    states: Sequence[int],
    possible: NDArray[np.floating[Any]],
    found: NDArray[np.floating[Any]],
    *,
    height: int = 280,
    t: Translate = english,
) -> go.Figure:
    """What a machine of N states can reach, and what each start of Baum–Welch has found.

    Args:
        states: N.
        possible: the largest share of right copies (sizes,).
        found: the share of each start (sizes, starts).
        height: in pixels.
        t: says a text in the visitor's language.
    """
    starts = found.shape[1]
    figure = go.Figure(
        [
            go.Scatter(
                x=list(states),
                y=possible,
                mode="lines+markers",
                name=t("the best machine of N states"),
                line={"color": GREEN, "width": 2},
                hovertemplate=t("N = %{x}: at most %{y:.3f}<extra></extra>"),
            ),
            go.Scatter(
                x=np.repeat(states, starts),
                y=found.ravel(),
                mode="markers",
                name=t("found by Baum–Welch, a mark for each start"),
                marker={"color": ORANGE, "size": 8, "symbol": "x"},
                hovertemplate=t("N = %{x}: %{y:.3f}<extra></extra>"),
            ),
        ]
    )
    plain(figure, height)
    figure.update_xaxes(title_text=t("states N"), fixedrange=True, dtick=1)
    figure.update_yaxes(
        title_text=t("copies right"), range=[0, 1.04], tickformat=".0%", fixedrange=True, nticks=5
    )
    return figure
