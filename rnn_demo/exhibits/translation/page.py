"""Translation: an encoder in both directions, a decoder with attention, greedy and by a beam."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.exhibits.translation import controls
from rnn_demo.exhibits.translation.loading import LoadedTranslators, load_translators
from rnn_demo.exhibits.translation.notes import about, figures
from rnn_demo.exhibits.translation.presets import QUESTIONS
from rnn_demo.exhibits.translation.translated import direction_of, show_translation
from rnn_demo.knobs.presets import moved, write_link
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import picture_beside_knobs
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment
from rnn_demo.words import message


@fragment
def exhibit(loaded: LoadedTranslators) -> None:
    """Question, sentence, translations and sections; a change redraws these, not the whole page."""
    hidden, name = hidden_parts("translation"), st.session_state.translation_preset
    left = moved(controls.knobs_shown(), QUESTIONS.presets[name].knobs)
    if "question" not in hidden and not ask(QUESTIONS, left):
        return
    if "knobs" not in hidden:
        controls.sentence_widgets(loaded.main.directions)

    def knobs() -> None:
        controls.widgets()
        present("translation", QUESTIONS.presented)

    def picture() -> None:
        now = controls.knobs_shown()
        write_address(write_link(QUESTIONS, name, now, hidden))
        show_translation(now, loaded)

    picture_beside_knobs(hidden, knobs, picture, controls.knobs_shown)
    if "sections" not in hidden:
        direction = direction_of(controls.knobs_shown(), loaded)
        figures(loaded, direction)
        about(loaded)


st.title(t("Translation"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts("translation", whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "Many to many, once all has been read: an encoder reads a sentence in both directions, "
            "and a decoder writes its translation piece by piece, looking back before each. Type "
            "a sentence, and click a word of the translation to see at which words it looked."
        )
    )
    choose_preset(QUESTIONS)
tell_problems("translation")
try:
    exhibit(load_translators())
except ArtifactError as error:
    st.error(t("The translator cannot be read, so nothing can be translated."))
    st.text(t(message(error)))  # names files: never Markdown
end_presentation("translation")
