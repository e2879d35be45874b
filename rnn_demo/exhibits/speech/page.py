"""Sounds into words: a network hears spoken digits, and CTC makes words of its chances."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.exhibits.speech import controls, sections
from rnn_demo.exhibits.speech.loading import SpeechModel, speech_model
from rnn_demo.exhibits.speech.presets import QUESTIONS
from rnn_demo.exhibits.speech.told import tell
from rnn_demo.exhibits.speech.view import speech_view
from rnn_demo.knobs.presets import write_link
from rnn_demo.knobs.values import KnobError
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import keep_picture, picture_beside_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment
from rnn_demo.words import message


@fragment
def exhibit(model: SpeechModel) -> None:
    """Question, knobs, what is heard and sections; a change redraws these, not the whole page."""
    hidden, name = hidden_parts("speech"), st.session_state.speech_preset
    if "question" not in hidden and not ask(QUESTIONS, controls.left_preset()):
        return

    def knobs() -> None:
        controls.widgets()
        with st.expander(t("More knobs")):
            controls.widgets("more")
        present("speech", QUESTIONS.presented)

    def picture() -> None:
        now = controls.now()
        try:
            found, data = controls.listened(now, model)
        except KnobError as error:
            if before := keep_picture(error, st.session_state.get("speech_shown")):
                speech_view("speech_view", before)
            return
        st.session_state.speech_shown = data
        speech_view("speech_view", data)
        tell(now, found, model.artifact)
        write_address(write_link(QUESTIONS, name, now, hidden))

    picture_beside_knobs(hidden, knobs, picture, controls.now)
    if "sections" not in hidden:
        sections.formula()
        sections.measured(model.artifact)
        sections.footnotes(model.artifact)


st.title(t("Sounds into words"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts("speech", whole=True)
try:
    model = speech_model()
except ArtifactError as error:
    st.text(t(message(error)))  # names files: never Markdown
    st.stop()
if "presets" not in hidden:
    st.markdown(
        t(
            "Many to many, asynchronous: thirty-three times a second a network that reads in both "
            "directions says how likely each digit is, or **nothing new** (the blank). Repetitions "
            "are dropped, then blanks: what is left are the words. Begin with a recording, speak "
            "into your microphone (**Your own voice**), or give it a file (**What is heard**)."
        )
    )
    choose_preset(QUESTIONS)
tell_problems("speech")
exhibit(model)
end_presentation("speech")
