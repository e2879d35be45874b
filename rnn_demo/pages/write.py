"""An LSTM and a GRU write text, character by character."""

from __future__ import annotations

import time

import streamlit as st

from rnn_demo.exhibits.divergence import first_difference
from rnn_demo.exhibits.next_character import visible
from rnn_demo.ui import controls, desk
from rnn_demo.ui.chances import next_character_chart
from rnn_demo.ui.columns import text_column

TICK = 0.08  # seconds between two looks at a text that is being written

desk.set_up()
st.header("Two networks write", anchor=False)
controls.prompt_and_buttons()
for problem in st.session_state.problems:
    st.text(problem)  # may quote what a visitor typed: never Markdown

desk.lay_first_texts()
shown = desk.texts()
drafts = [draft for _, _, draft, _ in shown if draft]
parting = None
if len(drafts) == 2 and drafts[0].prompt == drafts[1].prompt:
    same_luck = drafts[0].writing.request.seed == drafts[1].writing.request.seed
    parting = first_difference(drafts[0].text, drafts[1].text) if same_luck else None

for column, (name, loaded, draft, problem) in zip(
    st.columns(len(shown), gap="medium"), shown, strict=True
):
    with column:
        if problem:
            st.text(problem)
        if loaded and draft:
            text_column(name, loaded, draft, parting.position if parting else None)

st.toggle("Colour by surprise", True, key="colour", persist_state="session")
st.caption(
    "The stronger the colour, the less the network itself expected the character: white is under "
    "1 bit (more likely than a coin's head), the strongest above 6.5 bits (less than 1 in 90)."
)
if parting:
    st.text(
        f"Same noise: the texts agree for {parting.position:,} characters; then the first writes "
        f"{visible(parting.left)!r} and the second {visible(parting.right)!r}."
    )

with st.expander("Knobs, and what they do to the next character", key="knobs", on_change="rerun") as knobs:
    # Charts are only drawn where they are seen: this page is drawn anew ten times a second.
    if knobs.open:
        for column, (name, loaded, _, _) in zip(
            st.columns(len(shown), gap="medium"), shown, strict=True
        ):
            if loaded:
                with column:
                    next_character_chart(name, loaded, desk.settings())
    left, right = st.columns(2, gap="medium")
    with left:
        controls.narrowing()
    with right:
        controls.length_and_noise()

if desk.running():
    time.sleep(TICK)
    st.rerun()
