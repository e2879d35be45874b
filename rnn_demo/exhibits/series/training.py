"""What the page computes, kept for a while: the cheap models first, then each network."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

import streamlit as st

from rnn_demo.exhibits.series.knobs import SeriesKnobs
from rnn_demo.forecasting.comparison import ModelComparison, compared, planned, walking_each
from rnn_demo.forecasting.series import TimedSeries
from rnn_demo.forecasting.walk_forward import WalkForward, models_for
from rnn_demo.ui.language import t
from rnn_demo.ui.waiting import waited_for

MEGABYTES = 20.0  # of the largest question, see `python -m benchmarks.largest`
NETWORKS = ("mlp", "elman", "gru")


def comparison_of(
    knobs: SeriesKnobs,
    series: TimedSeries,
    name: Hashable,
    so_far: Callable[[ModelComparison], None],
) -> ModelComparison | None:
    """All models on a series; None if a network's training was stopped.

    Args:
        knobs: the question.
        series: which.
        name: of the series: no other one has it.
        so_far: called with what there is before each network is trained.

    Raises:
        SeriesError: the series is too short.
    """
    asked = knobs.plan(series.season)
    _, plan, _ = planned(series, asked)
    models = models_for(plan)
    cheap = [model for model in models if model not in NETWORKS]
    groups = [cheap, *([model] for model in models if model in NETWORKS)]
    walks: list[WalkForward] = []
    question = name, asked
    answered = st.session_state.get("series_answered") == question  # nothing to wait for
    for group in groups:
        if walks and not answered:
            so_far(compared(series, asked, walks))
        found = waited_for(
            f"series_{group[-1]}",
            question,
            partial(walking_each, series, asked, tuple(group)),
            t("The models are being fitted …"),
            MEGABYTES,
        )
        if found is None:
            return None
        walks += found
    st.session_state["series_answered"] = question
    return compared(series, asked, walks)
