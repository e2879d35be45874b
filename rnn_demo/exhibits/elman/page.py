"""Jordan and Elman: the same net, fed back its output or its hidden layer."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.elman import controls, sections
from rnn_demo.exhibits.elman.answers import trained
from rnn_demo.exhibits.elman.compute.film import watch
from rnn_demo.exhibits.elman.fine_print import fine_print
from rnn_demo.exhibits.elman.letters_section import words
from rnn_demo.exhibits.elman.presets import QUESTIONS
from rnn_demo.exhibits.elman.view import elman_view, view_data
from rnn_demo.knobs.presets import write_link
from rnn_demo.knobs.values import quoted
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import knobs_and_picture
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment


@fragment
def exhibit() -> None:
    """Question, knobs, picture and sections; moving a knob redraws these, not the whole page."""
    hidden, name = hidden_parts("elman"), st.session_state.elman_preset
    left = controls.left_preset()
    if "question" not in hidden and not ask(QUESTIONS, left, controls.take, beside=("text",)):
        return
    if "knobs" in hidden:
        right = st.container()
    else:
        beside, right = knobs_and_picture()
        with beside:
            controls.widgets()
            present("elman", QUESTIONS.presented)
    with right:
        now = controls.elman_knobs()
        if now.heard and now.not_heard:
            st.text(t("Only 0s and 1s are heard, not {others}.", others=quoted(now.not_heard)))
        if now.not_heard and not now.heard:
            st.text(t("There is no bit in {typed}: type some 0s and 1s.", typed=quoted(now.bits)))
        elif not now.heard:
            st.text(t("There are no bits to hear: type some 0s and 1s."))
        elif found := trained(now):
            film = watch(now.heard, now.lag, *found, now.through_time)
            elman_view("elman_view", view_data(film, *found))
            sections.weights(film)
            if "sections" not in hidden:
                sections.proof(film)
                sections.seeds(*found)
        if "sections" not in hidden:
            sections.xor()
            words()
        fine_print()
    write_address(write_link(QUESTIONS, name, controls.elman_knobs(), hidden))


st.title(t("Jordan and Elman"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts("elman", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "Two ways to give a net a memory: Jordan (1986) feeds its *output* back, Elman (1990) "
            "its *hidden layer*. All else is the same, $h_t = \\tanh(U x_t + W f_t + b)$; what "
            "$f_t$ is decides what can be remembered."
        )
    )
    choose_preset(QUESTIONS, controls.take)
tell_problems("elman")
exhibit()
end_presentation("elman")
