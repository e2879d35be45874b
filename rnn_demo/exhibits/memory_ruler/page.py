"""Memory ruler: how far back trained networks reach, on a text of the visitor's."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.memory_ruler import choice
from rnn_demo.exhibits.memory_ruler.compute import FELT, MOST_CHARACTERS
from rnn_demo.exhibits.memory_ruler.measures import measure_generators, measure_review
from rnn_demo.exhibits.memory_ruler.view import ruler_data, ruler_view
from rnn_demo.figures.rulers import promised_and_kept, ruler
from rnn_demo.ui.charts import show_chart

st.title("Memory ruler", anchor=False)
st.markdown(
    "The simulator's question, put to trained networks: what does each character of a text do to "
    "the prediction at its end? Every character is exchanged for the network's next likeliest, and "
    "everything after it is read again. Beside it the gradient, which speaks of small changes only."
)
reader, text = choice.choice()
if not text.strip():
    st.info("There is nothing to measure yet: type a text.")
    st.stop()
if reader == choice.CLASSIFIER:
    measured = measure_review(text)
    what, y_title = "word", "change of the logit if left out"
else:
    if len(text) > MOST_CHARACTERS:
        st.caption(f"The last {MOST_CHARACTERS} of {len(text):,} characters are measured.")
    measured = measure_generators(reader, text)
    what, y_title = "character", "bits that the prediction moves by"
for problem in measured.problems:
    st.text(problem)  # may quote a text or a file: never Markdown
if not measured.curves:
    st.stop()
for sentence in measured.sentences:
    st.text(sentence)
ruler_view("ruler_view", ruler_data(measured, words=what == "word"))
show_chart(
    ruler(
        measured.places,
        [(curve.name, curve.felt, curve.notes) for curve in measured.curves],
        y_title=y_title,
        x_title=f"{what} of the text",
        felt=FELT if what == "character" else None,
    ),
    key="ruler_felt",
    alt=f"{y_title} by {what} of the text. {' '.join(measured.sentences)}",
)
st.subheader("The gradient", anchor=False)
show_chart(
    ruler(
        measured.places,
        [(curve.name, curve.gradient, curve.notes) for curve in measured.curves],
        y_title="length of the gradient",
        x_title=f"{what} of the text",
    ),
    key="ruler_gradient",
    alt=f"Length of the gradient by {what} of the text.",
)
if all(curve.foreseen for curve in measured.curves):
    st.subheader("Promised and kept", anchor=False)
    st.caption(
        "One point for each exchange: what the gradient foresees for the likeliest next character "
        "against what the exchange does. They agree for small steps, on the dotted line; another "
        "character is no small step."
    )
    show_chart(
        promised_and_kept(
            [(c.name, c.foreseen, c.happened, c.notes) for c in measured.curves],
        ),
        key="ruler_promised",
        alt="What the gradient foresees against what the exchange does, a point for each.",
    )
choice.show_link(reader, text)
