"""Hidden Markov model: every number of a trellis, learning without labels, and what can pass."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.hidden_markov import controls
from rnn_demo.exhibits.hidden_markov.compute.models import chain_of, observed
from rnn_demo.exhibits.hidden_markov.compute.trellis import check_of, trellis_of
from rnn_demo.exhibits.hidden_markov.presets import QUESTIONS
from rnn_demo.exhibits.hidden_markov.sections import footnotes, formulas, learning, passing
from rnn_demo.exhibits.hidden_markov.view import chain_view, view_data
from rnn_demo.exhibits.hidden_markov.writing import writing
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
    """Question, knobs, trellis and sections; a change redraws these, not the whole page."""
    hidden, name = hidden_parts("hmm"), st.session_state.hmm_preset
    if "question" not in hidden and not ask(QUESTIONS, controls.left_preset()):
        return

    def knobs() -> None:
        controls.widgets()
        present("hmm", QUESTIONS.presented)

    def picture() -> None:
        now = controls.chain_knobs()
        chain = chain_of(now)
        try:
            found = trellis_of(chain.model, observed(now, chain))
        except KnobError as error:
            st.text(t(message(error)))  # may quote what was typed: never Markdown
        else:
            check = check_of(chain.model, found)
            chain_view("hmm_view", view_data(chain, found, now.shown, check))
            formulas(now.shown)

    picture_beside_knobs(hidden, knobs, picture, controls.chain_knobs)
    now = controls.chain_knobs()
    chain = chain_of(now)
    if "sections" not in hidden:
        learning(now, chain)
        passing(now, chain)
        writing(now)
        footnotes()
    # Knobs of the sections are drawn after the trellis, so that the link is written last.
    write_address(write_link(QUESTIONS, name, controls.chain_knobs(), hidden))


st.title(t("Hidden Markov model"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts("hmm", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "A chain of states that nobody sees, and a symbol from each that everybody sees: the "
            "model of sequences before recurrent networks. Everything about it can be computed "
            "exactly, and all that it remembers is which state it is in."
        )
    )
    choose_preset(QUESTIONS)
tell_problems("hmm")
exhibit()
end_presentation("hmm")
