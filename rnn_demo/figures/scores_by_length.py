"""BLEU against the length of what was translated, a line for each network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from rnn_demo.figures.layout import plain
from rnn_demo.palette import GREEN, ORANGE
from rnn_demo.words import Translate, english

COLOURS, DASHES = (GREEN, ORANGE), ("solid", "dash")


def scores_by_length(
    scores: Mapping[str, Sequence[float]],
    lengths: Sequence[str],
    counts: Sequence[int],
    *,
    height: int = 280,
    t: Translate = english,
) -> go.Figure:
    """A line for each network.

    Args:
        scores: BLEU of each length (lengths,), by what a network is called.
        lengths: in words of the source, such as "1 to 5".
        counts: how many sentences have such a length.
        height: in pixels.
        t: says a text in the visitor's language.
    """
    places = list(range(len(lengths)))
    sentences = [t("{n:,} sentences", n=n) for n in counts]
    figure = go.Figure(
        [
            go.Scatter(
                x=places,
                y=list(values),
                name=name,
                mode="lines+markers",
                line={"color": COLOURS[i % 2], "dash": DASHES[i % 2], "width": 2},
                customdata=sentences,
                hovertemplate=f"{name}: %{{y:.1f}}, %{{customdata}}<extra></extra>",
            )
            for i, (name, values) in enumerate(scores.items())
        ]
    )
    plain(figure, height, top=26)
    figure.update_layout(showlegend=True)
    figure.update_xaxes(
        title_text=t("words of the sentence"), tickvals=places, ticktext=list(lengths),
        fixedrange=True,
    )  # fmt: skip
    figure.update_yaxes(title_text=t("BLEU"), rangemode="tozero", fixedrange=True, nticks=5)
    return figure
