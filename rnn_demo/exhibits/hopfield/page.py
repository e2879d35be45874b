"""Hopfield network: draw, spoil, recall, and see in which minimum of the energy it ends."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.hopfield import controls
from rnn_demo.exhibits.hopfield.knobs import HopfieldKnobs
from rnn_demo.exhibits.hopfield.network import Net, assembled, no_such_pattern
from rnn_demo.exhibits.hopfield.presets import QUESTIONS
from rnn_demo.exhibits.hopfield.sections import all_minima, capacity, footnotes, formula
from rnn_demo.exhibits.hopfield.view import hopfield_view, view_data
from rnn_demo.knobs.presets import write_link
from rnn_demo.knobs.values import KnobError
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import keep_picture, picture_beside_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment


@fragment
def exhibit() -> None:
    """Question, knobs, picture and sections; a change redraws these, not the whole page."""
    state = st.session_state
    hidden, name = hidden_parts("hopfield"), state.hopfield_preset
    if "question" not in hidden and not ask(QUESTIONS, controls.left_preset(), controls.take):
        return

    def knobs() -> None:
        controls.widgets()
        with st.expander(t("More knobs")):
            controls.widgets("more")
        present("hopfield", QUESTIONS.presented)

    def picture() -> tuple[HopfieldKnobs, Net] | None:
        try:
            now = controls.net_knobs()
            net = assembled(now)
        except KnobError as error:
            shown = keep_picture(error, state.get("hopfield_shown"))
            if shown is None:
                return None
            now, net = shown, assembled(shown)
        state.hopfield_shown = now
        data = view_data(now, net, state.hopfield_opened, state.hopfield_said)
        hopfield_view("hopfield_view", data, controls.take_change)
        for notice in (state.hopfield_notice, no_such_pattern(now, net)):
            if notice:
                st.info(t(notice))
        formula(now, net)
        write_address(write_link(QUESTIONS, name, now, hidden))
        return now, net

    drawn = picture_beside_knobs(hidden, knobs, picture, controls.net_knobs)
    if drawn and "sections" not in hidden:
        all_minima(*drawn)
        capacity()
        footnotes()


st.title(t("Hopfield network"), anchor=False)
open_with(QUESTIONS, controls.take)
hidden = hidden_parts("hopfield", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "A memory that is addressed by its content: every pixel is a unit, every unit is wired "
            "to every other, and what is stored lies in the weights. Show it a spoiled picture, "
            "and it falls into a nearby state of low energy. Draw one yourself."
        )
    )
    choose_preset(QUESTIONS, controls.take)
tell_problems("hopfield")
exhibit()
end_presentation("hopfield")
