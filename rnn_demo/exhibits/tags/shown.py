"""The tags of a visitor's text, or why there are none."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from rnn_demo.exhibits.tags.compute import foreign
from rnn_demo.exhibits.tags.knobs import TagKnobs
from rnn_demo.exhibits.tags.loading import LoadedTagger, read_text
from rnn_demo.exhibits.tags.presets import QUESTIONS
from rnn_demo.exhibits.tags.view import tags_view, view_data
from rnn_demo.knobs.values import KnobError
from rnn_demo.ui.beside import keep_picture
from rnn_demo.ui.language import t
from rnn_demo.words import sentence

VIEW, SHOWN = f"{QUESTIONS.page}_view", f"{QUESTIONS.page}_shown"


def show_tags(own: TagKnobs, known: Mapping[str, LoadedTagger]) -> bool:
    """Draw the tags; whether they are those of this text and not what stood there before.

    Args:
        own: the text and its language.
        known: the taggers, by language.
    """
    try:
        tagger = _of(known, own.language)
        read, residual = read_text(tagger, own.text)
    except KnobError as error:
        if before := keep_picture(error, st.session_state.get(SHOWN)):
            tags_view(VIEW, before)
        return False
    data = view_data(read, residual, tagger.artifact.tokenizer.tags)
    st.session_state[SHOWN] = data
    if foreign(read.words, own.language):
        st.caption(
            t(
                "Most of these letters are not of this reader’s language: it has hardly ever read "
                "such words and guesses."
            )
        )
    tags_view(VIEW, data)
    return True


def _of(known: Mapping[str, LoadedTagger], language: str) -> LoadedTagger:
    if language not in known:
        raise KnobError(
            sentence("There is no tagger of this language in the folder of models; choose another.")
        )
    return known[language]
