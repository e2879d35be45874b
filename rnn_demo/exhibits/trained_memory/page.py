"""Trained to remember: the tasks that made LSTM famous, with seeds, budgets and failures."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.trained_memory.live_training import live_training
from rnn_demo.exhibits.trained_memory.results import choose_length, show_results
from rnn_demo.tasks.memory.results import ResultsError
from rnn_demo.tasks.memory.standings import (
    PUBLISHED,
    QUESTIONS,
    TITLES,
    shipped,
)
from rnn_demo.ui.address import linked, write_address
from rnn_demo.ui.language import t
from rnn_demo.words import message

st.title(t("Trained to remember"), anchor=False)
st.markdown(
    t(
        "What the simulator says of random networks, asked of trained ones: five cells, five "
        "seeds each, on tasks whose answer stands far before the question. Every trial is drawn, "
        "the failed ones as failures; the budget is the same for all."
    )
)
try:
    results = shipped()
except ResultsError as error:
    st.error(t("The results cannot be read."))
    st.text(t(message(error)))
    st.stop()
if not results:
    st.info(t("There are no results yet: `python -m rnn_demo experiment adding` makes some."))
    st.stop()
asked = linked().get("task", next(iter(results)))
if asked not in results:
    st.text(
        t(
            "The link asks for the task {asked!r}; there are {results}.",
            asked=asked[:40],
            results=", ".join(results),
        )
    )
    asked = next(iter(results))
task = st.segmented_control(
    t("Task"),
    list(results),
    format_func=lambda task: t(TITLES[task]),
    default=asked,
    required=True,
    key="memory_task",
)
own = results[task]
st.markdown(t(QUESTIONS[task]))
length = choose_length(task, own, asked)
write_address({"task": task, "length": str(length)})
show_results(task, next(one for one in own if one.setting.length == length))
st.markdown(t("**Published**, with other budgets and settings:"))
for line in PUBLISHED[task]:
    st.markdown(f"- {t(line)}")
live_training(task)
