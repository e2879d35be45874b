"""What all figures share: no background, small margins, a legend in a row above, plain numbers."""

from __future__ import annotations

from collections.abc import Iterable

import plotly.graph_objects as go

from rnn_demo.palette import NOTHING

ROUNDING = 1e-9  # values that are all nearer to 0 than this are 0


def span(values: Iterable[float], *, pad: float = 0.06) -> list[float]:
    """Range of a linear axis for values around 0, even if they are only rounding errors.

    Plotly fits an axis to any values: for values of 1e-18 that should be 0 it labels 3e-18.

    Args:
        values: all that is drawn; 0 is always on the axis.
        pad: share of the range left free at the ends.
    """
    every = [0.0, *values]
    low, high = min(every), max(every)
    if max(high, -low) < ROUNDING:
        return [-1.0, 1.0]
    free = pad * (high - low)
    return [low - free if low < 0 else 0.0, high + free if high > 0 else 0.0]


def plain(figure: go.Figure, height: int, *, top: int = 30) -> None:
    """Use the page's theme as background, and let a finger scroll instead of drag.

    Args:
        figure: changed in place.
        height: in pixels.
        top: margin for the legend, in pixels.
    """
    figure.update_layout(
        height=height,
        margin={"l": 10, "r": 10, "t": top, "b": 10},
        paper_bgcolor=NOTHING,
        plot_bgcolor=NOTHING,
        legend={"orientation": "h", "x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom"},
        dragmode=False,
    )
    # 5·10⁻⁵, where Plotly would write 50µ.
    for axes in (figure.update_xaxes, figure.update_yaxes):
        axes(exponentformat="power", minexponent=4)
