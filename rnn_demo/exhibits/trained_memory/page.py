"""Trained to remember: the tasks that made LSTM famous, with seeds, budgets and failures."""

from __future__ import annotations

import streamlit as st

from rnn_demo.exhibits.trained_memory.live_training import live_training
from rnn_demo.exhibits.trained_memory.results import show_results
from rnn_demo.figures.training import solved_by_length
from rnn_demo.tasks.memory.results import ResultsError
from rnn_demo.tasks.memory.standings import (
    CELLS,
    PUBLISHED,
    QUESTIONS,
    TITLES,
    shares_solved,
    shipped,
)
from rnn_demo.ui.address import linked, write_address
from rnn_demo.ui.charts import show_chart
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
networks = {cell: t(title) for cell, title in CELLS.items()}
st.markdown(t(QUESTIONS[task]))
lengths = [one.setting.length for one in own]
at = linked().get("length", str(lengths[-1]))
if task == asked and at not in map(str, lengths):
    st.text(
        t(
            "The link asks for T = {at!r}; there are {lengths}.",
            at=at[:40],
            lengths=", ".join(map(str, lengths)),
        )
    )
usual = next((length for length in lengths if str(length) == at), lengths[-1])
if len(own) > 1:
    show_chart(
        solved_by_length(shares_solved(own), networks, lengths, t=t),
        key="memory_solved",
        alt=t("Share of trials solved, by network and length T: {task}.", task=t(TITLES[task])),
    )
length = (
    st.segmented_control(t("T"), lengths, default=usual, required=True, key=f"memory_length_{task}")
    if len(own) > 1
    else lengths[0]
)
write_address({"task": task, "length": str(length)})
one = own[lengths.index(length)]
show_results(task, one)
st.markdown(t("**Published**, with other budgets and settings:"))
for line in PUBLISHED[task]:
    st.markdown(f"- {t(line)}")
live_training(task)
