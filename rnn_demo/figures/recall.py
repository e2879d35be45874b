"""What an associative memory gives back, over its load: measured points with their errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import plotly.graph_objects as go

from rnn_demo.figures.layout import plain
from rnn_demo.palette import GREEN, GREY, ORANGE, PURPLE, VIOLET, translucent
from rnn_demo.words import Translate, english

COLOURS = (ORANGE, PURPLE, GREEN, VIOLET)
FINE = 60  # points of a curve


class Measured(Protocol):
    """Measurements at one size and load, as `rnn_demo.exhibits.hopfield` has them."""

    @property
    def units(self) -> int:
        """N."""

    @property
    def alpha(self) -> float:
        """The load P/N."""

    @property
    def overlap(self) -> float:
        """At the end of a recall."""

    @property
    def overlap_error(self) -> float:
        """Its standard error."""

    @property
    def bit_error(self) -> float:
        """The share of bits that one update turns over."""

    @property
    def bit_error_error(self) -> float:
        """Its standard error."""


def recall_by_load(
    loads: Sequence[Measured], critical: float, *, height: int = 300, t: Translate = english
) -> go.Figure:
    """The overlap at the end of a recall over the load, a curve for each size.

    Args:
        loads: what was measured, by load within each size.
        critical: the load of the vertical line.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    figure = go.Figure(
        [
            _points(
                own,
                [one.overlap for one in own],
                [one.overlap_error for one in own],
                colour,
                "lines+markers",
            )
            for own, colour in _by_size(loads)
        ]
    )
    figure.add_vline(x=critical, line={"color": translucent(GREY, 0.9), "dash": "dash", "width": 1})
    figure.add_annotation(
        text=f"α = {critical:g}", x=critical, xanchor="left", y=0.02, yref="paper", showarrow=False
    )
    plain(figure, height)
    figure.update_xaxes(title_text=t("load α = P/N"), fixedrange=True, rangemode="tozero")
    figure.update_yaxes(title_text=t("overlap after recall"), fixedrange=True, range=[0, 1.05])
    return figure


def bit_errors(
    loads: Sequence[Measured],
    expected: Callable[[float], float],
    *,
    height: int = 300,
    t: Translate = english,
) -> go.Figure:
    """The share of bits that one update turns over, beside a formula, on a logarithmic axis.

    Args:
        loads: what was measured, by load within each size.
        expected: gives the formula's value at a load.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    least = min(one.alpha for one in loads if one.bit_error > 0)
    most = max(one.alpha for one in loads)
    x = [least + (most - least) * i / FINE for i in range(FINE + 1)]
    line = go.Scatter(
        x=x,
        y=[expected(alpha) for alpha in x],
        name="½ erfc(1/√(2α))",
        mode="lines",
        line={"color": GREY, "width": 2},
        hovertemplate="½ erfc: %{y:.2e}<extra></extra>",
    )
    points = [
        _points(
            known,
            [one.bit_error for one in known],
            [one.bit_error_error for one in known],
            colour,
            "markers",
        )
        for own, colour in _by_size(loads)
        if (known := [one for one in own if one.bit_error > 0])
    ]
    figure = go.Figure([line, *points])
    plain(figure, height)
    figure.update_xaxes(title_text=t("load α = P/N"), fixedrange=True, rangemode="tozero")
    figure.update_yaxes(title_text=t("bits turned over"), fixedrange=True, type="log", dtick=1)
    return figure


def _by_size(loads: Sequence[Measured]) -> list[tuple[list[Measured], str]]:
    sizes = sorted({one.units for one in loads})
    return [
        ([one for one in loads if one.units == units], COLOURS[i % len(COLOURS)])
        for i, units in enumerate(sizes)
    ]


def _points(
    own: Sequence[Measured],
    values: Sequence[float],
    errors: Sequence[float],
    colour: str,
    mode: str,
) -> go.Scatter:
    return go.Scatter(
        x=[one.alpha for one in own],
        y=list(values),
        error_y={"array": list(errors), "thickness": 1, "width": 3},
        name=f"N = {own[0].units:,}",
        mode=mode,
        marker={"size": 5},
        line={"color": colour, "width": 2},
        hovertemplate="α = %{x:.3f}: %{y:.3g}<extra></extra>",
    )
