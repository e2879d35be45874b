"""Memory ruler: how far back trained networks reach, on a text of the visitor's."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.memory_ruler import choice
from rnn_demo.exhibits.memory_ruler.compute import FELT, MOST_CHARACTERS
from rnn_demo.exhibits.memory_ruler.measures import measure_generators, measure_review
from rnn_demo.exhibits.memory_ruler.view import ruler_data, ruler_view
from rnn_demo.figures.rulers import promised_and_kept, ruler
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t

st.title(t("Memory ruler"), anchor=False)
st.markdown(
    t(
        "The simulator's question, put to trained networks: what does each character of a text do "
        "to the prediction at its end? Every character is exchanged for the network's next "
        "likeliest, and everything after it is read again. Beside it the gradient, which speaks "
        "of small changes only."
    )
)
reader, text = choice.choice()
if not text.strip():
    st.info(t("There is nothing to measure yet: type a text."))
    st.stop()
words = reader == choice.CLASSIFIER
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
st.subheader(t("The gradient"), anchor=False)
show_chart(
    ruler(
        measured.places,
        [(curve.name, curve.gradient, curve.notes) for curve in measured.curves],
        y_title=t("length of the gradient"),
        x_title=x_title,
        t=t,
    ),
    key="ruler_gradient",
    alt=t("Length of the gradient by {x_title}.", x_title=x_title),
)
if all(curve.foreseen for curve in measured.curves):
    st.subheader(t("Promised and kept"), anchor=False)
    st.caption(
        t(
            "One point for each exchange: what the gradient foresees for the likeliest next "
            "character against what the exchange does. They agree for small steps, on the dotted "
            "line; another character is no small step."
        )
    )
    show_chart(
        promised_and_kept(
            [(c.name, c.foreseen, c.happened, c.notes) for c in measured.curves], t=t
        ),
        key="ruler_promised",
        alt=t("What the gradient foresees against what the exchange does, a point for each."),
    )
choice.show_link(reader, text)
