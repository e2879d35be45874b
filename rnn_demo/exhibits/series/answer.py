"""The answer of the page: what there is while networks are trained, and then all of it."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.series import notes
from rnn_demo.exhibits.series.compute import series_for
from rnn_demo.exhibits.series.export import export
from rnn_demo.exhibits.series.knobs import OWN, SeriesKnobs
from rnn_demo.exhibits.series.sections import picture, table, tell
from rnn_demo.exhibits.series.training import comparison_of
from rnn_demo.forecasting.comparison import ModelComparison
from rnn_demo.forecasting.series import TimedSeries
from rnn_demo.ui.language import t


def answer(knobs: SeriesKnobs, own: tuple[str, TimedSeries] | None, more: bool) -> bool:
    """Draw verdict, picture, table and notes; False if a training was stopped.

    Args:
        knobs: the question.
        own: the visitor's series and its name, if there is one.
        more: whether the notes are drawn.

    Raises:
        SeriesError: there is no series, or it is too short.
    """
    place = st.empty()

    def so_far(found: ModelComparison) -> None:
        with place.container():
            st.caption(t("The networks are being trained; until then:"))
            table(found)

    series = series_for(knobs, own[1] if own else None)
    its_own = knobs.series == OWN
    name = own[0] if own and its_own else (knobs.series, knobs.length, knobs.lag)
    found = comparison_of(knobs, series, name, so_far)
    if found is None:
        return False
    with place.container():
        tell(found)
        picture(knobs, found)
        table(found)
    export(found, its_own)
    if more:
        notes.copied(knobs, found)
        notes.by_step(found)
        notes.autoregression(found)
        notes.method(found)
    return True
