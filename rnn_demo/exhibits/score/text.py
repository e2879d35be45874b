"""The text to score: that of the box, or an uploaded file."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnn_demo.exhibits.score.compute.scores import MAX_CHARACTERS, ScoreError, start_of_file
from rnn_demo.ui.language import t
from rnn_demo.words import message


def text_to_score(typed: str, place: DeltaGenerator) -> str:
    """The text of the box or of a file, cut to its bound; without a text the page ends here.

    The file is nobody's but this function's: what a page's script names stays in memory until
    Python looks for rings of references.

    Args:
        typed: the text of the box.
        place: where a file may be given; it takes precedence over the box.
    """
    uploaded = place.file_uploader(t("A text file in UTF-8"), type="txt", key="score_file")
    text, whole = typed[:MAX_CHARACTERS], len(typed) <= MAX_CHARACTERS
    if uploaded:
        try:
            text, whole = start_of_file(uploaded.getvalue())
        except ScoreError as error:
            st.error(t(message(error)))
            st.stop()
        if text.strip():
            st.info(t("The uploaded file is scored; take it away to score the box again."))
        else:
            st.info(
                t("The uploaded file is empty: take it away to score the box, or choose another.")
            )
            st.stop()
    if not text.strip():
        st.info(
            t("There is nothing to score yet: type or paste a text, or choose one of the lines.")
        )
        st.stop()
    if not whole:
        st.warning(
            t(
                "The text is longer than {most:,} characters: its start is scored.",
                most=MAX_CHARACTERS,
            )
        )
    return text
