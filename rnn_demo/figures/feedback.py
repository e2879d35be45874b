"""Networks that feed back this or that: how they learn, where they err, and where letters cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from rnn_demo.figures.layout import plain
from rnn_demo.palette import BLUE, GREEN, GREY, ORANGE, PURPLE, SLATE, VIOLET, translucent
from rnn_demo.words import Translate, english

KINDS = {"jordan": ORANGE, "elman": SLATE}
READERS = {"elman": SLATE, "lstm": GREEN, "5-gram": BLUE}
PROFILES = (ORANGE, VIOLET, SLATE, PURPLE)


def accuracies(
    updates: Sequence[int],
    shares: Mapping[str, Any],
    names: Mapping[str, str],
    *,
    height: int = 240,
    t: Translate = english,
) -> go.Figure:
    """The share of right answers while networks are trained, a line for each seed.

    Args:
        updates: after how many.
        shares: by kind, (measurements, seeds).
        names: of the kinds.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    figure = go.Figure(
        [
            go.Scatter(
                x=list(updates),
                y=list(line),
                mode="lines",
                name=names[kind],
                legendgroup=kind,
                showlegend=number == 0,
                line={"color": KINDS[kind], "width": 1.8},
                hovertemplate=f"{names[kind]}, %{{x:,}}: %{{y:.1%}}<extra></extra>",
            )
            for kind, own in shares.items()
            for number, line in enumerate(zip(*own, strict=True))
        ]
    )
    figure.add_hline(y=0.5, line={"color": translucent(GREY, 0.9), "dash": "dot", "width": 1})
    plain(figure, height)
    figure.update_xaxes(title_text=t("updates"), fixedrange=True, nticks=6)
    figure.update_yaxes(
        title_text=t("right answers"), range=[0.3, 1.04], tickformat=".0%", fixedrange=True
    )
    return figure


def error_profiles(
    places: Sequence[str],
    measured: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    ideals: Mapping[str, Sequence[float]],
    *,
    height: int = 300,
    t: Translate = english,
) -> go.Figure:
    """Squared errors at the places of a triple: lines for the least, points for what was measured.

    Args:
        places: their names.
        measured: by name, the means and half the widths of their intervals.
        ideals: by name, the least errors.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    at = list(range(len(places)))
    shift = 0.22
    middle = (len(measured) - 1) / 2
    figure = go.Figure(
        [
            *(
                go.Scatter(
                    x=[x for place in at for x in (place - 0.4, place + 0.4, None)],
                    y=[y for value in values for y in (value, value, None)],
                    mode="lines",
                    name=name,
                    line={"color": GREY, "width": 2, "dash": "dot" if number else "solid"},
                    hovertemplate=f"{name}: %{{y:.3f}}<extra></extra>",
                )
                for number, (name, values) in enumerate(ideals.items())
            ),
            *(
                go.Scatter(
                    x=[place + shift * (number - middle) for place in at],
                    y=list(means),
                    error_y={"type": "data", "array": list(halves), "width": 4},
                    mode="markers",
                    name=name,
                    marker={"color": PROFILES[number % len(PROFILES)], "size": 8},
                    hovertemplate=f"{name}: %{{y:.3f}} ± %{{error_y.array:.3f}}<extra></extra>",
                )
                for number, (name, (means, halves)) in enumerate(measured.items())
            ),
        ]
    )
    plain(figure, height, top=60)
    figure.update_xaxes(tickvals=at, ticktext=list(places), fixedrange=True, range=[-0.5, 2.5])
    figure.update_yaxes(
        title_text=t("squared error"), rangemode="tozero", fixedrange=True, nticks=6
    )
    return figure


def surprise_by_place(
    bits: Mapping[str, Sequence[float]],
    names: Mapping[str, str],
    *,
    height: int = 260,
    t: Translate = english,
) -> go.Figure:
    """The mean surprise at the first letter of words, the second, and so on.

    Args:
        bits: by reader.
        names: of the readers.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    figure = go.Figure(
        [
            go.Scatter(
                x=list(range(1, len(values) + 1)),
                y=list(values),
                mode="lines+markers",
                name=names[reader],
                line={"color": READERS[reader], "width": 2},
                hovertemplate=f"{names[reader]}, %{{x}}: %{{y:.2f}}<extra></extra>",
            )
            for reader, values in bits.items()
        ]
    )
    plain(figure, height)
    figure.update_xaxes(title_text=t("letter of the word"), fixedrange=True, dtick=1)
    figure.update_yaxes(
        title_text=t("surprise, bits per letter"), rangemode="tozero", fixedrange=True, nticks=5
    )
    return figure
