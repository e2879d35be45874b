"""The text to score: that of the box, or an uploaded file."""

from __future__ import annotations

from io import BytesIO

import streamlit as st

from rnn_demo.exhibits.score.compute.scores import MAX_CHARACTERS, ScoreError, start_of_file
from rnn_demo.ui.language import t
from rnn_demo.words import message


def text_to_score(typed: str, uploaded: BytesIO | None) -> str:
    """The text of the box or of the file, cut to its bound; without a text the page ends here.

    Args:
        typed: the text of the box.
        uploaded: a file, None for none; it takes precedence over the box.
    """
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
