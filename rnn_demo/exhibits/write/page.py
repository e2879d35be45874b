"""An LSTM and a GRU write text, character by character."""

from __future__ import annotations

import time

import streamlit as st

from rnn_demo.exhibits.write import controls, session
from rnn_demo.exhibits.write.chances import next_character_chart
from rnn_demo.exhibits.write.columns import parting_of, parting_sentence, text_column
from rnn_demo.ui.language import t
from rnn_demo.widgets.written_text.redraw import draw_again

TICK = 0.08  # seconds between two looks at a text that is being written

began = time.monotonic()
session.set_up()
st.title(session.title(), anchor=False)
session.write_first_texts()  # first, so that Stop is drawn as it must be
# A short text may end while this page is being drawn: Stop must then be drawn once more.
ran = controls.prompt_and_buttons()
# A separate container for whatever comes and goes, so that nothing below it moves.
notices = st.container(gap=None)
# Asked before anything is read from the texts, so that a text that ends meanwhile is drawn once
# more.
ran |= session.running()
unlinked = session.show_link()
for problem in filter(None, [*st.session_state.problems, unlinked]):
    notices.text(t(problem))  # may quote what a visitor typed: never Markdown

shown = session.texts()
running = by_itself = False
parting = parting_of(shown)
for column, text in zip(st.columns(len(shown), gap="medium"), shown, strict=True):
    with column:
        if text.problem:
            st.text(t(text.problem))
        if text.loaded and text.draft:
            more, comes = text_column(text.name, text.loaded, text.draft, parting)
            running, by_itself = running or more, by_itself or comes

with st.container(gap=None):
    if parting:
        st.text(parting_sentence(parting, shown))

controls.looks()
with st.expander(
    t("Knobs, and what they do to the next character"), key="knobs", on_change="rerun"
) as knobs:
    # Drawn only if it is visible: a hidden one would be drawn with every click on the page.
    if knobs.open:
        controls.when_they_count(shown)
        left, right = st.columns(2, gap="large")
        with left:
            controls.narrowing()
            controls.length_and_noise()
        with right:
            for text in shown:
                if text.loaded:
                    next_character_chart(text.name, text.loaded, session.settings())

# Texts that reach the browser through the tab's socket ask for the page when they end.
if (running or ran) and not by_itself:
    time.sleep(max(0.02, TICK - (time.monotonic() - began)))
    draw_again()
