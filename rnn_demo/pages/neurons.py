"""Neurons: units that follow something countable, found honestly, watched and held."""

from __future__ import annotations

import streamlit as st

from rnn_demo.artifacts import ArtifactError
from rnn_demo.engine.forcing import ForceError
from rnn_demo.exhibits.conveyor_belt import BeltError
from rnn_demo.figures.saturation import saturation
from rnn_demo.tasks.neuron_results import NeuronError, read_neurons
from rnn_demo.ui.belt_kept import conveyed
from rnn_demo.ui.belt_view import belt_data, belt_view
from rnn_demo.ui.loading import load
from rnn_demo.ui.neuron_choice import choose_belt, choose_found, choose_model
from rnn_demo.ui.neuron_words import about, clamping, table

st.title("Neurons", anchor=False)
st.markdown(
    "Which of a network's units follow something that we can count? Each feature has the unit that "
    "follows it best on one part of the text, measured on another, beside what the same search "
    "finds in labels that were moved elsewhere."
)
model = choose_model()
try:
    loaded, neurons = load(model), read_neurons(model)
except (ArtifactError, NeuronError) as error:
    st.text(str(error))  # names files: never Markdown
    st.stop()
one = choose_found(model, neurons.found)
st.markdown(about(one, neurons))
belt = choose_belt(model, one)
try:
    found = conveyed(loaded, belt)
except (BeltError, ForceError) as error:
    st.text(f"{error} What was found is of other weights: `python -m rnn_demo neurons {model}`.")
    st.stop()
if notice := found.known.notice():
    st.text(notice)  # quotes what was typed: never Markdown
belt_view("neuron_view", belt_data(found, loaded.network.config.cell, belt))
st.markdown(clamping(one, neurons))
with st.expander("All that was found"):
    st.table(table(neurons), hide_index=True, border="horizontal")
st.subheader("Shut and open", anchor=False)
st.plotly_chart(
    saturation(
        {gate.replace("_", " "): shares.tolist() for gate, shares in neurons.below.items()},
        {gate.replace("_", " "): shares.tolist() for gate, shares in neurons.above.items()},
    ),
    key="neuron_saturation",
    config={"displayModeBar": False},
)
st.caption(
    "Each point is a unit: how much of the time its gate is below 0.1 and above 0.9, on unseen "
    "text. After Karpathy, Johnson and Li 2015."
)
