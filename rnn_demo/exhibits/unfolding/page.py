"""Backpropagation through time: a net unfolded, forward and then backward, with its numbers."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.unfolding import view
from rnn_demo.exhibits.unfolding.compute import unfold
from rnn_demo.exhibits.unfolding.knobs import UnfoldingKnobs
from rnn_demo.exhibits.unfolding.presets import ENTRIES, QUESTIONS
from rnn_demo.knobs.presets import moved, write_link
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import picture_beside_knobs
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment


@fragment
def exhibit() -> None:
    """Question, knobs, picture and sections; moving a knob redraws these, not the whole page."""
    hidden, name = hidden_parts("unfolding"), st.session_state.unfolding_preset
    left = moved(knobs_now("unfolding", UnfoldingKnobs), QUESTIONS.presets[name].knobs)
    if "question" not in hidden and not ask(QUESTIONS, left):
        return

    def knobs() -> None:
        draw_knobs("unfolding", UnfoldingKnobs)
        with st.expander(t("More knobs")):
            draw_knobs("unfolding", UnfoldingKnobs, "more")
        present("unfolding", QUESTIONS.presented)

    def picture() -> None:
        found = unfold(knobs_now("unfolding", UnfoldingKnobs))
        data = view.view_data(found, ENTRIES[name])
        view.unfolding_view("unfolding_view", data)
        st.caption(
            t(
                "Weights and inputs are rounded to hundredths, so that each number can be had "
                "again by hand. Bars: ∂⁺E/∂w, the same weight's part at each step; Σ is what "
                "training uses."
            )
        )
        if "sections" not in hidden:
            view.sharing()
            view.linear(found)
            view.ahead(found)
        now = knobs_now("unfolding", UnfoldingKnobs)  # with the w of a section
        write_address(write_link(QUESTIONS, name, now, hidden))

    picture_beside_knobs(hidden, knobs, picture, lambda: knobs_now("unfolding", UnfoldingKnobs))


st.title(t("Unfolded in time"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts("unfolding", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "A recurrent net is one net used again and again. Copied for each step it has no loop, "
            "and backpropagation goes through it like through any other: that is backpropagation "
            "through time, BPTT. This one is small enough to show all its numbers."
        )
    )
    choose_preset(QUESTIONS)
tell_problems("unfolding")
exhibit()
end_presentation("unfolding")
