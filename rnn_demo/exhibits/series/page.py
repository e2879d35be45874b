"""One series, four models: who forecasts it best, and whether that is more than chance."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.series import controls
from rnn_demo.exhibits.series.answer import answer
from rnn_demo.exhibits.series.knobs import OWN
from rnn_demo.exhibits.series.own import own_panel, own_series
from rnn_demo.exhibits.series.presets import QUESTIONS
from rnn_demo.forecasting.plan import SeriesError
from rnn_demo.knobs.presets import write_link
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import knobs_and_picture
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import open_with, tell_problems
from rnn_demo.ui.run_costs import fragment
from rnn_demo.words import message


@fragment
def exhibit() -> None:
    """Question, knobs, picture and table; moving a knob redraws these, not the whole page."""
    hidden, name = hidden_parts("series"), st.session_state.series_preset
    if "question" not in hidden and not controls.ask_or_step_back():
        return
    now = controls.now()
    if "knobs" in hidden:
        right = st.container()
    else:
        beside, right = knobs_and_picture()
        with beside:
            controls.widgets()
            present("series", QUESTIONS.presented)
    with right:
        try:
            whole = answer(now, own_series(now.series == OWN), "sections" not in hidden)
        except SeriesError as error:
            st.text(t(message(error)))  # may quote a file: never Markdown
            return
        if not whole:
            return  # stopped
    write_address(write_link(QUESTIONS, name, now, hidden))


st.title(t("One series, four models"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts("series", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "Four models are fitted to the first part of a series and forecast the rest, value by "
            "value, without a look ahead. Their rivals need no fit: **as yesterday**, as last "
            "season, the mean."
        )
    )
if "own" not in hidden:
    own_panel()
if "presets" not in hidden:
    controls.pills()
tell_problems("series")
exhibit()
end_presentation("series")
