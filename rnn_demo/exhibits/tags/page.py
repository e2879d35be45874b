"""A tag for each word: by what came before, and by the whole sentence."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.exhibits.tags import sections
from rnn_demo.exhibits.tags.knobs import TagKnobs
from rnn_demo.exhibits.tags.loading import LoadedTagger, taggers
from rnn_demo.exhibits.tags.presets import QUESTIONS
from rnn_demo.exhibits.tags.shown import show_tags
from rnn_demo.knobs.presets import moved, write_link
from rnn_demo.ui.address import write_address
from rnn_demo.ui.beside import picture_beside_knobs
from rnn_demo.ui.knob_widgets import draw_knobs, knobs_now
from rnn_demo.ui.language import t
from rnn_demo.ui.present import end_presentation, hidden_parts, present
from rnn_demo.ui.questions import ask, choose_preset, open_with, tell_problems
from rnn_demo.ui.run_costs import fragment
from rnn_demo.words import message

PAGE = QUESTIONS.page


def now() -> TagKnobs:
    """The values of the widgets."""
    return knobs_now(PAGE, TagKnobs)


@fragment
def exhibit(known: Mapping[str, LoadedTagger]) -> None:
    """Question, text, tags and sections; a change redraws these, not the whole page."""
    hidden, name = hidden_parts(PAGE), st.session_state[f"{PAGE}_preset"]
    if "question" not in hidden and not ask(QUESTIONS, moved(now(), QUESTIONS.presets[name].knobs)):
        return

    def knobs() -> None:
        draw_knobs(PAGE, TagKnobs)
        present(PAGE, QUESTIONS.presented)

    def picture() -> None:
        own = now()
        if show_tags(own, known):
            write_address(write_link(QUESTIONS, name, own, hidden))

    picture_beside_knobs(hidden, knobs, picture, now)
    if "sections" not in hidden:
        sections.formula()
        sections.measured(known)
        sections.limits(known)


st.title(t("A tag for each word"), anchor=False)
open_with(QUESTIONS)
hidden = hidden_parts(PAGE, whole=True)
if "presets" not in hidden:
    st.markdown(
        t(
            "Many to many, as it comes: an LSTM gives each word its part of speech, knowing only "
            "what came before (it is *causal*). Another one also reads backwards and knows how the "
            "sentence goes on. A frame marks the words for which that changes the tag. Type a "
            "sentence, and click a word to see how sure both are."
        )
    )
    choose_preset(QUESTIONS)
tell_problems(PAGE)
try:
    exhibit(taggers())
except ArtifactError as error:
    st.error(t("The taggers cannot be read, so nothing can be tagged."))
    st.text(t(message(error)))  # names files: never Markdown
end_presentation(PAGE)
