"""The cost of each symbol for several readers, and of a string while a network learns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from rnn_demo.figures.cell_colours import CELL_COLOURS
from rnn_demo.figures.layout import plain
from rnn_demo.figures.training import FAINT, Curve
from rnn_demo.palette import GREEN, ORANGE, PURPLE, VIOLET
from rnn_demo.words import Translate, english

READER_COLOURS = (GREEN, ORANGE, PURPLE, VIOLET)  # in the order of the readers


def symbol_costs(
    symbols: Sequence[str],
    costs: Mapping[str, Sequence[float]],
    *,
    height: int = 300,
    t: Translate = english,
) -> go.Figure:
    """Bars side by side, one group a symbol.

    Args:
        symbols: under the bars.
        costs: by reader, bits of each symbol.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    places = list(range(len(symbols)))
    figure = go.Figure(
        [
            go.Bar(
                x=places,
                y=list(bits),
                name=name,
                marker_color=colour,
                hovertemplate=t("{name}: %{{y:.2f}} bits<extra></extra>", name=name),
            )
            for (name, bits), colour in zip(costs.items(), READER_COLOURS, strict=False)
        ]
    )
    plain(figure, height)
    figure.update_layout(barmode="group", bargap=0.2, bargroupgap=0.0)
    figure.update_xaxes(tickvals=places, ticktext=list(symbols), fixedrange=True, tickangle=0)
    figure.update_yaxes(title_text=t("bits"), rangemode="tozero", fixedrange=True, nticks=5)
    return figure


def string_costs(
    curves: Mapping[str, Sequence[Curve]],
    names: Mapping[str, str],
    marks: Mapping[str, float],
    *,
    height: int = 320,
    t: Translate = english,
) -> go.Figure:
    """Bits a string over the sequences trained on, one colour a cell, all seeds.

    Args:
        curves: by cell, one for each seed: pairs of sequences and bits.
        names: of the cells.
        marks: what is drawn as a line, by its words.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    figure = go.Figure()
    for cell, trials in curves.items():
        name, colour = names[cell], CELL_COLOURS[cell]
        for number, curve in enumerate(trials):
            figure.add_scatter(
                x=[sequences for sequences, _ in curve],
                y=[bits for _, bits in curve],
                mode="lines",
                name=name,
                legendgroup=name,
                showlegend=number == 0,
                line={"color": colour, "width": 1.6},
                opacity=0.8,
                hovertemplate=t(
                    "{name}<br>%{{x:,}} sequences: %{{y:.2f}} bits<extra></extra>", name=name
                ),
            )
    for words, value in marks.items():
        figure.add_hline(
            y=value,
            line={"color": FAINT, "dash": "dot", "width": 1},
            annotation={"text": words, "font": {"size": 11}},
            annotation_position="top right",
        )
    plain(figure, height)
    low, high = min(marks.values()), max(marks.values())
    figure.update_xaxes(title_text=t("strings trained on"), fixedrange=True, nticks=6)
    figure.update_yaxes(
        title_text=t("bits a string"), range=[low - 0.1, high + 0.4], fixedrange=True
    )
    return figure
