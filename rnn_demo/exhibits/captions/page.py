"""A picture gets words: an encoder, an LSTM with attention, and a beam of names."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.exhibits.captions import controls
from rnn_demo.exhibits.captions.loading import LoadedCaptioner, load_captioner
from rnn_demo.exhibits.captions.named import show_name
from rnn_demo.exhibits.captions.notes import figures, limits
from rnn_demo.exhibits.captions.presets import QUESTIONS
from rnn_demo.exhibits.captions.style_section import whose_hand
from rnn_demo.knobs.presets import moved, write_link
from rnn_demo.pictures.opening import Pixels
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import picture_beside_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment
from rnn_demo.words import message


@fragment
def exhibit(loaded: LoadedCaptioner) -> None:
    """Question, picture, words and sections; a change redraws these, not the whole page."""
    hidden, name = hidden_parts("captions"), st.session_state.captions_preset
    left = moved(controls.knobs_shown(), QUESTIONS.presets[name].knobs)
    if "question" not in hidden and not ask(QUESTIONS, left):
        return

    def knobs() -> None:
        controls.widgets()
        present("captions", QUESTIONS.presented)

    def picture() -> Pixels | None:
        now = controls.knobs_shown()
        pixels = controls.picture_of(now, loaded.captioner.side)
        write_address(write_link(QUESTIONS, name, now, hidden))
        if pixels is not None:
            show_name(now, pixels, loaded)
        return pixels

    pixels = picture_beside_knobs(hidden, knobs, picture, controls.knobs_shown)
    if "sections" not in hidden:
        whose_hand(pixels)
        figures(loaded)
        limits(loaded)


st.title(t("A picture gets words"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts("captions", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "One to many: a convolutional encoder makes a grid of a picture, and an LSTM writes "
            "its name, looking at the grid before each word. Bright is where it looked. Click any "
            "other word, and the rest is written again."
        )
    )
    choose_preset(QUESTIONS)
tell_problems("captions")
try:
    exhibit(load_captioner())
except ArtifactError as error:
    st.error(t("The captioner cannot be read, so nothing can be named."))
    st.text(t(message(error)))  # names files: never Markdown
end_presentation("captions")
