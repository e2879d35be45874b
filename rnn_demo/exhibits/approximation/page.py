"""Feedforward network: a curve or two classes of points, learned in the browser, and the proof."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.approximation import controls
from rnn_demo.exhibits.approximation.curve.view import curve_data, curve_view
from rnn_demo.exhibits.approximation.notes import fine_print, formula
from rnn_demo.exhibits.approximation.plane.view import plane_data, plane_view
from rnn_demo.exhibits.approximation.presets import QUESTIONS
from rnn_demo.exhibits.approximation.staircase.view import staircase_data, staircase_view
from rnn_demo.knobs.presets import write_link
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import picture_beside_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment


@fragment
def exhibit() -> None:
    """Question, knobs, picture and formula; moving a knob redraws these, not the whole page."""
    state = st.session_state
    hidden, name = hidden_parts("approximation"), state.approximation_preset
    if "question" not in hidden and not ask(QUESTIONS, controls.left_preset(), controls.take):
        return

    def knobs() -> None:
        controls.widgets()
        if controls.now().subject != "staircase":
            with st.expander(t("Training")):
                controls.widgets("training")
        present("approximation", QUESTIONS.presented)

    def picture() -> None:
        now = controls.now()
        if now.subject == "curve":
            opened, said = state.approximation_opened, state.approximation_said
            data = curve_data(now, opened, said)
            curve_view("approximation_curve", data, controls.take_drawing)
        elif now.subject == "staircase":
            staircase_view("approximation_staircase", staircase_data(now))
        else:
            plane_view("approximation_plane", plane_data(now))
        formula(now)
        if "sections" not in hidden:
            fine_print()
        write_address(write_link(QUESTIONS, name, now, hidden))

    picture_beside_knobs(hidden, knobs, picture, controls.now)


st.title(t("Feedforward network"), anchor=False)
open_with(QUESTIONS, controls.take)
hidden = hidden_parts("approximation", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "Before there was recurrence: one object in, one object out. The lecture says that "
            "such a net approximates any function. **Draw one**, choose a width, and watch the "
            "training look for it."
        )
    )
    choose_preset(QUESTIONS, controls.take)
tell_problems("approximation")
exhibit()
end_presentation("approximation")
