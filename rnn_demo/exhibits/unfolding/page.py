"""Backpropagation through time: a net unfolded, forward and then backward, with its numbers."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.unfolding import knobs, view
from rnn_demo.exhibits.unfolding.compute import UnfoldingError, unfold
from rnn_demo.exhibits.unfolding.knobs import PRESETS
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import knobs_and_picture
from rnn_demo.ui.present import end_presentation, present
from rnn_demo.ui.questions import ask, choose_preset, tell_problems


@st.fragment
def exhibit() -> None:
    """Question, knobs, picture and sections: a moved knob draws these again, not the page."""
    hidden, name = st.session_state.unfolding_hidden, st.session_state.unfolding_preset
    if "question" not in hidden and not ask(
        "unfolding", PRESETS, knobs.left_preset(), knobs.take_preset
    ):
        return
    if "knobs" in hidden:
        right = st.container()
    else:
        left, right = knobs_and_picture()
        with left:
            knobs.main_knobs()
            with st.expander("More knobs"):
                knobs.more_knobs()
            present("unfolding", knobs.PRESENTED)
    with right:
        try:
            found = unfold(knobs.knobs_now())
        except UnfoldingError as error:
            st.text(str(error))
            return
        data = view.view_data(found, PRESETS[name].shown)
        view.unfolding_view("unfolding_view", data)
        st.caption(
            "Weights and inputs are rounded to hundredths, so that each number can be had again "
            "by hand. Bars: ∂⁺E/∂w, the same weight's part at each step; Σ is what training uses."
        )
        if "sections" not in hidden:
            view.sharing()
            view.linear(found)
            view.ahead(found)
    write_address(knobs.write_link(name, knobs.knobs_now(), hidden))


st.title("Unfolded in time", anchor=False)
knobs.set_up()
hidden = st.session_state.unfolding_hidden
if "presets" not in hidden:
    st.markdown(
        "A recurrent net is one net used again and again. Copied for each step it has no loop, "
        "and backpropagation goes through it like through any other: that is backpropagation "
        "through time, BPTT. This one is small enough to show all its numbers."
    )
    choose_preset("unfolding", PRESETS, knobs.take_preset)
tell_problems("unfolding")
exhibit()
end_presentation("unfolding")
