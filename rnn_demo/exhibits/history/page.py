"""History: recurrent networks from 1943 to today, every year with its source."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.history import controls, sections
from rnn_demo.exhibits.history.points import POINTS
from rnn_demo.exhibits.history.presets import QUESTIONS
from rnn_demo.exhibits.history.view import history_view, view_data
from rnn_demo.knobs.presets import write_link
from rnn_demo.ui.address import write_address
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment


@fragment
def exhibit() -> None:
    """Question, timeline, the chosen point and the list; a change redraws these."""
    hidden, name = hidden_parts("history"), st.session_state.history_preset
    if "question" not in hidden and not ask(QUESTIONS, controls.left_preset()):
        return
    picture = st.container()
    if "knobs" not in hidden:
        controls.widgets()
        present("history", QUESTIONS.presented)
    now = controls.now()
    with picture:
        history_view("history_view", view_data(now), controls.take_point)
        sections.card(POINTS[now.point])
    if "sections" not in hidden:
        sections.slide()
        sections.entries(now.strand)
    write_address(write_link(QUESTIONS, name, now, hidden))


st.title(t("History"), anchor=False)
open_with(QUESTIONS, controls.take)
hidden = hidden_parts("history", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "Who had which idea of this lecture, and when. Each point names the publication that "
            "its year comes from and, where this lab has one, links to a page that shows the idea "
            "or mentions it. **Choose a point**, or play them in order."
        )
    )
    choose_preset(QUESTIONS)
tell_problems("history")
exhibit()
end_presentation("history")
