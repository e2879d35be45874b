"""What all figures share: no background, small margins, a legend in a row above."""

from __future__ import annotations

import plotly.graph_objects as go


def plain(figure: go.Figure, height: int, *, top: int = 30) -> None:
    """Let the page's theme shine through, and the finger scroll instead of drag.

    Args:
        figure: changed in place.
        height: in pixels.
        top: margin for the legend, in pixels.
    """
    figure.update_layout(
        height=height,
        margin={"l": 10, "r": 10, "t": top, "b": 10},
        paper_bgcolor="rgba(0, 0, 0, 0)",
        plot_bgcolor="rgba(0, 0, 0, 0)",
        legend={"orientation": "h", "x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom"},
        dragmode=False,
    )
