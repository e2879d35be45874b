"""Vanishing gradient: a simulator that is right to the last digit and says how it knows."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.vanishing_gradient import answers, controls
from rnn_demo.exhibits.vanishing_gradient.budget import too_much
from rnn_demo.exhibits.vanishing_gradient.cells_view import cells_data, gradient_cells
from rnn_demo.exhibits.vanishing_gradient.export import export
from rnn_demo.exhibits.vanishing_gradient.formula import slide_formula
from rnn_demo.exhibits.vanishing_gradient.gain_map_chart import gain_map_chart
from rnn_demo.exhibits.vanishing_gradient.presets import QUESTIONS
from rnn_demo.exhibits.vanishing_gradient.view import floor_of, gradient_view, view_data
from rnn_demo.knobs.presets import write_link
from rnn_demo.knobs.values import KnobError
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import picture_beside_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment
from rnn_demo.words import message


@fragment
def simulator() -> None:
    """Question, knobs and pictures; moving a knob redraws these, not the whole page."""
    hidden, name = hidden_parts("gradient"), st.session_state.gradient_preset
    if "question" not in hidden and not ask(QUESTIONS, controls.left_preset(), controls.take):
        return

    def knobs() -> None:
        controls.widgets()
        if "more" not in hidden:
            with st.expander(t("More knobs")):
                controls.widgets("more")
        present("gradient", QUESTIONS.presented)

    def picture() -> None:
        try:
            now = controls.simulation_knobs()
        except KnobError as error:
            st.text(t(message(error)))  # may quote what was typed: never Markdown
            return
        write_address(write_link(QUESTIONS, name, now, hidden))
        if refused := too_much(now):
            st.info(t(refused))
            return
        found, others = answers.simulated(now), answers.of_preset(controls.other_of_preset(now))
        if found is None or others is None:
            return  # stopped
        gradient_view("gradient_view", view_data(found, others))
        # Sent after the others, so that they need not wait for it.
        if cells := answers.cells(found):
            gradient_cells("gradient_cells", cells_data(cells, floor_of(found)))
        if "export" not in hidden:
            export(found)
        gain_map_chart(found)
        slide_formula()

    picture_beside_knobs(hidden, knobs, picture, controls.simulation_knobs)


st.title(t("Vanishing gradient"), anchor=False)
open_with(QUESTIONS, controls.take)
hidden = hidden_parts("gradient", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "What a loss says about an early state is a product of Jacobians, one for each step in "
            "between. Whether such a product dies out or explodes is the question of this page. "
            "Predict first."
        )
    )
    choose_preset(QUESTIONS, controls.take)
tell_problems("gradient")
simulator()
end_presentation("gradient")
