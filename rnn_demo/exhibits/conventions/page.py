"""Conventions: one set of weights under the rules of several papers and libraries."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.conventions.compute import compare
from rnn_demo.exhibits.conventions.controls import chosen
from rnn_demo.exhibits.conventions.formulas import formula, rules
from rnn_demo.exhibits.conventions.knobs import write_link
from rnn_demo.exhibits.conventions.verdict import QUESTIONS, SOURCES, show_verdict
from rnn_demo.figures.differences import differences
from rnn_demo.ui.beside import knobs_and_picture
from rnn_demo.ui.charts import show_chart
from rnn_demo.ui.language import t
from rnn_demo.ui.linked_knobs import show_link

st.title(t("Conventions"), anchor=False)
st.markdown(
    t(
        "Papers and libraries mean different things by *GRU* and *LSTM*. The same weights and the "
        "same input run through two of them here: the numbers read as they are, and converted "
        "where an exact map exists."
    )
)
knobs, picture = knobs_and_picture()
with knobs:
    now = chosen()
with picture:
    question = QUESTIONS.get((now.family, now.source, now.target, now.fitting))
    if question:
        st.markdown(f"**{t(question[0])}** {t(question[1])}")
    found = compare(now)
    show_verdict(found)
    curves = {t("read as they are"): found.read.tolist()}
    if found.converted is not None:
        curves[t("converted")] = found.converted.tolist()
    show_chart(
        differences(curves, y_title=t("max |Δh|"), t=t),
        key="convention_differences",
        alt=t("Largest difference of h between the two runs, step by step."),
    )
    if found.drifts:
        st.caption(
            t(
                "The map is exact at every step, yet the two runs part: in this network small "
                "differences grow, and float64 rounds differently in each. A smaller gain tames it."
            )
        )
st.subheader(t("The two sets of rules"), anchor=False)
for column, own, other in zip(
    st.columns(2), (found.source, found.target), (found.target, found.source), strict=True
):
    with column:
        st.markdown(f"**{t(own.title)}**")
        st.latex(formula(own, other))
st.table(rules(found.source, found.target), hide_index=True, border="horizontal")
st.caption(t(SOURCES[now.family]))
show_link(write_link(now))
