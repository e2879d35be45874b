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

st.title("Trained to remember", anchor=False)
st.markdown(
    "What the simulator says of random networks, asked of trained ones: five cells, five seeds "
    "each, on tasks whose answer stands far before the question. Every trial is drawn, the failed "
    "ones as failures; the budget is the same for all."
)
try:
    results = shipped()
except ResultsError as error:
    st.error("The results cannot be read.")
    st.text(str(error))
    st.stop()
if not results:
    st.info("There are no results yet: `python -m rnn_demo experiment adding` makes some.")
    st.stop()
asked = linked().get("task", next(iter(results)))
if asked not in results:
    st.text(f"The link asks for the task {asked[:40]!r}; there are {', '.join(results)}.")
    asked = next(iter(results))
task = st.segmented_control(
    "Task",
    list(results),
    format_func=TITLES.__getitem__,
    default=asked,
    required=True,
    key="memory_task",
)
own = results[task]
st.markdown(QUESTIONS[task])
lengths = [one.setting.length for one in own]
at = linked().get("length", str(lengths[-1]))
if task == asked and at not in map(str, lengths):
    st.text(f"The link asks for T = {at[:40]!r}; there are {', '.join(map(str, lengths))}.")
usual = next((length for length in lengths if str(length) == at), lengths[-1])
if len(own) > 1:
    show_chart(
        solved_by_length(shares_solved(own), CELLS, lengths),
        key="memory_solved",
        alt=f"Share of trials solved, by network and length T: {TITLES[task]}.",
    )
length = (
    st.segmented_control("T", lengths, default=usual, required=True, key=f"memory_length_{task}")
    if len(own) > 1
    else lengths[0]
)
write_address({"task": task, "length": str(length)})
one = own[lengths.index(length)]
show_results(task, one)
st.markdown("**Published**, with other budgets and settings:")
for line in PUBLISHED[task]:
    st.markdown(f"- {line}")
live_training(task)
