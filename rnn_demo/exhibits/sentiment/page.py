"""Sentiment: an LSTM reads a review word by word and says which of them made up its mind."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts.error import ArtifactError
from rnn_demo.exhibits.sentiment.controls import choose_review, choose_tool, review_knobs
from rnn_demo.exhibits.sentiment.knobs import unfit, write_link
from rnn_demo.exhibits.sentiment.tools import TOOLS
from rnn_demo.ui.language import t
from rnn_demo.ui.linked_knobs import show_link
from rnn_demo.widgets.read_review.loading import load_judges
from rnn_demo.widgets.read_review.presets import LECTURE
from rnn_demo.widgets.read_review.reading import read_kept, show_review
from rnn_demo.words import message

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

text = choose_review()
if text:
    title = t("Your review")
    if reading := read_kept(judges, text):
        show_review(judges, reading, "review", title)
else:
    for column, (name, review) in zip(st.columns(2, gap="medium"), LECTURE.items(), strict=True):
        with column:
            title = t(name)
            st.subheader(title, anchor=False)
            key = f"lecture-{len(name)}"
            if reading := read_kept(judges, review, f"{key}_reading"):
                show_review(judges, reading, key, title)

closer = t("Look closer at your review") if text else t("Look closer at {title}", title=title)
tool = choose_tool(closer)
knobs = review_knobs(text)
show_link(write_link(knobs), unfit(knobs))
if reading:
    TOOLS[tool](judges, reading)
