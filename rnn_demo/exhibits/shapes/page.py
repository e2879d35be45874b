"""Four shapes: what is read and written when, for every task of the lecture."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.shapes import controls, sections
from rnn_demo.exhibits.shapes.dependence_view import dependence_data, dependence_view
from rnn_demo.exhibits.shapes.knobs import ShapeKnobs
from rnn_demo.exhibits.shapes.presets import QUESTIONS
from rnn_demo.exhibits.shapes.view import shapes_view, view_data
from rnn_demo.knobs.presets import write_link
from rnn_demo.ui.address import write_address
from rnn_demo.ui.knob_widgets import draw_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment


@fragment
def exhibit() -> None:
    """Question, pictures and knobs; a change redraws these, not the whole page."""
    hidden, name = hidden_parts("shapes"), st.session_state.shapes_preset
    if "question" not in hidden and not ask(QUESTIONS, controls.left_preset()):
        return
    shapes_view("shapes_view", view_data(controls.now().task), controls.take_task)
    st.subheader(t("May an answer change when a later x does?"), anchor=False)
    if "knobs" not in hidden:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            draw_knobs("shapes", ShapeKnobs)
            present("shapes", QUESTIONS.presented)
    now = controls.now()
    if found := controls.dependence(now):
        for notice in filter(None, [found.known.notice()]):
            st.text(t(notice))
        dependence_view("shapes_dependence", dependence_data(now, found), controls.take_place)
        sections.method(found.numbers)
    if "sections" not in hidden:
        sections.footnotes()
    write_address(write_link(QUESTIONS, name, now, hidden))


st.title(t("Four shapes"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts("shapes", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "A recurrent network reads x, carries h on and writes y. When it reads and when it "
            "writes is up to the task, and the lecture draws five ways: four shapes, the last of "
            "them in two kinds. **Choose a task** and watch its order."
        )
    )
    choose_preset(QUESTIONS)
tell_problems("shapes")
exhibit()
end_presentation("shapes")
