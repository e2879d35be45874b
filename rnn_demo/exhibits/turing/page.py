"""A Turing machine in a network: its table as weights, its tape in two numbers."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.turing import controls, sections
from rnn_demo.exhibits.turing.answers import comparison_of, film_of
from rnn_demo.exhibits.turing.compute.film import Film
from rnn_demo.exhibits.turing.compute.table import MachineError
from rnn_demo.exhibits.turing.construction import construction
from rnn_demo.exhibits.turing.presets import QUESTIONS
from rnn_demo.exhibits.turing.stack_view import keep_pushed
from rnn_demo.exhibits.turing.training import training
from rnn_demo.exhibits.turing.view import turing_view, view_data
from rnn_demo.knobs.presets import write_link
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import picture_beside_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment
from rnn_demo.words import message


@fragment
def exhibit() -> None:
    """Question, knobs, pictures and sections; moving a knob redraws these, not the whole page."""
    hidden, name = hidden_parts("turing"), st.session_state.turing_preset
    left = controls.left_preset()
    if "question" not in hidden and not ask(QUESTIONS, left, beside=("pushed",)):
        keep_pushed()
        return

    def knobs() -> None:
        controls.widgets()
        present("turing", QUESTIONS.presented)

    def picture() -> Film | None:
        now = controls.turing_knobs()
        try:
            film = film_of(now)
        except MachineError as error:
            st.text(t(message(error)))  # quotes what was typed: never Markdown
            return None
        if film is not None:
            compared = comparison_of(now, film.network)
            turing_view("turing_view", view_data(film, compared, now.precision))
        return film

    if film := picture_beside_knobs(hidden, knobs, picture, controls.turing_knobs):
        sections.in_floats(film)
        construction(film)
    if "sections" not in hidden:
        sections.stack()
        training()
    sections.fine_print()
    write_address(write_link(QUESTIONS, name, controls.turing_knobs(), hidden))


st.title(t("A Turing machine in a network"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts("turing", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "The lecture says that recurrent networks can simulate all Turing machines. Here is "
            "how: a stack fits into one number, two stacks are a tape, and the table becomes the "
            "weights of $x \\leftarrow \\mathrm{sat}(W x + b)$. And what it costs."
        )
    )
    choose_preset(QUESTIONS)
tell_problems("turing")
exhibit()
end_presentation("turing")
