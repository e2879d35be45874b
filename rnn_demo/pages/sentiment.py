"""Sentiment: an LSTM reads a review word by word and says which of them made up its mind."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts import ArtifactError
from rnn_demo.ui.review_presets import LECTURE, PRESETS
from rnn_demo.ui.review_reading import read_kept, show_review
from rnn_demo.ui.review_tools import TOOLS
from rnn_demo.ui.sentiment_loading import load_judges

BOTH = "The lecture's two reviews"
CHOICES = {BOTH: "", **LECTURE, **PRESETS}


def take_preset() -> None:
    """Put the chosen review into the box."""
    if st.session_state.review_preset:
        st.session_state.review_text = CHOICES[st.session_state.review_preset]


def leave_preset() -> None:
    """What is typed is no preset; the same one can then be chosen again."""
    st.session_state.review_preset = None


st.title("Sentiment", anchor=False)
st.markdown(
    "An LSTM reads a film review from left to right, one word after another, and after each says "
    "how likely it is that the review is positive. Colour shows what each word changed: "
    ":green[towards positive], :red[towards negative]."
)
try:
    judges = load_judges()
except ArtifactError as error:
    st.error("The classifier cannot be read, so nothing can be judged.")
    st.text(str(error))
    st.stop()

if "review_text" not in st.session_state:
    st.session_state.review_preset, st.session_state.review_text = BOTH, ""
st.pills(
    "Reviews worth arguing about",
    list(CHOICES),
    default=st.session_state.review_preset,
    key="review_preset",
    on_change=take_preset,
    persist_state="session",
)
typed = st.text_area(
    "Or your own",
    st.session_state.review_text,
    height=120,
    key="review_text",
    on_change=leave_preset,
    placeholder="Paste or type a review of a film, in English.",
    persist_state="session",
)
st.button("Read it", key="review_button", type="primary")

if typed.strip():
    reading = read_kept(judges, typed)
    show_review(judges, reading, "review", "Your review")
else:
    for column, (title, text) in zip(st.columns(2, gap="medium"), LECTURE.items(), strict=True):
        with column:
            st.subheader(title, anchor=False)
            reading = read_kept(judges, text)
            show_review(judges, reading, f"lecture-{len(title)}", title)

tool = st.segmented_control(
    "Look closer", list(TOOLS), key="review_tool", default=next(iter(TOOLS)), required=True
)
if tool:
    TOOLS[tool](judges, reading)
