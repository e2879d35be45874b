"""The next pixel: half a digit is completed, eight times, with a coin for each pixel."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.pixels import PixelArtifact
from rnn_demo.exhibits.next_pixel import controls
from rnn_demo.exhibits.next_pixel.film.section import film_section
from rnn_demo.exhibits.next_pixel.presets import QUESTIONS
from rnn_demo.exhibits.next_pixel.sections import formula, measured
from rnn_demo.exhibits.next_pixel.shipped import shipped_network
from rnn_demo.exhibits.next_pixel.view import pixel_view, view_data
from rnn_demo.knobs.presets import write_link
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import picture_beside_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment


@fragment
def exhibit(network: PixelArtifact) -> None:
    """Question, knobs and pictures; a change redraws these, not the whole page."""
    state = st.session_state
    hidden, name = hidden_parts("next_pixel"), state.next_pixel_preset
    if "question" not in hidden and not ask(QUESTIONS, controls.left_preset(), controls.take):
        return

    def knobs() -> None:
        controls.widgets()
        present("next_pixel", QUESTIONS.presented)

    def picture() -> None:
        now = controls.pixel_knobs()
        data = view_data(now, network.metrics, state.next_pixel_opened, state.next_pixel_said)
        pixel_view("next_pixel_view", data, controls.take_change)
        write_address(write_link(QUESTIONS, name, now, hidden))

    picture_beside_knobs(hidden, knobs, picture, controls.pixel_knobs)
    if "sections" not in hidden:
        st.subheader(t("The next frame"), anchor=False)
        controls.film_widgets()
        film_section(controls.pixel_knobs())


st.title(t("The next pixel"), anchor=False)
open_with(QUESTIONS, controls.take)
hidden = hidden_parts("next_pixel", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "A picture is a sequence, too. Two LSTMs read the rows above and the pixels to the "
            "left, say how likely ink is, and a coin is tossed. **Draw half a digit**, and they "
            "complete it, eight times; click a picture to enlarge it and flip one of its pixels, "
            "and what follows is redrawn."
        )
    )
    choose_preset(QUESTIONS, controls.take)
tell_problems("next_pixel")
if network := shipped_network():
    exhibit(network)
    if "sections" not in hidden:
        formula(network)
        measured(network)
end_presentation("next_pixel")
