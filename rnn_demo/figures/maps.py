"""Values over two axes as colours around a middle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from rnn_demo.figures.layout import plain
from rnn_demo.palette import BLUE, GREY, RED, translucent
from rnn_demo.words import Translate, english

# Blue below, red above, see-through in the middle: on a light and on a dark page.
SCALE = [
    [0.0, translucent(BLUE, 1)],
    [0.5, translucent(GREY, 0.05)],
    [1.0, translucent(RED, 1)],
]
MOST = 8.0


def growth_map(
    gains: NDArray[np.floating],
    log_norms: NDArray[np.floating],
    marks: Sequence[tuple[str, float]],
    *,
    height: int = 340,
    t: Translate = english,
) -> go.Figure:
    """Growth by gain and lag, red where it grows; contours at each factor of 100.

    Args:
        gains: (gains,).
        log_norms: log₁₀ of the growth, (gains, lags), lags from 1.
        marks: name and gain of vertical lines.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    lags = np.arange(1, log_norms.shape[1] + 1)
    figure = go.Figure(
        go.Heatmap(
            x=gains.astype(np.float32),
            y=lags,
            z=np.clip(log_norms.T, -2 * MOST, 2 * MOST).astype(np.float32),
            zmin=-MOST,
            zmax=MOST,
            colorscale=SCALE,
            colorbar={"title": {"text": t("log₁₀")}, "thickness": 12},
            hovertemplate=t("g = %{x:.2f}, lag %{y}: 10^%{z:.2f}<extra></extra>"),
        )
    )
    for name, at in marks:
        figure.add_vline(
            x=at,
            line={"color": translucent(GREY, 0.9), "dash": "dot", "width": 1},
            annotation={"text": name, "font": {"size": 11}},
            annotation_position="top",
        )
    plain(figure, height)
    figure.update_xaxes(title_text=t("gain g"), fixedrange=True)
    figure.update_yaxes(title_text=t("lag, steps back"), fixedrange=True)
    return figure
