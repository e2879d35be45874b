"""Memory ruler: how far back trained networks reach on a visitor's own text."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.memory_ruler.compute import FELT, MOST_CHARACTERS
from rnn_demo.exhibits.memory_ruler.controls import chosen
from rnn_demo.exhibits.memory_ruler.knobs import CLASSIFIER, unfit, write_link
from rnn_demo.exhibits.memory_ruler.measures import measure_generators, measure_review
from rnn_demo.exhibits.memory_ruler.pictures import gradients
from rnn_demo.exhibits.memory_ruler.view import ruler_data, ruler_view
from rnn_demo.figures.rulers import ruler
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.ui.linked_knobs import show_link

st.title(t("Memory ruler"), anchor=False)
st.markdown(
    t(
        "The simulator's question, put to trained networks: what does each character of a text do "
        "to the prediction at its end? Every character is exchanged for the network's next "
        "likeliest, and everything after it is read again. Beside it the gradient, which speaks "
        "of small changes only."
    )
)
knobs = chosen()
reader, text = knobs.reader, knobs.text
if not text.strip():
    st.info(t("There is nothing to measure yet: type a text."))
    st.stop()
words = reader == CLASSIFIER
if words:
    measured = measure_review(text)
    x_title, y_title = t("word of the text"), t("change of the logit if left out")
else:
    if len(text) > MOST_CHARACTERS:
        st.caption(
            t(
                "The last {most} of {count:,} characters are measured.",
                most=MOST_CHARACTERS,
                count=len(text),
            )
        )
    measured = measure_generators(reader, text)
    x_title, y_title = t("character of the text"), t("bits that the prediction moves by")
for problem in measured.problems:
    st.text(problem)  # may quote a text or a file: never Markdown
if not measured.curves:
    st.stop()
for sentence in measured.sentences:
    st.text(sentence)
ruler_view("ruler_view", ruler_data(measured, words=words))
show_chart(
    ruler(
        measured.places,
        [(curve.name, curve.felt, curve.notes) for curve in measured.curves],
        y_title=y_title,
        x_title=x_title,
        felt=None if words else FELT,
        t=t,
    ),
    key="ruler_felt",
    alt=t(
        "{y_title} by {x_title}. {sentences}",
        y_title=y_title,
        x_title=x_title,
        sentences=" ".join(measured.sentences),
    ),
)
gradients(measured, x_title)
show_link(write_link(knobs), unfit(knobs))
