"""Tunes: a dance, a meter and a key go in, a melody comes out, engraved and heard."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.tunes import controls
from rnn_demo.exhibits.tunes.presets import QUESTIONS
from rnn_demo.exhibits.tunes.sections import about, figures, files, told_of
from rnn_demo.exhibits.tunes.view import tune_view, view_data
from rnn_demo.exhibits.tunes.written import LoadedTunes, loaded_or_told, shown_tune
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
def exhibit(loaded: LoadedTunes) -> None:
    """Question, knobs and score; a change redraws these, not the whole page."""
    hidden, name = hidden_parts("tunes"), st.session_state.tunes_preset
    if "question" not in hidden and not ask(QUESTIONS, controls.left_preset()):
        return

    def knobs() -> None:
        controls.widgets()
        present("tunes", QUESTIONS.presented)

    def picture() -> None:
        now = controls.tune_knobs()
        try:
            shown = shown_tune(loaded, now)
        except KnobError as error:
            st.text(t(message(error)))  # may quote what was typed: never Markdown
            return
        if shown is None:
            return  # stopped
        found = shown.found
        tune_view(
            "tunes_view", view_data(shown, now.tempo), lambda to: controls.take(to, found, now)
        )
        told_of(shown, loaded)
        files(shown, now)

    picture_beside_knobs(hidden, knobs, picture, controls.tune_knobs)
    write_address(write_link(QUESTIONS, name, controls.tune_knobs(), hidden))


st.title(t("Tunes"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts("tunes", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "Choose a dance, a meter and a key: an LSTM writes a tune, note by note, as dance "
            "tunes of two centuries have taught it. Hear it, click a note, and go on from there."
        )
    )
    choose_preset(QUESTIONS)
tell_problems("tunes")
loaded = loaded_or_told()
if loaded:
    exhibit(loaded)
    if "sections" not in hidden:
        figures(loaded)
        about(loaded)
end_presentation("tunes")
