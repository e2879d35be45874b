"""Autoregressive model: drag its poles; the path, the fan and the gradient follow."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.autoregression import controls, sections
from rnn_demo.exhibits.autoregression.compute.analysis import analysed
from rnn_demo.exhibits.autoregression.presets import QUESTIONS
from rnn_demo.exhibits.autoregression.view import autoregression_view, view_data
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
def exhibit() -> None:
    """Question, knobs, pictures and sections; a change redraws these, not the whole page."""
    hidden, name = hidden_parts("autoregression"), st.session_state.autoregression_preset
    if "question" not in hidden and not ask(QUESTIONS, controls.left_preset()):
        return

    def knobs() -> None:
        controls.widgets()
        present("autoregression", QUESTIONS.presented)

    def picture() -> None:
        try:
            now = controls.now()
        except KnobError as error:
            st.text(t(message(error)))  # may quote what was typed: never Markdown
            return
        found = analysed(now)
        data = view_data(now, found)
        autoregression_view("autoregression_view", data, controls.take_poles)
        if "sections" not in hidden:
            sections.recurrent(found)
            sections.other_models(now.series)
            sections.footnotes()
        write_address(write_link(QUESTIONS, name, now, hidden))

    picture_beside_knobs(hidden, knobs, picture, controls.now)


st.title(t("Autoregressive model"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts("autoregression", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "A model from before networks: the next value is a weighted sum of the last few, plus "
            "noise. **Drag its poles** in the circle, and all else follows."
        )
    )
    choose_preset(QUESTIONS)
tell_problems("autoregression")
exhibit()
end_presentation("autoregression")
