"""Sentiment: an LSTM reads a review word by word and says which of them made up its mind."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.exhibits.sentiment import choice
from rnn_demo.exhibits.sentiment.tools import TOOLS
from rnn_demo.ui.language import t
from rnn_demo.widgets.read_review.loading import load_judges
from rnn_demo.widgets.read_review.presets import LECTURE
from rnn_demo.widgets.read_review.reading import read_kept, show_review
from rnn_demo.words import message

FIRST_TOOL = next(iter(TOOLS))

st.title(t("Sentiment"), anchor=False)
st.markdown(
    t(
        "An LSTM reads a film review from left to right, one word after another, and after each "
        "says how likely it is that the review is positive. Colour shows what each word changed: "
        ":green[towards positive], :red[towards negative]."
    )
)
try:
    judges = load_judges()
except ArtifactError as error:
    st.error(t("The classifier cannot be read, so nothing can be judged."))
    st.text(t(message(error)))
    st.stop()

choice.set_up(TOOLS)
text = choice.choice()
if text:
    title = t("Your review")
    reading = read_kept(judges, text)
    show_review(judges, reading, "review", title)
else:
    for column, (title, review) in zip(st.columns(2, gap="medium"), LECTURE.items(), strict=True):
        with column:
            st.subheader(title, anchor=False)
            reading = read_kept(judges, review)
            show_review(judges, reading, f"lecture-{len(title)}", title)

tool = st.segmented_control(
    t("Look closer at your review") if text else t("Look closer at {title}", title=title),
    list(TOOLS),
    format_func=t,
    key="review_tool",
    default=st.session_state.opening_tool,
    required=True,
)
choice.show_link(text, tool, FIRST_TOOL)
if tool:
    TOOLS[tool](judges, reading)
