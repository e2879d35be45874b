"""Training curves of several networks and seeds, and the share of trials solved."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from rnn_demo.figures.cell_colours import CELL_COLOURS
from rnn_demo.figures.layout import plain
from rnn_demo.palette import GREY, translucent
from rnn_demo.words import Translate, english

FAINT = translucent(GREY, 0.8)
Curve = Sequence[tuple[float, float]]


class LossAxis(NamedTuple):
    """What a loss is, what it is without memory, and which loss counts as solved."""

    title: str
    baseline: float
    aim: float


def training_curves(
    curves: Mapping[str, Sequence[Curve]],
    names: Mapping[str, str],
    axis: LossAxis,
    *,
    before: Mapping[str, Sequence[Curve]] | None = None,
    most: int | None = None,
    height: int = 340,
    t: Translate = english,
) -> go.Figure:
    """The loss of each trial over the sequences read, one colour a cell.

    Args:
        curves: by cell, one for each seed: pairs of sequences and loss.
        names: of the cells.
        axis: of the loss; its two values are drawn as lines.
        before: earlier trials, drawn pale in the background.
        most: sequences at the end of the axis; None for as far as the curves go.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    figure = go.Figure()
    pale = (before or {}, True, 1.0, 0.3)
    strong = (curves, False, 2.6 if before else 1.6, 1.0 if before else 0.8)
    for drawn, earlier, width, opacity in (pale, strong):
        for cell, trials in drawn.items():
            name = t("{network}, tried before", network=names[cell]) if earlier else names[cell]
            for number, curve in enumerate(trials):
                figure.add_scatter(
                    x=[sequences for sequences, _ in curve],
                    y=[max(loss, 1e-9) for _, loss in curve],
                    mode="lines+markers" if before else "lines",  # a curve may have one point only
                    marker={"size": 4},
                    name=name,
                    legendgroup=name,
                    showlegend=number == 0,
                    line={"color": CELL_COLOURS[cell], "width": width},
                    opacity=opacity,
                    hovertemplate=t(
                        "{name}<br>%{{x:,}} sequences: %{{y:.4g}}<extra></extra>", name=name
                    ),
                )
    for value, text in ((axis.baseline, t("without memory")), (axis.aim, t("solved"))):
        figure.add_hline(y=value, line={"color": FAINT, "dash": "dot", "width": 1})
        # On a logarithmic axis an annotation's place is a power, a line's is not.
        figure.add_annotation(
            text=text,
            font={"size": 11, "color": FAINT},
            x=1,
            xref="paper",
            xanchor="right",
            y=math.log10(value),
            yanchor="bottom",
            showarrow=False,
        )
    plain(figure, height)
    figure.update_xaxes(title_text=t("sequences"), fixedrange=True, rangemode="tozero", nticks=6)
    if most:
        figure.update_xaxes(range=[0, most])
    figure.update_yaxes(
        title_text=axis.title, type="log", fixedrange=True, exponentformat="power", dtick=1
    )
    return figure


def solved_by_length(
    shares: Mapping[str, Sequence[float]],
    names: Mapping[str, str],
    lengths: Sequence[int],
    *,
    height: int = 280,
    t: Translate = english,
) -> go.Figure:
    """The share of trials that were solved, by length, one group a length.

    Args:
        shares: by cell, one share for each length.
        names: of the cells.
        lengths: T.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    figure = go.Figure(
        [
            go.Bar(
                x=[f"T = {length}" for length in lengths],
                y=list(values),
                name=names[cell],
                marker_color=CELL_COLOURS[cell],
                hovertemplate=f"{names[cell]}, %{{x}}: %{{y:.0%}}<extra></extra>",
            )
            for cell, values in shares.items()
        ]
    )
    plain(figure, height)
    figure.update_layout(barmode="group", bargap=0.25, bargroupgap=0.08)
    figure.update_xaxes(fixedrange=True)
    figure.update_yaxes(
        title_text=t("trials solved"), range=[0, 1.04], tickformat=".0%", fixedrange=True, nticks=5
    )
    return figure
